// My own avatar in time: when its ticks begin and where it is between two of them. From a standing start the first tick begins with
// the key, and a turn bends the way at once, so that every key is seen in the next frame. Pure: instants are handed in (ms).
import { RESUME_SECONDS, TICK_MS, UNITS_PER_PX } from "../protocol/generated";
import type { Point, Walls } from "../protocol/step";
import { type Chosen, PredictedWalk } from "./predicted-walk";
import type { Pixel } from "./smoothing";
import type { Leg } from "./view";

/** A page that slept longer has lost its connection, and where it was with it. */
const TICKS_AT_ONCE_MAX = (RESUME_SECONDS * 1_000) / TICK_MS;

/** A turn between two ticks: from where I was drawn straight to where I shall be at the end of the next tick. */
interface Bend {
  readonly from: Pixel;
  readonly startMs: number;
  readonly endMs: number;
}

export class OwnAvatar {
  private readonly walk: PredictedWalk;
  private bend: Bend | null = null;

  constructor(
    at: Point,
    private tickMs: number,
  ) {
    this.walk = new PredictedWalk(at);
  }

  lay(walls: Walls): void {
    this.walk.lay(walls);
  }

  get heading(): number {
    return this.walk.heading;
  }

  /** A wall holds me up, whichever way I head. */
  get isHeldUp(): boolean {
    const { at, next } = this.walk;
    return at.x === next.x && at.y === next.y;
  }

  get lastNumber(): number {
    return this.walk.lastNumber;
  }

  nextNumber(): number {
    return this.walk.nextNumber();
  }

  restate(): Chosen {
    return this.walk.restate();
  }

  /** Stand there. */
  place(at: Point): void {
    this.walk.place(at);
    this.bend = null;
  }

  /** Head that way; null when I do already. */
  head(heading: number, nowMs: number): Chosen | null {
    const from = this.at(nowMs);
    const startsAfresh = this.walk.isAtRest;
    const chosen = this.walk.head(heading);
    if (chosen === null) return null;
    if (startsAfresh) {
      this.tickMs = nowMs;
      this.walk.advance();
    }
    this.bend = startsAfresh ? null : { from, startMs: nowMs, endMs: this.tickMs + 2 * TICK_MS };
    return chosen;
  }

  /** Take the server's word; returns by how much (px) that moves me. */
  reconcile(leg: Leg, nowMs: number): Pixel {
    this.catchUp(nowMs);
    const was = this.walk.at;
    this.walk.reconcile(leg);
    const by = px({ x: this.walk.at.x - was.x, y: this.walk.at.y - was.y });
    if (this.bend !== null) this.bend = { ...this.bend, from: plus(this.bend.from, by) };
    return by;
  }

  /** Where I am, in px. */
  at(nowMs: number): Pixel {
    this.catchUp(nowMs);
    const { bend, walk } = this;
    if (bend === null || nowMs >= bend.endMs) return mix(px(walk.before), px(walk.at), (nowMs - this.tickMs) / TICK_MS);
    const isBeforeItsTick = bend.endMs - this.tickMs > TICK_MS;
    const end = isBeforeItsTick ? walk.next : walk.at;
    return mix(bend.from, px(end), (nowMs - bend.startMs) / (bend.endMs - bend.startMs));
  }

  private catchUp(nowMs: number): void {
    const late = Math.floor((nowMs - this.tickMs) / TICK_MS);
    if (late > TICKS_AT_ONCE_MAX) this.tickMs += (late - 1) * TICK_MS;
    while (nowMs - this.tickMs >= TICK_MS) {
      this.walk.advance();
      this.tickMs += TICK_MS;
    }
  }
}

export function px(point: Point): Pixel {
  return { x: point.x / UNITS_PER_PX, y: point.y / UNITS_PER_PX };
}

export function mix(from: Pixel, to: Pixel, share: number): Pixel {
  const part = Math.min(1, Math.max(0, share));
  return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
}

function plus(one: Pixel, other: Pixel): Pixel {
  return { x: one.x + other.x, y: one.y + other.y };
}
