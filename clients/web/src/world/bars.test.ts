import { expect, test } from "vitest";
import { barsOf } from "./bars";

test("R22 the bars of a closed door stand within its way out, and one lies across them", () => {
  const bars = barsOf({ x: 64, y: 32, width: 64, height: 32 });
  expect(bars).toHaveLength(6);
  expect(bars.every((bar) => bar.x >= 64 && bar.x + bar.width <= 128 && bar.y >= 32)).toBe(true);
  expect(bars.at(-1)).toEqual({ x: 64, y: 45.5, width: 64, height: 5 });
});
