import { expect, test } from "vitest";
import { instantIn, localIn } from "./zoned";

test("T24 an end is the office's time, whatever this device's clock shows", () => {
  expect(instantIn("Asia/Seoul", "2026-11-30T09:00")).toBe(Date.parse("2026-11-30T00:00Z") / 1_000);
  expect(instantIn("America/New_York", "2026-07-01T09:00")).toBe(Date.parse("2026-07-01T13:00Z") / 1_000);
  expect(localIn("Asia/Seoul", Date.parse("2026-11-30T15:00Z") / 1_000)).toBe("2026-12-01T00:00");
});

test("T24 what an input shows is the instant again, also on the days on which clocks are changed", () => {
  for (const day of ["2026-03-29T04:30", "2026-10-25T04:30", "2026-03-28T23:59"])
    expect(localIn("Europe/Berlin", instantIn("Europe/Berlin", day) ?? 0)).toBe(day);
});

test("an input that was left empty is no instant", () => {
  expect(instantIn("Asia/Seoul", "")).toBeNull();
});
