import { expect, test } from "vitest";
import { bubbleBox, placeBubble } from "./bubble-layout";
import { overlap } from "./plate-layout";

const OPEN = { left: 0, top: 0, width: 800, height: 600 };
const SIZE = { width: 160, height: 40 };

test("alone a bubble is right above its speaker", () => {
  const obstacles = { faces: [], bubbles: [], plates: [], open: OPEN };
  expect(placeBubble(400, 300, SIZE, obstacles, null)).toEqual({ across: 0, up: 0 });
});

test("a bubble covers no face", () => {
  const face = { left: 390, top: 270, width: 20, height: 20 };
  const obstacles = { faces: [face], bubbles: [], plates: [], open: OPEN };
  const offset = placeBubble(400, 300, SIZE, obstacles, null);
  expect(overlap(face, bubbleBox(400, 300, SIZE, offset, OPEN))).toBe(0);
});

test("two bubbles do not cover each other", () => {
  const other = { left: 340, top: 255, width: 160, height: 40 };
  const obstacles = { faces: [], bubbles: [other], plates: [], open: OPEN };
  const offset = placeBubble(400, 300, SIZE, obstacles, null);
  expect(overlap(other, bubbleBox(400, 300, SIZE, offset, OPEN))).toBe(0);
});

test("a bubble stays in the open part of the screen", () => {
  const box = bubbleBox(10, 20, SIZE, { across: 0, up: 0 }, OPEN);
  expect(box.left).toBeGreaterThanOrEqual(0);
  expect(box.top).toBeGreaterThanOrEqual(0);
});
