import { expect, test } from "vitest";
import { isoDay, partsOf, typedDay } from "./day";

const EMPTY = { year: "", month: "", day: "" };

test("a day is typed part by part and stays as it was typed", () => {
  const year = typedDay(EMPTY, "year", "1948") ?? "";
  const month = typedDay(partsOf(year), "month", "3") ?? "";
  const day = typedDay(partsOf(month), "day", "02") ?? "";
  expect([year, month, day]).toEqual(["1948--", "1948-3-", "1948-3-02"]);
  expect(partsOf(day)).toEqual({ year: "1948", month: "3", day: "02" });
});

test.each(["1948-03-02", "1948. 3. 2.", "1948년 3월 2일", "19480302", "１９４８．３．２"])(
  "a whole day that is pasted into one part fills all three: %s",
  (pasted) => {
    expect(isoDay(typedDay(EMPTY, "month", pasted) ?? "")).toBe("1948-03-02");
  },
);

test("what is no number stays to be seen, and cannot reach into the next part", () => {
  expect(typedDay(EMPTY, "year", "nineteen-48")).toBe("nineteen 48--");
});

test("an emptied day is no answer", () => {
  expect(typedDay({ year: "1", month: "", day: "" }, "year", "")).toBeNull();
});

test.each(["1990-2-30", "1990-13-1", "90-1-1", "1990--1", "1990-1-", "soon--", "2023-02-29", "0000-00-00"])(
  "%s is no day",
  (answer) => {
    expect(isoDay(answer)).toBeNull();
  },
);
