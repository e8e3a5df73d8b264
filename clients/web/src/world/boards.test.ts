import { describe, expect, test } from "vitest";
import { isOnABoard, wordsOnBoard } from "./boards";
import type { Thing } from "./place";

const board = (ko: string, en: string, x: number, counter: string | null = null): Thing => ({
  art: "sign-post",
  closedArt: null,
  x,
  y: 0,
  isFlat: false,
  text: { ko, en },
  counter,
  booth: null,
});
const PLACE = { things: [board("안내", "Welcome", 100), board("1", "1", 0, "documents-1")] };

describe("what a board says", () => {
  test("is not said again by a label over it, in either language", () => {
    expect(isOnABoard(PLACE, "안내", "ko", 1)).toBe(true);
    expect(isOnABoard(PLACE, "Welcome", "en", 1)).toBe(true);
  });

  test("is said by the label where the board is too small to read", () => {
    expect(isOnABoard(PLACE, "안내", "ko", 0.3)).toBe(false);
  });

  test("is said over a desk from which the board is far", () => {
    expect(isOnABoard(PLACE, "Welcome", "en", 1, { x: 250, y: 40 })).toBe(true);
    expect(isOnABoard(PLACE, "Welcome", "en", 1, { x: 900, y: 40 })).toBe(false);
  });

  test("leaves a label alone that says more, and the number of a counter's own plate", () => {
    expect(isOnABoard(PLACE, "Documents 1", "en", 1)).toBe(false);
    expect(isOnABoard(PLACE, "1", "en", 1)).toBe(false);
  });

  test("stays which counter it is while a number is called, which stands large over the desk", () => {
    expect(wordsOnBoard("1", "B-107")).toBe("1");
    expect(wordsOnBoard(undefined, "B-107")).toBe("B-107");
    expect(wordsOnBoard(undefined, null)).toBe("");
  });
});
