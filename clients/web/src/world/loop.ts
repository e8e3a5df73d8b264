// The animation loop of the drawing: at most 60 frames a second while something moves, few while only leaves do, none while nothing
// does, and none while the tab is hidden. Knows no Pixi.

const FRAME_MS_MIN = 1000 / 60 - 3;
/** The time of a long pause (a hidden tab, a long task) is not caught up. */
const ELAPSED_MS_MAX = 100;
/** After so many frames in which nothing moved the loop rests: a second, and on a slow device longer. */
const RESTING_FRAMES = 60;

export interface Animated {
  /** Move and draw; returns whether anything goes on that wants the next frame too. */
  frame(nowMs: number, elapsedMs: number): boolean;
  /** How long the next frame may wait while nothing goes on, ms; null: until `wake`. */
  restMs(): number | null;
}

/** What the loop takes of the page. */
export interface Clockwork {
  isHidden(): boolean;
  watchHidden(changed: () => void): () => void;
  now(): number;
  nextFrame(run: () => void): () => void;
  later(run: () => void, ms: number): () => void;
}

export const pageClockwork: Clockwork = {
  isHidden: () => document.visibilityState === "hidden",
  watchHidden: (changed) => {
    document.addEventListener("visibilitychange", changed);
    return () => document.removeEventListener("visibilitychange", changed);
  },
  now: () => performance.now(),
  nextFrame: (run) => {
    const handle = requestAnimationFrame(run);
    return () => cancelAnimationFrame(handle);
  },
  later: (run, ms) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

export class Loop {
  /** Cancels what is asked for: the next frame, or the end of a rest; null while nothing is. */
  private cancel: (() => void) | null = null;
  private isAwake = false;
  private stillFrames = 0;
  private lastMs = 0;
  private unwatch: () => void = () => {};

  constructor(
    private readonly drawing: Animated,
    private readonly clockwork: Clockwork = pageClockwork,
  ) {}

  start(): void {
    this.unwatch = this.clockwork.watchHidden(() => this.look());
    this.look();
  }

  stop(): void {
    this.unwatch();
    this.pause();
  }

  /** Something may go on: frames come again, if they had stopped. */
  readonly wake = (): void => {
    this.stillFrames = 0;
    if (this.isAwake || this.clockwork.isHidden()) return;
    this.pause();
    this.isAwake = true;
    this.ask();
  };

  private look(): void {
    this.pause();
    this.wake();
  }

  private pause(): void {
    this.cancel?.();
    this.cancel = null;
    this.isAwake = false;
  }

  private ask(): void {
    this.cancel = this.clockwork.nextFrame(this.beat);
  }

  private readonly beat = (): void => {
    const nowMs = this.clockwork.now();
    const elapsedMs = nowMs - this.lastMs;
    if (elapsedMs < FRAME_MS_MIN) return this.ask();
    this.lastMs = nowMs;
    const goesOn = this.drawing.frame(nowMs, Math.min(elapsedMs, ELAPSED_MS_MAX));
    this.stillFrames = goesOn ? 0 : this.stillFrames + 1;
    if (this.stillFrames < RESTING_FRAMES) {
      this.isAwake = true;
      this.ask();
    } else this.rest();
  };

  private rest(): void {
    this.isAwake = false;
    const ms = this.drawing.restMs();
    this.cancel = ms === null ? null : this.clockwork.later(() => this.ask(), ms);
  }
}
