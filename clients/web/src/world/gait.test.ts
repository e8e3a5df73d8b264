import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { deskHeading, facing, type PeopleIndex, standingColumn, walkingColumn } from "./gait";

const sheets = new URL("../../../../worlds/madang_worlds/art/sheets/", import.meta.url);
const people: PeopleIndex = JSON.parse(readFileSync(new URL("people/people.json", sheets), "utf8"));
const name = (column: number) => people.columns[column];

test("eight headings are five drawn rows and three mirrored ones", () => {
  const rows = [1, 2, 3, 4, 5, 6, 7, 8].map((heading) => facing(people, heading));
  expect(rows.map(({ row }) => people.rows[row])).toEqual(["E", "SE", "S", "SE", "E", "NE", "N", "NE"]);
  expect(rows.map(({ isMirrored }) => isMirrored)).toEqual([false, false, false, true, true, true, false, false]);
});

test("whoever has not walked yet looks at us", () => {
  expect(people.rows[facing(people, 0).row]).toBe("S");
});

test("the stride follows the way: four steps in 67 px, then again", () => {
  const at = (walkedPx: number) => name(walkingColumn(people, walkedPx, false));
  expect([0, 17, 34, 51, 68].map(at)).toEqual(["walk1", "walk2", "walk3", "walk4", "walk1"]);
});

test("with reduced motion people walk without bobbing and stand without breath", () => {
  const columns = [0, 26, 52, 78].map((walkedPx) => name(walkingColumn(people, walkedPx, true)));
  expect(columns).toEqual(["walk1", "idle", "walk3", "idle"]);
  expect(name(standingColumn(people, 2000, 0, true))).toBe("idle");
});

test("who stands breathes, each in their own time", () => {
  const breaths = Array.from({ length: 8 }, (_, slot) => name(standingColumn(people, 0, slot, false)));
  expect(new Set(breaths)).toEqual(new Set(["idle", "breath"]));
});

describe("an officer at a desk", () => {
  const [SE, S, SW] = [2, 3, 4];
  const seconds = Array.from({ length: 130 }, (_, index) => index * 100);

  test("looks ahead most of the time, and aside to either hand now and then", () => {
    const seen = seconds.map((ms) => deskHeading(0, ms, 1, null));
    expect(new Set(seen)).toEqual(new Set([SE, S, SW]));
    expect(seen.filter((heading) => heading === S).length).toBeGreaterThan(100);
  });

  test("does not look aside together with the colleague", () => {
    const turned = (slot: number) => seconds.filter((ms) => deskHeading(S, ms, slot, null) === SE);
    expect(turned(1).filter((ms) => turned(2).includes(ms))).toEqual([]);
  });

  test("looks at the citizen before the desk", () => {
    expect(deskHeading(S, 0, 0, { acrossPx: 60, downPx: 60 })).toBe(SE);
    expect(deskHeading(S, 0, 0, { acrossPx: 0, downPx: 60 })).toBe(S);
    expect(deskHeading(S, 0, 0, { acrossPx: -60, downPx: 60 })).toBe(SW);
  });

  test("who has turned away is left alone", () => {
    expect(deskHeading(7, 0, 0, { acrossPx: 60, downPx: 60 })).toBe(7);
  });
});
