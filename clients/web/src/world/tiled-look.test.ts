import { expect, test } from "vitest";
import { runsOf } from "./quads";
import { readMap } from "./tiled";
import { colourOf, lookOf, PLAIN } from "./tiled-look";
import { readTilesets } from "./tilesets";

const SHEET = {
  image: "a.png",
  imagewidth: 64,
  imageheight: 32,
  tilewidth: 32,
  tileheight: 32,
  columns: 2,
  tilecount: 2,
};
const tiles = (own: object) => ({ type: "tilelayer", name: "a", width: 1, height: 1, data: [1], ...own });
const group = (own: object, ...layers: object[]) => ({ type: "group", name: "g", layers, ...own });
const read = (...layers: object[]) => readMap({ width: 4, height: 4, tilewidth: 32, layers });
const chair = { name: "chair", x: 0, y: 32, width: 32, height: 32, gid: 1 };
const objects = (own: object, ...things: object[]) => ({ type: "objectgroup", name: "o", objects: things, ...own });

test.each([
  ["#ff8000", 0xff8000, 1],
  ["#80ff8000", 0xff8000, 128 / 255],
  ["00FF00", 0x00ff00, 1],
])("the colour %s is read", (text, rgb, opacity) => {
  expect(colourOf(text)).toEqual({ rgb, opacity });
});

test.each(["", "red", "#12", undefined, null, 5])("%s is no colour", (text) => {
  expect(colourOf(text)).toBeNull();
});

test("opacity, tint and offset of groups and layers go together", () => {
  const outer = lookOf({ opacity: 0.5, tintcolor: "#ff8000", offsetx: 3 }, PLAIN);
  expect(lookOf({ opacity: 0.5, tintcolor: "#80ff80", offsetx: 1, offsety: 2 }, outer)).toEqual({
    isSeen: true,
    opacity: 0.25,
    tint: 0x808000,
    offset: [4, 2],
  });
});

test("R16 tile layers are as clear and tinted as they and their groups say", async () => {
  const map = await read(group({ opacity: 0.5 }, tiles({ opacity: 0.5, tintcolor: "#ff0000" })));
  expect(map.layers).toMatchObject([{ opacity: 0.25, tint: 0xff0000 }]);
  const [run] = runsOf(map.layers, readTilesets(SHEET, 1), 32);
  expect(run).toMatchObject({ opacity: 0.25, tint: 0xff0000 });
});

test("R16 layers of different tints are not drawn in one run", async () => {
  const map = await read(tiles({}), tiles({ tintcolor: "#ff0000" }), tiles({ tintcolor: "#ff0000" }));
  expect(runsOf(map.layers, readTilesets(SHEET, 1), 32).map(({ tint }) => tint)).toEqual([0xffffff, 0xff0000]);
});

test("R16 a tile that stands free has the look of its layers and its own opacity", async () => {
  const map = await read(group({ opacity: 0.5 }, objects({ tintcolor: "#00ff00" }, { ...chair, opacity: 0.5 })));
  expect(map.objects).toMatchObject([{ opacity: 0.25, tint: 0x00ff00, tile: 1 }]);
});

test("R16 what is in a hidden group is not seen, and means what it means", async () => {
  const counter = { name: "c", type: "counter", x: 0, y: 0, width: 32, height: 32 };
  const map = await read(group({ visible: false }, tiles({}), objects({}, chair, counter)));
  expect(map.layers).toEqual([]);
  expect(map.objects.map(({ name, tile, isSeen }) => [name, tile, isSeen])).toEqual([
    ["chair", 0, false],
    ["c", 0, false],
  ]);
});

test("R16 pictures of image layers lie between the layers where they were drawn, moved, repeated and tinted", async () => {
  const sky = { type: "imagelayer", name: "sky", image: "sky.png", offsetx: 3.5, repeatx: true, tintcolor: "#0000ff" };
  const hidden = { ...sky, visible: false };
  const map = await read(
    tiles({}),
    sky,
    hidden,
    { type: "imagelayer", image: "" },
    objects({ name: "floorLayer" }),
    sky,
  );
  expect(map.pictures).toEqual([
    {
      image: "sky.png",
      x: 3.5,
      y: 0,
      repeatsAcross: true,
      repeatsDown: false,
      opacity: 1,
      tint: 0x0000ff,
      isOver: false,
      place: 1,
    },
    {
      image: "sky.png",
      x: 3.5,
      y: 0,
      repeatsAcross: true,
      repeatsDown: false,
      opacity: 1,
      tint: 0x0000ff,
      isOver: true,
      place: 1,
    },
  ]);
});

test("R16 the map's own colour lies under it", async () => {
  expect((await readMap({ layers: [], backgroundcolor: "#123456" })).background).toEqual({ rgb: 0x123456, opacity: 1 });
  expect((await readMap({ layers: [] })).background).toBeNull();
});

const TALL = { ...SHEET, imageheight: 64, tileheight: 64 };
const rows = (data: number[], renderorder?: string) =>
  readMap({ width: 2, height: 2, tilewidth: 32, renderorder, layers: [tiles({ width: 2, height: 2, data })] });

test.each([
  ["right-down", [0, 0, 1, 0, 0, 1, 1, 1]],
  ["left-down", [1, 0, 0, 0, 1, 1, 0, 1]],
  ["right-up", [0, 1, 1, 1, 0, 0, 1, 0]],
  ["left-up", [1, 1, 0, 1, 1, 0, 0, 0]],
])("R16 tiles overlap in the order %s", async (order, cells) => {
  const map = await rows([1, 1, 1, 1], order);
  const [run] = runsOf(map.layers, readTilesets(TALL, 1), 32, map.order);
  const corners = [...(run?.positions ?? [])].filter((_, index) => index % 8 < 2);
  expect(corners.map((px, index) => (index % 2 === 0 ? px / 32 : px / 32 + 1))).toEqual(cells);
});

test("R16 tiles of several tilesets overlap in the order of their cells", async () => {
  const map = await rows([3, 1, 1, 3]);
  const sets = [...readTilesets(SHEET, 1), ...readTilesets(TALL, 3)];
  expect(runsOf(map.layers, sets, 32).map(({ tileset }) => tileset.firstNumber)).toEqual([3, 1, 3]);
});

test("R16 a tileset's offset moves its tiles", async () => {
  const map = await rows([1, 0, 0, 0]);
  const [run] = runsOf(map.layers, readTilesets({ ...SHEET, tileoffset: { x: 4, y: -6 } }, 1), 32);
  expect([...(run?.positions ?? [])].slice(0, 2)).toEqual([4, -6]);
});

test("R16 a number that two tilesets have is of the one that begins later, and drawn once", async () => {
  const sets = [...readTilesets({ ...SHEET, tilecount: 4 }, 1), ...readTilesets(SHEET, 3)];
  const map = await rows([3, 2, 0, 0]);
  const runs = runsOf(map.layers, sets, 32);
  expect(runs.map(({ tileset, positions }) => [tileset.firstNumber, positions.length / 8])).toEqual([
    [3, 1],
    [1, 1],
  ]);
});
