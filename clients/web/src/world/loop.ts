// The animation loop of the drawing: at most 60 frames a second, none while the tab is hidden. Knows no Pixi.

const FRAME_MS_MIN = 1000 / 60 - 3;
/** The time of a long pause (a hidden tab, a long task) is not caught up. */
const ELAPSED_MS_MAX = 100;

export class Loop {
  private handle = 0;
  private lastMs = 0;

  constructor(private readonly frame: (nowMs: number, elapsedMs: number) => void) {}

  start(): void {
    document.addEventListener("visibilitychange", this.look);
    this.look();
  }

  stop(): void {
    document.removeEventListener("visibilitychange", this.look);
    this.pause();
  }

  private readonly look = (): void => {
    this.pause();
    if (document.visibilityState !== "hidden") this.handle = requestAnimationFrame(this.beat);
  };

  private pause(): void {
    cancelAnimationFrame(this.handle);
  }

  private readonly beat = (): void => {
    this.handle = requestAnimationFrame(this.beat);
    const nowMs = performance.now();
    const elapsedMs = nowMs - this.lastMs;
    if (elapsedMs < FRAME_MS_MIN) return;
    this.lastMs = nowMs;
    this.frame(nowMs, Math.min(elapsedMs, ELAPSED_MS_MAX));
  };
}
