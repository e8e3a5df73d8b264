import { expect, test } from "vitest";
import { daysOf, timesOf } from "./appointment-times";

const NOON = Date.parse("2026-11-30T12:00:00+09:00") / 1_000;

test("T29: free times stand under the day that the office's clocks show", () => {
  const late = NOON + 11 * 3_600;
  expect(daysOf([NOON, late, late + 3_600], "Asia/Seoul")).toEqual([
    { day: "2026-11-30", times: [NOON, late] },
    { day: "2026-12-01", times: [late + 3_600] },
  ]);
  expect(daysOf([NOON], "America/New_York")).toEqual([{ day: "2026-11-29", times: [NOON] }]);
});

test("T29: an answer of another kind is none", () => {
  expect([{ times: [1] }, { times: ["1"] }, {}, null].map(timesOf)).toEqual([[1], null, null, null]);
});
