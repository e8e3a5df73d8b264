// The room's motion as this visitor may see it: the last change of each avatar in view, stepped to any tick (SPEC R8, R10, R11).
// Pure: knows records and walls; no clock and no drawing.
import { CHANGED, LEFT, type MotionRecord, type Section, WHOLE } from "../protocol/motion";
import { type Point, STILL, step, type Walls } from "../protocol/step";

/** From `tick` on an avatar goes from (x, y) with `heading`. */
export interface Leg {
  readonly tick: number;
  readonly x: number;
  readonly y: number;
  readonly heading: number;
  readonly guided: boolean;
  readonly input: number;
  /** True when the motion changed at this very tick; otherwise it is only known to hold from here. */
  readonly dated: boolean;
}

interface Track {
  cell: number;
  legs: Leg[];
  /** The last result, from which the next one is stepped on. */
  at: Leg;
}

const LEGS_MAX = 24;

export class View {
  private readonly tracks = new Map<number, Track>();
  private walls: Walls | null = null;
  private columns: number | null = null;

  /** The walls and the columns of interest cells; before they are known avatars walk as if there were none. */
  lay(walls: Walls, cellUnits: number): void {
    this.walls = walls;
    this.columns = Math.floor((walls.widthTiles * walls.tileUnits) / cellUnits) + 1;
    for (const track of this.tracks.values()) track.at = first(track.legs);
  }

  clear(): void {
    this.tracks.clear();
    this.walls = null;
    this.columns = null;
  }

  /** Apply one frame's sections at tick `tick`; `view` is my view's cell when it changed. */
  apply(tick: number, sections: readonly Section[], view: number | null): void {
    for (const section of sections) this.section(tick, section);
    // Last, so that whoever only walked on into another cell keeps their past: it is still to be drawn.
    for (const { cell, records } of sections)
      for (const { operation, slot } of records) if (operation === LEFT) this.leave(cell, slot);
    if (view !== null) this.narrow(view);
  }

  private section(tick: number, { cell, kind, records }: Section): void {
    for (const record of records) {
      if (record.operation !== LEFT)
        this.note(cell, record, tick - record.age, kind !== WHOLE && record.operation === CHANGED);
    }
    if (kind === WHOLE) this.dropOthers(cell, new Set(records.map((record) => record.slot)));
  }

  private note(cell: number, record: MotionRecord, tick: number, dated: boolean): void {
    const { x, y, heading, guided, input } = record;
    const leg: Leg = { tick, x, y, heading, guided, input, dated };
    const track = this.tracks.get(record.slot);
    if (track === undefined) {
      this.tracks.set(record.slot, { cell, legs: [leg], at: leg });
      return;
    }
    track.cell = cell;
    track.legs = [...track.legs.filter((known) => known.tick < tick), leg].slice(-LEGS_MAX);
    if (track.at.tick >= tick) track.at = leg;
  }

  private leave(cell: number, slot: number): void {
    // Whoever walked on into another cell has entered there already.
    if (this.tracks.get(slot)?.cell === cell) this.tracks.delete(slot);
  }

  private dropOthers(cell: number, kept: ReadonlySet<number>): void {
    for (const [slot, track] of this.tracks) if (track.cell === cell && !kept.has(slot)) this.tracks.delete(slot);
  }

  /** Forget the avatars of cells that are not in the 3 x 3 around `view` any more. */
  private narrow(view: number): void {
    const columns = this.columns;
    if (columns === null) return;
    for (const [slot, { cell }] of this.tracks) if (!isBeside(cell, view, columns)) this.tracks.delete(slot);
  }

  /** The slots in view. */
  slots(): IterableIterator<number> {
    return this.tracks.keys();
  }

  forget(slot: number): void {
    this.tracks.delete(slot);
  }

  /** The last known change of an avatar. */
  latest(slot: number): Leg | null {
    return this.tracks.get(slot)?.legs.at(-1) ?? null;
  }

  /** Return where an avatar is at the whole tick `tick`, or null when it is not in view. */
  at(slot: number, tick: number): Leg | null {
    const track = this.tracks.get(slot);
    if (track === undefined) return null;
    if (tick < track.at.tick) track.at = before(track.legs, tick);
    track.at = walkOn(track.at, track.legs, tick, this.walls);
    return track.at;
  }

  /** Return where an avatar is at `tick` and one tick later: the two ends of what is drawn in between. */
  during(slot: number, tick: number): readonly [Leg, Leg] | null {
    const now = this.at(slot, tick);
    const track = this.tracks.get(slot);
    return now === null || track === undefined ? null : [now, walkOn(now, track.legs, tick + 1, this.walls)];
  }
}

/** Step on to `tick`: from the newest leg before it, or from `from` when no leg is newer. */
function walkOn(from: Leg, legs: readonly Leg[], tick: number, walls: Walls | null): Leg {
  const newest = legs.findLast((leg) => leg.tick <= tick);
  return stepTo(newest !== undefined && newest.tick > from.tick ? newest : from, tick, walls);
}

function stepTo(leg: Leg, tick: number, walls: Walls | null): Leg {
  if (leg.tick >= tick) return leg;
  if (leg.heading === STILL) return { ...leg, tick };
  let point: Point = leg;
  for (let at = leg.tick; at < tick; at += 1) point = step(walls, point, leg.heading);
  return { ...leg, ...point, tick };
}

function before(legs: readonly Leg[], tick: number): Leg {
  return legs.findLast((leg) => leg.tick <= tick) ?? first(legs);
}

function first(legs: readonly Leg[]): Leg {
  const [leg] = legs;
  if (leg === undefined) throw new Error("a track has at least one leg");
  return leg;
}

function isBeside(cell: number, view: number, columns: number): boolean {
  const across = Math.abs((cell % columns) - (view % columns));
  const down = Math.abs(Math.floor(cell / columns) - Math.floor(view / columns));
  return across <= 1 && down <= 1;
}
