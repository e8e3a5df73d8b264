import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { wallsOf } from "../protocol/drawing.testing";
import { hitAt } from "./hits";
import { readPlace } from "./place";
import { readMap } from "./tiled";

const worlds = new URL("../../../../worlds/madang_worlds/", import.meta.url);
const map = JSON.parse(readFileSync(new URL("places/city_hall/place.tmj", worlds), "utf8"));
const walls = wallsOf(Array(40).fill(".".repeat(56)));
const place = readPlace(await readMap(map));
const nobody: never[] = [];

test("a tap on a desk is its counter", () => {
  expect(hitAt(656, 430, place, nobody, 0, walls)).toEqual({ kind: "counter", name: "consult-1" });
});

test("a tap on a booth's door is the booth", () => {
  expect(hitAt(544, 300, place, nobody, 0, walls)).toEqual({ kind: "booth", name: "booth-1" });
});

test("a tap on the way out is the door", () => {
  expect(hitAt(896, 1264, place, nobody, 0, walls)).toEqual({ kind: "door", name: "to-plaza" });
});

test("a tap on the floor is the floor right there", () => {
  expect(hitAt(896, 1000, place, nobody, 0, walls)).toEqual({ kind: "floor", spot: { x: 896, y: 1000 } });
});

test("a person before a counter is the person; of two the one in front; never me", () => {
  const people = [
    { slot: 3, x: 656, y: 440, height: 41 },
    { slot: 4, x: 660, y: 460, height: 41 },
    { slot: 0, x: 656, y: 465, height: 41 },
  ];
  expect(hitAt(656, 430, place, people, 0, walls)).toEqual({ kind: "person", slot: 4 });
});
