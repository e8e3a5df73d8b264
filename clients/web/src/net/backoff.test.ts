import { expect, test } from "vitest";
import { backoffMs, mayReconnect, toldMs } from "./backoff";

test("S8 the wait is a random time within the window that the server advertises", () => {
  expect(backoffMs(8_000, 0, () => 0)).toBe(0);
  expect(backoffMs(8_000, 0, () => 0.5)).toBe(4_000);
  expect(backoffMs(8_000, 0, () => 0.999_99)).toBeLessThan(8_000);
});

test("S8 failed attempts do not leave the advertised window while the session is kept", () => {
  const almostAll = () => 0.999_999;
  for (const awayMs of [1_000, 10_000, 59_999]) expect(backoffMs(8_000, awayMs, almostAll)).toBeLessThan(8_000);
});

test("S8 a crowd that is dropped at once comes back evenly over the window", () => {
  const waits = Array.from({ length: 2_000 }, (_, person) => backoffMs(8_000, 0, () => (person + 0.5) / 2_000));
  const seconds = Array.from({ length: 8 }, (_, second) => waits.filter((ms) => Math.floor(ms / 1_000) === second));
  expect(seconds.map((second) => second.length)).toEqual(Array(8).fill(250));
});

test("S8 when the session is gone the window grows with the time away, up to a minute or what is advertised", () => {
  const almostAll = () => 0.999_999;
  expect(backoffMs(1_000, 600_000, almostAll)).toBeGreaterThan(9_990);
  expect(backoffMs(1_000, 86_400_000, almostAll)).toBeLessThanOrEqual(60_000);
  expect(backoffMs(90_000, 86_400_000, almostAll)).toBeGreaterThan(89_000);
});

test.each([4307, 4408, 4410, 4430, 4500, 4503, 1006, 1001, 1012])(
  "S9 a client comes back by itself after %i",
  (code) => {
    expect(mayReconnect(code)).toBe(true);
  },
);

test.each([4000, 4400, 4401, 4403, 4409, 4426, 4429])("S9 a client stays away after %i", (code) => {
  expect(mayReconnect(code)).toBe(false);
});

test("S15 a newcomer comes back after what the server says, and never after more than ten minutes", () => {
  expect(toldMs(4430, "1500")).toBe(1_500);
  expect(toldMs(4430, "999999999")).toBe(600_000);
  expect([toldMs(4430, "soon"), toldMs(4430, ""), toldMs(4503, "1500")]).toEqual([0, 0, 0]);
});
