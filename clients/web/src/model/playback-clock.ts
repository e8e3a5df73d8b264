// The clock by which others are drawn: a little in the past, evenly, never beyond what is known. Pure; ticks and ms.
// The rule, the same as in the load lab: docs/reference/drawing.md.
import { QUIET_TICKS_MAX, TICK_MS } from "../protocol/generated";

export const BEHIND_TICKS = 1.5;
const EXTRAPOLATION_TICKS_MAX = 100 / TICK_MS;
/** Half of a better estimate of the server's clock is taken over within about seven ticks, so that nobody is seen to jump. */
const TAKEN_OVER_TICKS = 10;

export class PlaybackClock {
  private tick: number | null = null;
  private atMs = 0;
  private framedTick = Number.NEGATIVE_INFINITY;

  /** A frame came: what it does not tell goes on as before for as long as a frame may stay out (SPEC R9). */
  framed(tick: number): void {
    this.framedTick = Math.max(this.framedTick, tick);
  }

  /** Another room: nothing is known of it yet. */
  restart(): void {
    this.framedTick = Number.NEGATIVE_INFINITY;
  }

  /** Return the tick to draw at `nowMs`, where the server's clock is estimated to stand at `serverTick`. */
  at(nowMs: number, serverTick: number): number {
    const target = serverTick - BEHIND_TICKS;
    const passed = Math.max(0, nowMs - this.atMs) / TICK_MS;
    const gap = this.tick === null ? Number.POSITIVE_INFINITY : target - this.tick - passed;
    const isFar = Math.abs(gap) >= TAKEN_OVER_TICKS;
    this.tick = isFar ? target : target - gap * Math.exp(-passed / TAKEN_OVER_TICKS);
    this.atMs = Math.max(this.atMs, nowMs);
    return Math.min(this.tick, this.vouchedTick);
  }

  private get vouchedTick(): number {
    return this.framedTick + QUIET_TICKS_MAX + EXTRAPOLATION_TICKS_MAX;
  }
}
