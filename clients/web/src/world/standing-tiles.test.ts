import { expect, test } from "vitest";
import { standingTiles } from "./standing-tiles";
import { readMap } from "./tiled";
import { readTilesets } from "./tilesets";

const SHEET = {
  image: "a.png",
  imagewidth: 70,
  imageheight: 70,
  tilewidth: 32,
  tileheight: 32,
  columns: 2,
  margin: 1,
  spacing: 2,
};
const object = (own: object) => ({ name: "", x: 64, y: 96, width: 32, height: 32, rotation: 0, visible: true, ...own });
const read = async (...layers: object[]) =>
  standingTiles((await readMap({ width: 4, height: 4, layers })).objects, sets);
const sets = readTilesets({ ...SHEET, tilecount: 4 }, 5);
const layer = (...objects: object[]) => ({ type: "objectgroup", name: "things", objects });

test("a tile object stands on its lower left corner and shows its part of the picture", async () => {
  const [tile] = await read(layer(object({ gid: 8, width: 64, rotation: 90 })));
  expect(tile).toMatchObject({
    x: 64,
    y: 96,
    width: 64,
    height: 32,
    across: false,
    down: false,
    frame: [35, 35, 32, 32],
  });
  expect(tile?.turn).toBeCloseTo(Math.PI / 2);
});

test("a mirrored tile object is mirrored", async () => {
  const [tile] = await read(layer(object({ gid: 0xc0000005 })));
  expect(tile).toMatchObject({ across: true, down: true, frame: [1, 1, 32, 32] });
});

test("hidden tile objects, those of hidden layers, of no tileset, and other objects do not stand", async () => {
  const hidden = [layer(object({ gid: 5, visible: false })), { ...layer(object({ gid: 5 })), visible: false }];
  expect(await read(...hidden, layer(object({ gid: 99 }), object({})))).toEqual([]);
});

const aligned = async (own: object, set: object) => {
  const layers = [layer(object({ gid: 5, ...own }))];
  const { objects } = await readMap({ width: 4, height: 4, layers });
  return standingTiles(objects, readTilesets({ ...SHEET, tilecount: 4, ...set }, 5))[0];
};

test.each([
  ["topleft", [0, 0], 128],
  ["top", [0.5, 0], 128],
  ["left", [0, 0.5], 112],
  ["center", [0.5, 0.5], 112],
  ["right", [1, 0.5], 112],
  ["bottom", [0.5, 1], 96],
  ["bottomright", [1, 1], 96],
  ["unspecified", [0, 1], 96],
])(
  "R16 a tile object that its tileset aligns to %s hangs on that point of it",
  async (objectalignment, anchor, footY) => {
    expect(await aligned({}, { objectalignment })).toMatchObject({ x: 64, y: 96, anchor, footY });
  },
);

test("R16 its tileset's offset moves a tile object, in its own size and turn", async () => {
  expect(await aligned({ width: 64 }, { tileoffset: { x: 8, y: -16 } })).toMatchObject({ anchor: [-0.25, 1.5] });
});

test("R16 a tile object has its own opacity", async () => {
  expect(await aligned({ opacity: 0.5 }, {})).toMatchObject({ opacity: 0.5, tint: 0xffffff });
});

test("R16 tiles of a collection of pictures are aligned as their tileset says", () => {
  const tiles = [{ id: 3, image: "tree.png", imagewidth: 64, imageheight: 96 }];
  const [tree] = readTilesets({ tiles, objectalignment: "bottom", tileoffset: { x: 1, y: 2 } }, 5);
  expect(tree).toMatchObject({ anchor: [0.5, 1], offset: [1, 2] });
});
