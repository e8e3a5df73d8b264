import { expect, test } from "vitest";
import { type Standing, sortByFoot } from "./depth";

const standing = (footY: number, order: number): Standing => ({ footY, order });

test("who stands farther south is drawn later", () => {
  const list = [standing(30, 1), standing(10, 2), standing(20, 3)];
  expect(sortByFoot(list)).toBe(true);
  expect(list.map(({ footY }) => footY)).toEqual([10, 20, 30]);
});

test("equal feet keep their order, and a settled list does not move", () => {
  const list = [standing(10, 2), standing(10, 1), standing(10, 3)];
  sortByFoot(list);
  expect(list.map(({ order }) => order)).toEqual([1, 2, 3]);
  expect(sortByFoot(list)).toBe(false);
});
