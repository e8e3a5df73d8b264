import { expect, test } from "vitest";
import { backoffMs, mayComeBack } from "./backoff";

test("S8 the wait is a random time within the window that the server advertises", () => {
  expect(backoffMs(8_000, 0, () => 0)).toBe(0);
  expect(backoffMs(8_000, 0, () => 0.5)).toBe(4_000);
  expect(backoffMs(8_000, 0, () => 0.999_99)).toBeLessThan(8_000);
});

test("S8 the window doubles with each failed attempt, up to a minute or what is advertised", () => {
  const almostAll = () => 0.999_999;
  expect(backoffMs(1_000, 3, almostAll)).toBeGreaterThan(7_990);
  expect(backoffMs(1_000, 60, almostAll)).toBeLessThanOrEqual(60_000);
  expect(backoffMs(90_000, 5, almostAll)).toBeGreaterThan(89_000);
});

test.each([4408, 4500, 4503, 1006, 1001, 1012])("S9 a client comes back by itself after %i", (code) => {
  expect(mayComeBack(code)).toBe(true);
});

test.each([4000, 4400, 4401, 4403, 4409, 4426, 4429])("S9 a client stays away after %i", (code) => {
  expect(mayComeBack(code)).toBe(false);
});
