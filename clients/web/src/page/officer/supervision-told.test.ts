import { expect, test } from "vitest";
import { figuresOf, supervisedOf } from "./supervision-told";

test("O20 how the office stands is read, and what is of the wrong kind is nothing", () => {
  const told = {
    services: [
      {
        id: "talk",
        title: { ko: "상담", en: "Talk" },
        waiting: 3,
        longest_s: 90,
        held: 1,
        coming: 2,
        desks: 1,
        low_s: 60,
      },
      7,
    ],
    counters: [
      {
        id: "one",
        title: { ko: "1", en: "1" },
        officer: "Han",
        state: "serving",
        ticket: { number: "C-1", since_s: 5 },
      },
      { id: "two", title: null, officer: null, state: "on_fire", ticket: null, gone: true },
    ],
    officers: ["Seo", 3, ""],
  };
  const found = supervisedOf(told);
  expect(found?.lines).toEqual([
    {
      id: "talk",
      title: { ko: "상담", en: "Talk" },
      waiting: 3,
      longestS: 90,
      coming: 2,
      held: 1,
      desks: 1,
      low_s: 60,
      high_s: null,
    },
  ]);
  expect(found?.counters.map(({ state, officer, number, isGone }) => [state, officer, number, isGone])).toEqual([
    ["serving", "Han", "C-1", false],
    ["closed", "", "", true],
  ]);
  expect(found?.officers).toEqual(["Seo"]);
  expect([{}, null, 1, { services: [] }].map(supervisedOf)).toEqual([null, null, null, null]);
});

test("O21 figures are read, a row of the whole day has no hour", () => {
  const spread = { count: 2, half_s: 10, most_s: 20 };
  const row = { service: "talk", hour: 9, taken: 2, served: 1, missed: 0, waits: spread, ways: null, servings: null };
  const found = figuresOf({
    until: 90,
    whole: false,
    services: { talk: { ko: "상담", en: "Talk" } },
    rows: [row, { ...row, hour: null }],
  });
  expect([found?.isWhole, found?.until]).toEqual([false, 90]);
  expect(found?.titles.get("talk")).toEqual({ ko: "상담", en: "Talk" });
  expect(found?.rows.map(({ hour, waits, ways }) => [hour, waits, ways])).toEqual([
    [9, { halfS: 10, mostS: 20 }, null],
    [null, { halfS: 10, mostS: 20 }, null],
  ]);
  expect([{}, null, { rows: [] }].map(figuresOf)).toEqual([null, null, null]);
});
