// A correction is never seen as a jump: what is drawn keeps an offset that goes away. Pure; px and ms. The rules: docs/reference/drawing.md.
import { STEP_UNITS, TICK_MS, UNITS_PER_PX } from "../protocol/generated";
import { STEPS, STILL } from "../protocol/step";

const WALKING_PX_PER_MS = STEP_UNITS / UNITS_PER_PX / TICK_MS;
/** Below the walking speed, so that a walking avatar never goes backwards on the screen. */
const MELTING_SHARE = 0.75;
const MELTING_MS = 180;
const MELTING_PX_MIN = 0.05;
/** Farther than this it was no error but a door or a seat: go there at once. */
const JUMP_PX = 160;
const FOLLOWING_SPEEDS = 3;

export interface Pixel {
  readonly x: number;
  readonly y: number;
}

const HERE: Pixel = { x: 0, y: 0 };

/** Mine: melts slower than I walk, and never against the way I am walking. */
export class Smoothing {
  private offset: Pixel = HERE;
  private truth: Pixel | null = null;

  /** The truth moved from `was` to `is` at once: draw on from `was`. */
  correct(was: Pixel, is: Pixel): void {
    this.offset = leapless({ x: this.offset.x + was.x - is.x, y: this.offset.y + was.y - is.y });
    if (this.truth !== null) this.truth = { x: this.truth.x + is.x - was.x, y: this.truth.y + is.y - was.y };
  }

  /** Return where to draw `truth` after `elapsedMs` more, for one who heads there. */
  drawn(truth: Pixel, elapsedMs: number, heading = STILL): Pixel {
    const walked = this.truth === null ? HERE : { x: truth.x - this.truth.x, y: truth.y - this.truth.y };
    this.truth = truth;
    const length = Math.hypot(this.offset.x, this.offset.y);
    const melted = Math.min(length, meltingPx(length, elapsedMs), forwardPx(this.offset, length, walked, heading));
    const left = length === 0 ? 0 : (length - melted) / length;
    this.offset = { x: this.offset.x * left, y: this.offset.y * left };
    return { x: truth.x + this.offset.x, y: truth.y + this.offset.y };
  }
}

function meltingPx(length: number, elapsedMs: number): number {
  const most = MELTING_SHARE * WALKING_PX_PER_MS * elapsedMs;
  return Math.min(most, Math.max(MELTING_PX_MIN, length * (elapsedMs / MELTING_MS)));
}

/** How much may melt without taking back what was just walked. `heading` is STILL for one who stands or is held up by a wall. */
function forwardPx(offset: Pixel, length: number, walked: Pixel, heading: number): number {
  const way = STEPS[heading] ?? HERE;
  const across = Math.hypot(way.x, way.y) || 1;
  const gained = (walked.x * way.x + walked.y * way.y) / across;
  const ahead = (offset.x * way.x + offset.y * way.y) / across;
  if (heading === STILL || ahead <= 0) return length;
  return (MELTING_SHARE * Math.max(0, gained) * length) / ahead;
}

/** Others': what is drawn follows the reckoned point, exactly at walking speed and with at most three times that after a correction. */
export class Following {
  private readonly drawn = new Map<number, Pixel>();
  private drawnMs = 0;
  private reachPx = 0;

  /** A frame of the drawing begins. */
  begin(nowMs: number): void {
    this.reachPx = FOLLOWING_SPEEDS * WALKING_PX_PER_MS * Math.max(0, nowMs - this.drawnMs);
    this.drawnMs = nowMs;
  }

  /** Return where to draw the one who is reckoned to be at `point`. */
  follow(slot: number, point: Pixel): Pixel {
    const last = this.drawn.get(slot) ?? point;
    const way = Math.hypot(point.x - last.x, point.y - last.y);
    const share = way <= this.reachPx || way > JUMP_PX ? 1 : this.reachPx / way;
    const drawn =
      share === 1 ? point : { x: last.x + (point.x - last.x) * share, y: last.y + (point.y - last.y) * share };
    this.drawn.set(slot, drawn);
    return drawn;
  }

  /** Forget those who are not drawn any more. */
  keep(slots: ReadonlySet<number>): void {
    if (this.drawn.size === slots.size) return;
    for (const slot of this.drawn.keys()) if (!slots.has(slot)) this.drawn.delete(slot);
  }

  clear(): void {
    this.drawn.clear();
  }
}

function leapless(offset: Pixel): Pixel {
  return Math.hypot(offset.x, offset.y) > JUMP_PX ? HERE : offset;
}
