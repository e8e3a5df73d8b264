// For tests: somebody who walks about by a seeded chance where nothing is in the way, and what is drawn of them, frame after frame.
import { seededRandom } from "../net/delay-line.testing";
import { pause } from "../net/office.testing";
import { TICK_MS, UNITS_PER_PX } from "../protocol/generated";
import { type Point, STEPS, STILL, step, type Walls } from "../protocol/step";
import type { Pixel } from "./smoothing";
import type { Visitor } from "./visitor.testing";

const FRAME_MS = 8;
const CLEARANCE_TICKS = 12;
/** A key lasts about a second, as in the load lab; some are only tapped. */
const KEY_MS_MIN = 100;
const KEY_MS_MAX = 1_700;
/** By then all that was changed has been told, also over a slow line. */
export const SETTLED_MS = 1_500;

/** One animation frame: where I was drawn, and where others drew me. */
export interface Shown {
  readonly ms: number;
  readonly tick: number;
  readonly heading: number;
  /** Frames since the last key; 0 is drawn in the instant of the key. */
  readonly sinceKey: number;
  readonly wasAtRest: boolean;
  readonly mine: Pixel;
  readonly theirs: readonly (Pixel | null)[];
}

/** A frame, and where I truly was then: known a little later. */
export interface Settled extends Shown {
  readonly truth: Pixel;
}

interface Chapter {
  readonly heading: number;
  readonly lastingMs: number;
}

/** Walk for `chapters` keys, and note every frame. `witness` is near the server: its clock is the server's. */
export async function stroll(
  walker: Visitor,
  witness: Visitor,
  watchers: readonly Visitor[],
  chapters: number,
  seed: number,
): Promise<Settled[]> {
  const roll = seededRandom(seed);
  const settled: Settled[] = [];
  let open: Shown[] = [];
  let last: Chapter = { heading: STILL, lastingMs: 0 };
  for (let chapter = 0; chapter < chapters; chapter += 1) {
    const next = chosen(walker, last.heading, roll);
    walker.head(next.heading);
    open.push(...(await filmed(walker, witness, watchers, next, last)));
    const known = performance.now() - SETTLED_MS;
    settled.push(
      ...settle(
        open.filter(({ ms }) => ms <= known),
        walker,
        witness,
      ),
    );
    open = open.filter(({ ms }) => ms > known);
    last = next;
  }
  walker.head(STILL);
  await pause(SETTLED_MS);
  return [...settled, ...settle(open, walker, witness)];
}

function settle(shown: readonly Shown[], walker: Visitor, witness: Visitor): Settled[] {
  return shown.map((frame) => ({ ...frame, truth: truthOf(witness, walker.room?.slot ?? -1, frame.tick) }));
}

async function filmed(
  walker: Visitor,
  witness: Visitor,
  watchers: readonly Visitor[],
  { heading, lastingMs }: Chapter,
  last: Chapter,
): Promise<Shown[]> {
  const shown: Shown[] = [];
  const slot = walker.room?.slot ?? -1;
  const endMs = performance.now() + lastingMs;
  for (let sinceKey = 0; performance.now() < endMs; sinceKey += 1) {
    if (sinceKey > 0) await pause(FRAME_MS);
    const ms = performance.now();
    const mine = drawnOf(walker, slot, ms) ?? { x: Number.NaN, y: Number.NaN };
    const theirs = watchers.map((watcher) => drawnOf(watcher, slot, ms));
    const wasAtRest = last.heading === STILL && last.lastingMs > 300;
    const tick = witness.clock.tickAt(ms);
    shown.push({ ms, tick, heading, sinceKey, wasAtRest, mine, theirs });
  }
  return shown;
}

function drawnOf(visitor: Visitor, slot: number, ms: number): Pixel | null {
  return visitor.motion.frame(ms).find((avatar) => avatar.slot === slot) ?? null;
}

/** Rest now and then; otherwise any way that is free for long enough. */
function chosen(walker: Visitor, heading: number, roll: () => number): Chapter {
  const lastingMs = KEY_MS_MIN + (KEY_MS_MAX - KEY_MS_MIN) * roll();
  if (heading !== STILL && roll() < 0.4) return { heading: STILL, lastingMs };
  const ticks = Math.ceil(lastingMs / TICK_MS) + CLEARANCE_TICKS;
  const at = walker.motion.myPlace(performance.now());
  const from = { x: Math.round((at?.x ?? 0) * UNITS_PER_PX), y: Math.round((at?.y ?? 0) * UNITS_PER_PX) };
  const walls = walker.plan?.walls ?? null;
  const free = [1, 2, 3, 4, 5, 6, 7, 8].filter((way) => way !== heading && isOpen(walls, from, way, ticks));
  return { heading: free[Math.floor(roll() * free.length)] ?? STILL, lastingMs };
}

function isOpen(walls: Walls | null, from: Point, heading: number, ticks: number): boolean {
  let point = from;
  for (let tick = 0; tick < ticks; tick += 1) point = step(walls, point, heading);
  const way = STEPS[heading] ?? { x: 0, y: 0 };
  return point.x === from.x + way.x * ticks && point.y === from.y + way.y * ticks && point.y < DOOR_Y;
}

/** The way out of the hall lies to the south: nobody walks into it by mistake. */
const DOOR_Y = 1_150 * UNITS_PER_PX;

/** Return where `slot` truly was at `tick`, between two ticks in proportion. */
export function truthOf(witness: Visitor, slot: number, tick: number): Pixel {
  const ends = witness.view.during(slot, Math.floor(tick));
  if (ends === null) throw new Error("the witness sees nobody");
  const share = tick - Math.floor(tick);
  const at = (from: number, to: number) => (from + (to - from) * share) / UNITS_PER_PX;
  return { x: at(ends[0].x, ends[1].x), y: at(ends[0].y, ends[1].y) };
}

export function distance(one: Pixel, other: Pixel): number {
  return Math.hypot(one.x - other.x, one.y - other.y);
}

export function along({ x, y }: Pixel, heading: number): number {
  const way = STEPS[heading] ?? { x: 0, y: 0 };
  return (x * way.x + y * way.y) / (Math.hypot(way.x, way.y) || 1);
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}
