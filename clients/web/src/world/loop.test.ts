import { describe, expect, test } from "vitest";
import { type Clockwork, Loop } from "./loop";

const FRAME_MS = 20;

/** A page with a clock of its own: frames come when `run` says so, and only if they were asked for. */
class FakePage implements Clockwork {
  ms = 1_000;
  frames = 0;
  hidden = false;
  goesOn = true;
  rest: number | null = null;
  private next: (() => void) | null = null;
  private timer: { run: () => void; at: number } | null = null;
  private changed: () => void = () => {};
  readonly loop = new Loop({ frame: () => this.frame(), restMs: () => this.rest }, this);

  isHidden = () => this.hidden;
  now = () => this.ms;

  watchHidden(changed: () => void): () => void {
    this.changed = changed;
    return () => {};
  }

  nextFrame(run: () => void): () => void {
    this.next = run;
    return () => {
      this.next = null;
    };
  }

  later(run: () => void, ms: number): () => void {
    this.timer = { run, at: this.ms + ms };
    return () => {
      this.timer = null;
    };
  }

  /** So many frames of the screen pass; returns in how many of them something was drawn. */
  pass(count: number): number {
    const before = this.frames;
    for (let index = 0; index < count; index += 1) this.step();
    return this.frames - before;
  }

  see(isHidden: boolean): void {
    this.hidden = isHidden;
    this.changed();
  }

  private step(): void {
    this.ms += FRAME_MS;
    const { timer, next } = this;
    const isDue = timer !== null && timer.at <= this.ms;
    this.timer = isDue ? null : timer;
    this.next = null;
    next?.();
    if (isDue) timer.run();
  }

  private frame(): boolean {
    this.frames += 1;
    return this.goesOn;
  }
}

function started(): FakePage {
  const page = new FakePage();
  page.loop.start();
  return page;
}

describe("the loop", () => {
  test("asks for every frame while something goes on", () => {
    expect(started().pass(500)).toBe(500);
  });

  test("asks for none when nothing moves, until it is woken", () => {
    const page = started();
    page.goesOn = false;
    page.pass(100);
    expect(page.pass(500)).toBe(0);
    page.loop.wake();
    expect(page.pass(10)).toBe(10);
  });

  test("goes on for a while after the last movement", () => {
    const page = started();
    page.goesOn = false;
    expect(page.pass(30)).toBe(30);
  });

  test("draws rarely while only leaves fall, and at once when it is woken", () => {
    const page = started();
    page.goesOn = false;
    page.rest = 5 * FRAME_MS;
    page.pass(100);
    const drawn = page.pass(600);
    expect(drawn).toBeGreaterThan(60);
    expect(drawn).toBeLessThan(130);
    page.loop.wake();
    expect(page.pass(10)).toBe(10);
  });

  test("asks for none while the tab is hidden, whatever goes on", () => {
    const page = started();
    page.pass(10);
    page.see(true);
    page.loop.wake();
    expect(page.pass(100)).toBe(0);
    page.see(false);
    expect(page.pass(10)).toBe(10);
  });

  test("that is stopped asks for nothing", () => {
    const page = started();
    page.loop.stop();
    expect(page.pass(100)).toBe(0);
  });
});
