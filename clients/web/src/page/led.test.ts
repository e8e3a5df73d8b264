import { expect, test } from "vitest";
import { targetOf } from "./led";

const COUNTERS = [
  { id: "documents-1", place: "city_hall" },
  { id: "kiosk", place: "plaza" },
];

test.each([
  ["?to=documents-1", { kind: "counter", name: "documents-1" }],
  ["?place=city_hall&to=documents-1", { kind: "counter", name: "documents-1" }],
  ["?to=gate", { kind: "door", name: "gate" }],
  ["?to=kiosk", null],
  ["?to=nowhere", null],
  ["?to=", null],
  ["?to=%00%E0%A4%A", null],
  ["", null],
])("R23 a link %s leads to %o", (search, target) => {
  expect(targetOf(search, "city_hall", COUNTERS, ["gate"])).toEqual(target);
});
