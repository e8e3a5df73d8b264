import { expect, test } from "vitest";
import { composed, fitted, lettersOf } from "./letters";

const NAME = "든든한 은행잎 소나무 두루미 동백 까치"; // 21 letters

test("W4 a text is as long as its composed form", () => {
  expect(lettersOf(NAME.normalize("NFD"))).toBe(21);
  expect(lettersOf("👍🏽")).toBe(2);
});

test("a text that fits once it is composed is kept whole", () => {
  expect(fitted(NAME.normalize("NFD"), 24)).toBe(NAME);
});

test("a text that does not fit ends with a whole letter", () => {
  expect(fitted("가나다".normalize("NFD"), 2)).toBe("가나");
  expect(fitted("ab👩‍👩‍👧", 4)).toBe("ab");
  expect(fitted("noe\u0301\u0323", 3)).toBe("no");
});

test("W4 every text of a command is composed", () => {
  const fields = { name: "한".normalize("NFD"), copies: 2, agreed: true, none: null };
  expect(composed({ t: "case.draft", fields })).toEqual({ t: "case.draft", fields: { ...fields, name: "한" } });
});
