import { expect, test } from "vitest";
import { languageOf } from "./script";

test.each([
  ["안녕하세요", "ko"],
  ["민원 Consultation", "ko"],
  ["Good morning", "en"],
  ["12-34", undefined],
  ["", undefined],
])("%s is read as %s", (text, language) => {
  expect(languageOf(text)).toBe(language);
});
