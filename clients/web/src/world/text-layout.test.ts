import { expect, test } from "vitest";
import { darkness } from "./evening";
import { sheetScale } from "./sharpness";
import { shortened, wrapped } from "./text-layout";

const measure = (text: string) => [...text].length * 10;

test("lines break between words", () => {
  expect(wrapped("어서 오세요 무엇을 도와드릴까요", 80, 4, measure)).toEqual(["어서 오세요", "무엇을", "도와드릴까요"]);
});

test("a word that is too long alone is broken, and no line is wider than allowed", () => {
  const lines = wrapped("가나다라마바사아자차 끝", 40, 9, measure);
  expect(lines).toEqual(["가나다라", "마바사아", "자차 끝"]);
});

test("what does not fit ends in an ellipsis", () => {
  expect(wrapped("하나 둘 셋 넷 다섯", 30, 2, measure)).toEqual(["하나", "둘…"]);
  expect(shortened("따뜻한 감나무", 50, measure)).toBe("따뜻한…");
});

test("the evening begins at six, is dark after half past seven and gone in the morning", () => {
  expect([12, 17.9, 18.75, 20, 2, 6.25, 8].map((hour) => Math.round(darkness(hour) * 100))).toEqual([
    0, 0, 50, 100, 100, 50, 0,
  ]);
});

test("sheets are as sharp as the screen needs", () => {
  expect([0.6, 1, 1.3, 2, 2.4, 6].map(sheetScale)).toEqual([1, 1, 2, 2, 3, 3]);
});
