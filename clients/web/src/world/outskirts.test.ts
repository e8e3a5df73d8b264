import { describe, expect, test } from "vitest";
import { mistAt, outskirtsOf, REACH_TILES } from "./outskirts";
import { readMap } from "./tiled";

const SIDE = 2 * REACH_TILES + 2;

/** A place of 2 x 2 tiles (1 2 / 3 4) with a pine on the last, a counter's lamp and a sign beside it. */
function placeWith(outskirts: unknown) {
  const thing = (properties: Record<string, string>) => ({
    x: 40,
    y: 50,
    properties: Object.entries(properties).map(([name, value]) => ({ name, value })),
  });
  return readMap({
    width: 2,
    height: 2,
    tilewidth: 32,
    layers: [
      { type: "tilelayer", name: "floor", width: 2, height: 2, data: [1, 2, 3, 4] },
      {
        type: "objectgroup",
        objects: [thing({ art: "pine" }), thing({ art: "plate", counter: "a" }), thing({ art: "sign", text_ko: "가" })],
      },
    ],
    properties: [{ name: "outskirts", value: outskirts }],
  });
}

async function tileAt(outskirts: string, x: number, y: number): Promise<number | undefined> {
  const around = outskirtsOf(await placeWith(outskirts));
  return around?.layers[0]?.tiles[(y + REACH_TILES) * SIDE + x + REACH_TILES];
}

describe("the outskirts of a place", () => {
  test("repeat a piece of it beyond its edge", async () => {
    const row = [2, 3, 4, 5].map((x) => tileAt("0,1,2,1>2,1,4,1", x, 1));
    expect(await Promise.all(row)).toEqual([3, 4, 3, 4]);
  });

  test("leave the place itself alone, and end within reach", async () => {
    const everywhere = "0,0,1,1>-90,-90,200,200";
    const around = outskirtsOf(await placeWith(everywhere));
    expect(await tileAt(everywhere, 1, 1)).toBe(0);
    expect(around?.layers[0]?.tiles.filter((tile) => tile === 1).length).toBe(SIDE * SIDE - 4);
  });

  test("have a tree wherever its tile is laid again, but no second counter and no second sign", async () => {
    const around = outskirtsOf(await placeWith("1,1,1,1>-3,0 5,5,2,1"));
    const stands = around?.objects.map(({ x, y, properties }) => [properties.art, x, y]);
    expect(stands).toEqual([
      ["pine", 40 - 4 * 32, 50 - 32],
      ["pine", 40 + 4 * 32, 50 + 4 * 32],
      ["pine", 40 + 5 * 32, 50 + 4 * 32],
    ]);
  });

  test("have what was laid last, with nothing of the piece below", async () => {
    const around = outskirtsOf(await placeWith("1,1,1,1>4,0; 0,0,1,1>4,0"));
    expect(around?.objects).toEqual([]);
  });

  test.each([undefined, 7, "", "rubbish", "0,0,1>2,2", "0,0,0,1>2,2", "0,0,1,1>2.5,2", "0,0,1,1"])(
    "are none for %j",
    async (outskirts) => {
      expect(outskirtsOf(await placeWith(outskirts))).toBeNull();
    },
  );

  test("vanish in mist before they end", () => {
    expect(mistAt(0, 32)).toBe(0);
    expect(mistAt(8 * 32, 32)).toBeLessThan(0.4);
    expect(mistAt((REACH_TILES - 1) * 32, 32)).toBe(1);
  });
});
