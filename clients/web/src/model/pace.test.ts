import { expect, test } from "vitest";
import { QUIET_TICKS_MAX, TICK_MS } from "../protocol/generated";
import { BEHIND_TICKS, Pace } from "./pace";

function framed(tick: number): Pace {
  const pace = new Pace();
  pace.framed(tick);
  return pace;
}

test("others are drawn one and a half ticks in the past", () => {
  expect(framed(100).at(5_000, 101)).toBe(101 - BEHIND_TICKS);
});

test("R9 the drawing goes on at most 100 ms beyond what the last frame vouches for", () => {
  const pace = framed(100);
  expect(pace.at(0, 500)).toBe(100 + QUIET_TICKS_MAX + 2);
  pace.framed(500);
  expect(pace.at(0, 500)).toBe(500 - BEHIND_TICKS);
});

test.each([3, -3])("a better estimate of the clock, %i ticks away, is taken over without a jump", (better) => {
  const pace = framed(1_000);
  const ticks: number[] = [];
  for (let ms = 0; ms <= 6_000; ms += 16) ticks.push(pace.at(ms, 100 + ms / TICK_MS + (ms === 0 ? 0 : better)));
  const steps = ticks.slice(1).map((tick, index) => tick - (ticks[index] ?? 0));
  expect(Math.min(...steps)).toBeGreaterThan(0.6 * (16 / TICK_MS));
  expect(Math.max(...steps)).toBeLessThan(1.4 * (16 / TICK_MS));
  expect(ticks.at(-1)).toBeCloseTo(100 + 6_000 / TICK_MS + better - BEHIND_TICKS, 1);
});

test("after a sleep of the page the drawing is at once where it should be", () => {
  const pace = framed(10_000);
  pace.at(0, 100);
  expect(pace.at(60_000, 100 + 5_000)).toBe(100 + 5_000 - BEHIND_TICKS);
});
