import { expect, test } from "vitest";
import type { Walls } from "../protocol/step";
import { findPath, pointsAlong } from "./path";

/** `#` is a wall; a tile is 32 px. */
function wallsOf(...rows: string[]): Walls {
  const blocked = Uint8Array.from(rows.join(""), (tile) => Number(tile === "#"));
  return { widthTiles: rows[0]?.length ?? 0, heightTiles: rows.length, tileUnits: 256, blocked };
}

const at = (column: number, row: number) => ({ x: column * 32 + 16, y: row * 32 + 16 });

test("the path goes around walls and cuts no corner", () => {
  const walls = wallsOf(".#.", ".#.", "...");
  const path = findPath(walls, at(0, 0), at(2, 0)) ?? [];
  expect(path.map(({ x, y }) => `${Math.floor(x / 32)}${Math.floor(y / 32)}`)).toEqual([
    "00",
    "01",
    "02",
    "12",
    "22",
    "21",
    "20",
  ]);
});

test("a goal that is a wall itself is reached, one behind walls is not", () => {
  expect(findPath(wallsOf("..#"), at(0, 0), at(2, 0))).not.toBeNull();
  expect(findPath(wallsOf(".#."), at(0, 0), at(2, 0))).toBeNull();
});

test("stones lie evenly along the way", () => {
  const stones = pointsAlong([at(0, 0), at(10, 0)], 32);
  expect(stones.map(({ x }) => Math.round(x))).toEqual([48, 80, 112, 144, 176, 208, 240, 272, 304]);
});
