import { expect, test } from "vitest";
import { standingTiles } from "./standing-tiles";
import { readMap, readTilesets } from "./tiled";

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
