import { expect, test } from "vitest";
import golden from "../../../../protocol/vectors/floor.json";
import { wallsOf } from "../protocol/drawing.testing";
import { areaAt, readFloor } from "./plan";

test("R3 the walls are those that the server computed, also where a row does not end with a byte", () => {
  expect(readFloor(golden.floor)?.walls).toEqual(wallsOf(golden.rows));
});

test("named areas and doors are those of the floor, in px of the place", () => {
  const plan = readFloor(golden.floor);
  expect(plan?.areas).toEqual(golden.floor.areas);
  expect(plan?.doors.map((door) => [door.name, door.title.ko])).toEqual([["gate", "광장"]]);
  expect(areaAt(plan, 287, 95)?.title.en).toBe("Courtyard way");
  expect(areaAt(plan, 288, 95)).toBeNull();
});

test("R22 a door to a place that is not here is closed", () => {
  const [gate] = golden.floor.doors;
  const plan = readFloor({ ...golden.floor, doors: [gate, { ...gate, name: "abroad", closed: true }] });
  expect(plan?.doors.map((door) => [door.name, door.isClosed])).toEqual([
    ["gate", false],
    ["abroad", true],
  ]);
});

test.each([
  null,
  [],
  {},
  { ...golden.floor, columns: 0 },
  { ...golden.floor, rows: 2.5 },
  { ...golden.floor, blocked: "qtVA" },
  { ...golden.floor, blocked: "no base64!" },
])("what is no floor leaves the walls to the server: %#", (floor) => {
  expect(readFloor(floor)).toBeNull();
});

test("of areas one in another the smaller one names the spot", () => {
  const [nave] = golden.floor.areas;
  const altar = { ...nave, name: "altar", x: 32, width: 32 };
  const plan = readFloor({ ...golden.floor, areas: [nave, altar] });
  expect(areaAt(plan, 40, 80)?.name).toBe("altar");
  expect(areaAt(plan, 10, 80)?.name).toBe("nave");
});
