import { expect, test } from "vitest";
import { ServerClock } from "./clock";

test("the tick goes on with the time since the welcome", () => {
  const clock = new ServerClock();
  clock.start(100, 50, 2_000);
  expect(clock.tickAt(2_125)).toBeCloseTo(102.5);
});

test("the shortest round trip is believed most", () => {
  const clock = new ServerClock();
  clock.start(100, 50, 0);
  clock.learn(1_000, 120, 0, 1_400);
  clock.learn(2_000, 141, 10, 2_040);
  clock.learn(3_000, 165, 0, 3_600);
  expect(clock.roundTripMs).toBe(40);
  expect(clock.tickAt(2_040)).toBeCloseTo((141 * 50 + 10 + 20) / 50);
});
