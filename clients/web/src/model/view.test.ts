import { expect, test } from "vitest";
import golden from "../../../../protocol/vectors/motion.json";
import { bytesOf, wallsOf } from "../protocol/drawing.testing";
import { CHANGED, CHANGES, ENTERED, LEFT, type MotionRecord, sections, WHOLE } from "../protocol/motion";
import { View } from "./view";

const OPEN = wallsOf(["........", "........", "........"]);

function record(slot: number, part: Partial<MotionRecord> = {}): MotionRecord {
  return { slot, x: 500, y: 500, heading: 0, operation: CHANGED, guided: false, input: 0, age: 0, ...part };
}

function seenBy(view: View, tick: number): number[][] {
  const seen = [...view.slots()].map((slot) => [slot, view.at(slot, tick)] as const);
  return seen
    .map(([slot, leg]) => [slot, leg?.x ?? 0, leg?.y ?? 0, leg?.heading ?? 0])
    .sort((one, other) => (one[0] ?? 0) - (other[0] ?? 0));
}

test.each(golden.views)("R11 what the client makes of the golden frames is what the room was: $plan", (trace) => {
  const view = new View();
  view.lay(wallsOf(golden.plans.hall), trace.cell);
  for (const frame of trace.frames) {
    view.apply(frame.n, sections(bytesOf(frame.d)), frame.v);
    expect(seenBy(view, frame.n)).toEqual(frame.seen);
  }
});

test("R8 an avatar that goes on as before is stepped without news", () => {
  const view = new View();
  view.lay(OPEN, 5_120);
  view.apply(10, [{ cell: 0, kind: CHANGES, records: [record(1, { heading: 1, age: 2 })] }], null);
  expect(view.at(1, 8)?.x).toBe(500);
  expect(view.at(1, 13)?.x).toBe(500 + 5 * 64);
});

test("a tick of the past is answered from the leg that held then", () => {
  const view = new View();
  view.lay(OPEN, 5_120);
  view.apply(10, [{ cell: 0, kind: CHANGES, records: [record(1, { heading: 1 })] }], null);
  view.at(1, 20);
  view.apply(14, [{ cell: 0, kind: CHANGES, records: [record(1, { x: 756, heading: 0 })] }], null);
  expect(view.at(1, 12)?.x).toBe(628);
  expect(view.at(1, 20)?.x).toBe(756);
});

test("R8 who walked on into another cell is not lost with the cell before", () => {
  const view = new View();
  view.apply(1, [{ cell: 4, kind: WHOLE, records: [record(1)] }], null);
  const crossing = [
    { cell: 3, kind: CHANGES, records: [record(1, { operation: ENTERED })] },
    { cell: 4, kind: CHANGES, records: [record(1, { operation: LEFT })] },
  ];
  view.apply(2, crossing, null);
  expect([...view.slots()]).toEqual([1]);
});

test("who walked on into another cell keeps the past that is still to be drawn", () => {
  const view = new View();
  view.apply(10, [{ cell: 3, kind: CHANGES, records: [record(1, { heading: 1 })] }], null);
  const crossing = [
    { cell: 3, kind: CHANGES, records: [record(1, { operation: LEFT })] },
    { cell: 4, kind: CHANGES, records: [record(1, { x: 628, heading: 1, operation: ENTERED })] },
  ];
  view.apply(12, crossing, null);
  expect(view.at(1, 11)?.x).toBe(564);
});

test("R10 a whole cell forgets those who are not in it", () => {
  const view = new View();
  view.apply(1, [{ cell: 0, kind: WHOLE, records: [record(1), record(2)] }], null);
  view.apply(2, [{ cell: 0, kind: WHOLE, records: [record(2)] }], null);
  expect([...view.slots()]).toEqual([2]);
});
