import { expect, test } from "vitest";
import { bytesOf } from "./drawing.testing";
import { CHANGES, LEFT, sections } from "./motion";

test("R8 a section is its cell, kind and nine-byte records", () => {
  const data = bytesOf("00030000010007177105726207ff");
  expect(sections(data)).toEqual([
    {
      cell: 3,
      kind: CHANGES,
      records: [{ slot: 7, x: 0x1771, y: 0x0572, heading: 2, operation: LEFT, guided: true, input: 7, age: 255 }],
    },
  ]);
});

test("R8 a quiet frame has no sections", () => {
  expect(sections(new Uint8Array())).toEqual([]);
});

test("R8 bytes that are cut short are rejected", () => {
  expect(() => sections(bytesOf("0003000001000717"))).toThrow(RangeError);
});
