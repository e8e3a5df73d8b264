import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import golden from "../../../../protocol/vectors/tile_data.json";
import { readPlace } from "./place";
import { runsOf } from "./quads";
import { decodeTiles, readMap } from "./tiled";
import { readTilesets } from "./tilesets";

const worlds = new URL("../../../../worlds/madang_worlds/", import.meta.url);
const hall = JSON.parse(readFileSync(new URL("places/city_hall/place.tmj", worlds), "utf8"));
test.each(Object.entries(golden.read))("R16 tiles written as %s are read", async (_, layer) => {
  expect([...((await decodeTiles(layer.data, "compression" in layer ? layer.compression : undefined)) ?? [])]).toEqual(
    golden.tiles,
  );
});

test.each(Object.entries(golden.broken))("R16 %s: the other layers are drawn all the same", async (_, broken) => {
  const [width, height] = [golden.width, golden.height];
  const layers = [broken, { data: golden.tiles }].map((own) => ({ type: "tilelayer", width, height, ...own }));
  const map = await readMap({ width, height, tilewidth: 32, layers });
  expect([...(map.layers.at(-1)?.tiles ?? [])]).toEqual(golden.tiles);
});

test("tiles that no browser can unpack are left out", async () => {
  expect(await decodeTiles(golden.read.base64.data, "zstd")).toBeNull();
});

test("an endless map lays its chunks onto its size", async () => {
  const chunk = { x: 1, y: 0, width: 2, height: 1, data: [5, 6] };
  const map = await readMap({
    width: 2,
    height: 1,
    tilewidth: 32,
    infinite: true,
    layers: [{ type: "tilelayer", name: "a", chunks: [chunk] }],
  });
  expect([...(map.layers[0]?.tiles ?? [])]).toEqual([0, 5]);
});

test("an endless map that goes beyond its zero is drawn from where the office's floor begins", async () => {
  const chunk = { x: -2, y: -1, width: 2, height: 2, data: [5, 6, 7, 8] };
  const layers = [
    { type: "tilelayer", name: "a", chunks: [chunk] },
    { type: "objectgroup", objects: [{ name: "bench", x: -32, y: 0, width: 32, height: 32 }] },
  ];
  const extent = { columns: 2, rows: 2, origin_px: [-64, -32] } as const;
  const map = await readMap({ width: 30, height: 20, tilewidth: 32, infinite: true, layers }, extent);
  expect([map.widthTiles, map.heightTiles]).toEqual([2, 2]);
  expect([...(map.layers[0]?.tiles ?? [])]).toEqual([5, 6, 7, 8]);
  expect(map.objects[0]).toMatchObject({ x: 32, y: 32 });
});

test("hidden layers are not drawn, layers in groups are, and those after floorLayer hang over people", async () => {
  const tile = (name: string, visible = true) => ({ type: "tilelayer", name, visible, width: 1, height: 1, data: [1] });
  const layers = [
    tile("floor"),
    tile("collisions", false),
    { type: "group", layers: [tile("walls")] },
    { type: "objectgroup", name: "floorLayer", objects: [] },
    tile("eaves"),
  ];
  const map = await readMap({ width: 1, height: 1, tilewidth: 32, layers });
  expect(map.layers.map(({ name, isOver }) => [name, isOver])).toEqual([
    ["floor", false],
    ["walls", false],
    ["eaves", true],
  ]);
});

test("offsets of layers and groups move tiles and objects as the office moves them", async () => {
  const tiles = {
    type: "tilelayer",
    name: "a",
    width: 3,
    height: 2,
    data: [1, 2, 3, 4, 5, 6],
    offsetx: 32,
    offsety: 0,
  };
  const easel = { name: "easel", x: 64, y: 192, width: 0, height: 0 };
  const things = { type: "objectgroup", name: "b", objects: [easel], offsetx: 96, offsety: 0 };
  const group = { type: "group", name: "g", layers: [tiles, things], offsetx: 0, offsety: -32 };
  const map = await readMap({ width: 3, height: 2, tilewidth: 32, layers: [group] });
  expect([...(map.layers[0]?.tiles ?? [])]).toEqual([0, 4, 5, 0, 0, 0]);
  expect(map.objects.map(({ x, y }) => [x, y])).toEqual([[160, 160]]);
});

test("R16 an object is of its class, which wins over the older type", async () => {
  const objects = [{ class: "area", type: "seat" }, { type: "seat" }, {}];
  const map = await readMap({ width: 1, height: 1, layers: [{ type: "objectgroup", objects }] });
  expect(map.objects.map(({ kind }) => kind)).toEqual(["area", "seat", ""]);
});

test("the city hall has its counters, booths, doors and parts", async () => {
  const place = readPlace(await readMap(hall));
  expect(place.counters.map(({ id }) => id)).toContain("documents-2");
  expect(place.booths).toHaveLength(4);
  expect(place.exits.map(({ name }) => name)).toEqual(["to-plaza"]);
  expect(place.parts.map(({ title }) => title.ko)).toContain("쉼터");
  expect(place.things.filter(({ counter }) => counter !== null).length).toBeGreaterThan(4);
});

test("the city hall is a run of quads under people and one over them", async () => {
  const map = await readMap(hall);
  const tilesets = readTilesets(hall.tilesets[0], 1);
  const runs = (isOver: boolean) =>
    runsOf(
      map.layers.filter((layer) => layer.isOver === isOver),
      tilesets,
      map.tilePx,
    );
  expect([runs(false).length, runs(true).length]).toEqual([1, 1]);
});

test("a turned tile shows the turned corner of its picture", () => {
  const set = {
    firstNumber: 1,
    count: 4,
    image: "",
    imageWidth: 70,
    imageHeight: 70,
    tileWidth: 32,
    tileHeight: 32,
    columns: 2,
    margin: 1,
    spacing: 2,
    offset: [0, 0],
    anchor: [0, 1],
  } as const;
  const layer = { name: "a", widthTiles: 1, heightTiles: 1, opacity: 1, tint: 0xffffff, isOver: false };
  const uvs = (tile: number) =>
    [...(runsOf([{ ...layer, tiles: Uint32Array.of(tile) }], [set], 32)[0]?.uvs.slice(0, 2) ?? [])].map((uv) =>
      Math.round(uv * 70),
    );
  expect(uvs(1)).toEqual([1, 1]);
  expect(uvs(0x80000001)).toEqual([33, 1]);
  expect(uvs(0x40000001)).toEqual([1, 33]);
  expect(uvs(0x20000001)).toEqual([1, 1]);
});

test("of a collection of pictures each tile is drawn from its own, standing on the lower left corner of its cell", () => {
  const tiles = [
    { id: 0, image: "tree.png", imagewidth: 64, imageheight: 96 },
    { id: 5, image: "../bench.webp", imagewidth: 32, imageheight: 32 },
    { id: 6, image: "broken.png" },
    { id: 7 },
  ];
  const collection = readTilesets(
    { name: "garden", columns: 0, tilecount: 4, tilewidth: 64, tileheight: 96, tiles },
    10,
  );
  expect(collection.map(({ firstNumber, count, image }) => [firstNumber, count, image])).toEqual([
    [10, 1, "tree.png"],
    [15, 1, "../bench.webp"],
  ]);
  const layer = { name: "a", widthTiles: 2, heightTiles: 4, opacity: 1, tint: 0xffffff, isOver: false };
  const [bench, tree] = runsOf([{ ...layer, tiles: Uint32Array.of(0, 0, 0, 0, 0, 15, 10, 0) }], collection, 32);
  expect([...(tree?.positions ?? [])]).toEqual([0, 32, 64, 32, 64, 128, 0, 128]);
  expect([...(bench?.positions ?? [])]).toEqual([32, 64, 64, 64, 64, 96, 32, 96]);
});
