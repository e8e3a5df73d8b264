import { expect, test } from "vitest";
import { headingOf } from "./steer";

test.each([
  [["ArrowRight"], 1],
  [["ArrowRight", "ArrowDown"], 2],
  [["KeyS"], 3],
  [["KeyA", "KeyS"], 4],
  [["ArrowLeft"], 5],
  [["ArrowUp", "KeyA"], 6],
  [["KeyW"], 7],
  [["ArrowUp", "ArrowRight"], 8],
  [["ArrowLeft", "ArrowRight"], 0],
  [["ArrowLeft", "ArrowRight", "KeyW"], 7],
  [[], 0],
])("the keys %o are heading %i", (held, heading) => {
  expect(headingOf(held)).toBe(heading);
});
