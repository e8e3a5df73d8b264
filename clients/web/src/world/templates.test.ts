import { expect, test } from "vitest";
import { renumbered, templatesIn, withTemplates } from "./templates";
import { readMap } from "./tiled";

const property = (name: string, value: unknown) => ({ name, value });
const CHAIR = {
  name: "chair",
  type: "furniture",
  x: 32,
  y: 32,
  width: 0,
  height: 0,
  properties: [property("art", "chair"), property("flat", true)],
};
const made = (own: object) => ({ id: 3, x: 160, y: 128, template: "chair.tj", ...own });
const mapOf = (...objects: object[]) => ({
  width: 10,
  height: 8,
  tilewidth: 32,
  layers: [{ type: "group", name: "g", layers: [{ type: "objectgroup", name: "things", objects }] }],
});
const read = (map: Record<string, unknown>) => readMap(withTemplates(map, new Map([["chair.tj", CHAIR]])));

test("R16 each template of a map is named once, however deep its objects lie", () => {
  expect(templatesIn(mapOf(made({}), made({}), { id: 4 }, made({ template: "t/bench.tx" })))).toEqual([
    "chair.tj",
    "t/bench.tx",
  ]);
});

test("R16 an object is drawn where it says, with what its template says", async () => {
  const [chair] = (await read(mapOf(made({})))).objects;
  expect(chair).toEqual({
    kind: "furniture",
    name: "chair",
    x: 160,
    y: 128,
    width: 0,
    height: 0,
    isSeen: true,
    opacity: 1,
    tint: 0xffffff,
    tile: 0,
    rotation: 0,
    properties: { art: "chair", flat: true },
  });
});

test("R16 what an object says of itself wins over its template", async () => {
  const own = made({
    name: "mine",
    class: "sign",
    width: 9,
    properties: [property("art", "stool"), property("new", 1)],
  });
  const [mine] = (await read(mapOf(own))).objects;
  expect(mine).toMatchObject({
    kind: "sign",
    name: "mine",
    width: 9,
    properties: { art: "stool", flat: true, new: 1 },
  });
});

test("an object whose template cannot be had stays as it is", async () => {
  const [thing] = (await read(mapOf(made({ template: "gone.tj", name: "alone" })))).objects;
  expect(thing).toMatchObject({ name: "alone", x: 160 });
});

const place = new URL("https://office.example/places/hall/place.tmj");
const tilesets = [
  { firstgid: 1, name: "embedded" },
  { firstgid: 40, source: "../sets/room.tsj" },
];
const template = (own: object) => ({
  object: { gid: 0x80000003 },
  tileset: { firstgid: 1, source: "room.tsj" },
  ...own,
});
const numbered = (file: object) => renumbered({ ...file }, new URL("../sets/chair.tj", place), { tilesets }, place).gid;

test("R16 a tile of a template has the number that its tileset has in the map, with the bits that turn it", () => {
  expect(numbered(template({}))).toBe(0x80000000 + 42);
});

test("R16 a tile of a template whose tileset the map lacks is no tile", () => {
  expect(numbered(template({ tileset: { firstgid: 1, source: "gone.tsj" } }))).toBe(0);
});
