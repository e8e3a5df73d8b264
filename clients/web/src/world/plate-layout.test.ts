import { describe, expect, test } from "vitest";
import { type Box, layPlates, overlap, type Wanted } from "./plate-layout";

const MORE = { width: 70, height: 18 };
const NONE = new Map();
const NOTHING = { taken: [], faces: [] };

function plate(slot: number, x: number, bottom: number, rank = 2): Wanted {
  return { slot, x, bottom, width: 60, height: 20, rank };
}

function boxesOf(wanted: readonly Wanted[], layout: ReturnType<typeof layPlates>): Box[] {
  const plates = wanted.flatMap((one) => {
    const shift = layout.shifts.get(one.slot);
    return shift === undefined
      ? []
      : [{ left: one.x - 30 + shift.across, top: one.bottom - 20 - shift.up, width: 60, height: 20 }];
  });
  const merged = layout.merged.map(({ x, bottom }) => ({ left: x - 35, top: bottom - 18, ...MORE }));
  return [...plates, ...merged];
}

function overlaps(boxes: readonly Box[]): number {
  return boxes.reduce(
    (sum, box, index) => sum + boxes.slice(index + 1).reduce((part, other) => part + overlap(box, other), 0),
    0,
  );
}

describe("name plates", () => {
  test("alone a plate stands over its head", () => {
    expect(layPlates([plate(1, 100, 100)], NOTHING, MORE, NONE).shifts.get(1)).toEqual({ across: 0, up: 0 });
  });

  test("two who meet slide apart", () => {
    const wanted = [plate(1, 100, 100), plate(2, 110, 100)];
    const layout = layPlates(wanted, NOTHING, MORE, NONE);
    expect(layout.shifts.size).toBe(2);
    expect(overlaps(boxesOf(wanted, layout))).toBe(0);
  });

  test("a crowd merges to and-N-more, and nobody is lost", () => {
    const wanted = Array.from({ length: 20 }, (_, slot) => plate(slot, 100 + slot, 100));
    const layout = layPlates(wanted, NOTHING, MORE, NONE);
    expect(overlaps(boxesOf(wanted, layout))).toBe(0);
    expect(layout.merged.length).toBeGreaterThan(0);
    expect(layout.shifts.size + layout.merged.flatMap(({ slots }) => slots).length).toBe(20);
  });

  test("nothing ever piles up, however people stand", () => {
    const wanted = Array.from({ length: 120 }, (_, slot) => plate(slot, (slot * 67) % 400, (slot * 131) % 300));
    expect(overlaps(boxesOf(wanted, layPlates(wanted, NOTHING, MORE, NONE)))).toBe(0);
  });

  test("mine covers no face and joins no others: where there is no room it is not shown", () => {
    const face = { left: -400, top: -400, width: 1000, height: 1000 };
    const layout = layPlates([plate(1, 100, 100, 0), plate(2, 100, 100, 1)], { taken: [], faces: [face] }, MORE, NONE);
    expect([...layout.shifts.keys()]).toEqual([2]);
    expect(layout.merged).toEqual([]);
  });

  test("I and the officers keep their plates before others", () => {
    const wanted = [
      ...Array.from({ length: 12 }, (_, slot) => plate(slot, 100, 100)),
      plate(50, 100, 100, 0),
      plate(51, 100, 100, 1),
    ];
    const { shifts } = layPlates(wanted, NOTHING, MORE, NONE);
    expect(shifts.get(50)).toEqual({ across: 0, up: 0 });
    expect(shifts.has(51)).toBe(true);
  });

  test("a plate stays where it slid to as long as it fits there", () => {
    const wanted = [plate(1, 100, 100), plate(2, 104, 100)];
    const before = new Map([[2, { across: 0, up: 23 }]]);
    expect(layPlates(wanted, NOTHING, MORE, before).shifts.get(2)).toEqual({ across: 0, up: 23 });
  });

  test("signs of counters are not covered", () => {
    const sign = { left: 70, top: 80, width: 60, height: 20 };
    const wanted = [plate(1, 100, 100)];
    const layout = layPlates(wanted, { taken: [sign], faces: [] }, MORE, NONE);
    expect(overlaps([sign, ...boxesOf(wanted, layout)])).toBe(0);
  });

  test("a plate covers nobody's face where there is room beside it", () => {
    const face = { left: 95, top: 84, width: 10, height: 12 };
    const wanted = [plate(1, 100, 100)];
    const layout = layPlates(wanted, { taken: [], faces: [face] }, MORE, NONE);
    expect(overlaps([face, ...boxesOf(wanted, layout)])).toBe(0);
  });

  test("where there is no room beside faces, plates merge rather than cover one", () => {
    const crowd = Array.from({ length: 20 }, (_, slot) => ({
      x: 100 + (slot % 5) * 22,
      y: 100 + Math.floor(slot / 5) * 22,
    }));
    const faces = crowd.map(({ x, y }) => ({ left: x - 9, top: y + 3, width: 18, height: 20 }));
    const wanted = crowd.map(({ x, y }, slot) => plate(slot, x, y));
    const layout = layPlates(wanted, { taken: [], faces }, MORE, NONE);
    const covered = boxesOf(wanted, layout).flatMap((box) => faces.map((face) => overlap(box, face)));
    expect(Math.max(...covered)).toBe(0);
    expect(layout.merged.length).toBeGreaterThan(0);
  });

  test("officers keep their plates even over a face, but never over mine", () => {
    const face = { left: 0, top: 0, width: 300, height: 96 };
    const mine = { left: 90, top: 82, width: 20, height: 18 };
    const wanted = [plate(1, 100, 100, 1)];
    const layout = layPlates(wanted, { taken: [mine], faces: [face, mine] }, MORE, NONE);
    expect(layout.shifts.has(1)).toBe(true);
    expect(overlaps([mine, ...boxesOf(wanted, layout)])).toBe(0);
  });
});
