import { expect, test } from "vitest";
import { QUIET_TICKS_MAX, TICK_MS } from "../protocol/generated";
import { BEHIND_TICKS, PlaybackClock } from "./playback-clock";

function framed(tick: number): PlaybackClock {
  const clock = new PlaybackClock();
  clock.framed(tick);
  return clock;
}

test("others are drawn one and a half ticks in the past", () => {
  expect(framed(100).at(5_000, 101)).toBe(101 - BEHIND_TICKS);
});

test("R9 the drawing goes on at most 100 ms beyond what the last frame vouches for", () => {
  const clock = framed(100);
  expect(clock.at(0, 500)).toBe(100 + QUIET_TICKS_MAX + 2);
  clock.framed(500);
  expect(clock.at(0, 500)).toBe(500 - BEHIND_TICKS);
});

test.each([3, -3])("a better estimate of the clock, %i ticks away, is taken over without a jump", (better) => {
  const clock = framed(1_000);
  const ticks: number[] = [];
  for (let ms = 0; ms <= 6_000; ms += 16) ticks.push(clock.at(ms, 100 + ms / TICK_MS + (ms === 0 ? 0 : better)));
  const steps = ticks.slice(1).map((tick, index) => tick - (ticks[index] ?? 0));
  expect(Math.min(...steps)).toBeGreaterThan(0.6 * (16 / TICK_MS));
  expect(Math.max(...steps)).toBeLessThan(1.4 * (16 / TICK_MS));
  expect(ticks.at(-1)).toBeCloseTo(100 + 6_000 / TICK_MS + better - BEHIND_TICKS, 1);
});

test("after a sleep of the page the drawing is at once where it should be", () => {
  const clock = framed(10_000);
  clock.at(0, 100);
  expect(clock.at(60_000, 100 + 5_000)).toBe(100 + 5_000 - BEHIND_TICKS);
});
