import { describe, expect, test } from "vitest";
import { darkness, eveningTint } from "./evening";

function channels(colour: number): number[] {
  return [16, 8, 0].map((bits) => (colour >> bits) & 255);
}

describe("the evening", () => {
  test("it is light at noon and dark at midnight, whichever side of it", () => {
    expect([darkness(12), darkness(23.9), darkness(0.1)]).toEqual([0, 1, 1]);
  });

  test("by day nothing is tinted", () => {
    expect(eveningTint(0)).toBe(0xffffff);
  });

  test("at night everything stays readable and warm: red over green over blue, none below two thirds", () => {
    const [red = 0, green = 0, blue = 0] = channels(eveningTint(1));
    expect(red).toBeGreaterThan(green);
    expect(green).toBeGreaterThan(blue);
    expect(blue).toBeGreaterThan(165);
  });
});
