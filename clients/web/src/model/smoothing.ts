// A correction is never seen as a jump: what is drawn keeps an offset that melts, slower than the avatar walks. Pure; px and ms.
import { STEP_UNITS, TICK_MS, UNITS_PER_PX } from "../protocol/generated";

const WALKING_PX_PER_MS = STEP_UNITS / UNITS_PER_PX / TICK_MS;
/** Below the walking speed, so that a walking avatar never goes backwards on the screen. */
const MELTING_PX_PER_MS = 0.75 * WALKING_PX_PER_MS;
const MELTING_MS = 180;
/** Farther than this it was no error but a door or a seat: go there at once. */
const JUMP_PX = 160;

export interface Pixel {
  readonly x: number;
  readonly y: number;
}

export class Smoothing {
  private offset: Pixel = { x: 0, y: 0 };

  /** The truth moved from `was` to `is` at once: draw on from `was`. */
  correct(was: Pixel, is: Pixel): void {
    const offset = { x: this.offset.x + was.x - is.x, y: this.offset.y + was.y - is.y };
    this.offset = Math.hypot(offset.x, offset.y) > JUMP_PX ? { x: 0, y: 0 } : offset;
  }

  /** Return where to draw `truth` after `elapsedMs` more. */
  drawn(truth: Pixel, elapsedMs: number): Pixel {
    const length = Math.hypot(this.offset.x, this.offset.y);
    const melted = Math.min(length, MELTING_PX_PER_MS * elapsedMs, Math.max(0.05, length * (elapsedMs / MELTING_MS)));
    const left = length === 0 ? 0 : (length - melted) / length;
    this.offset = { x: this.offset.x * left, y: this.offset.y * left };
    return { x: truth.x + this.offset.x, y: truth.y + this.offset.y };
  }
}
