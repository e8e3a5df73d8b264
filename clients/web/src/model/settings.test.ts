import { expect, test } from "vitest";
import { isMap, Memory, pageStore } from "./memory";
import { servedLanguages } from "./preferences";
import { SettingsModel } from "./settings";

const KEPT = "settings";

function prefers(...languages: string[]) {
  return { languages, stillness: false, contrast: false, lowData: false };
}

test.each([
  [{ languages: ["en"] }, ["en"]],
  [{ languages: ["en", "ko"] }, ["en", "ko"]],
  [{ languages: ["fr", "ko"] }, ["ko"]],
  [{ languages: [] }, ["ko", "en"]],
  [{}, ["ko", "en"]],
  [undefined, ["ko", "en"]],
])("O6 the site names the languages of the office: %o", (site, served) => {
  expect(servedLanguages(site)).toEqual(served);
});

test.each([
  [["ko", "en"], ["en-US", "ko-KR"], "ko"],
  [["ko", "en"], ["fr"], "en"],
  [["ko"], ["en-US"], "ko"],
  [["en"], ["ko-KR"], "en"],
  [["en", "ko"], [], "en"],
  [["en", "ko"], ["ko"], "ko"],
] as const)("O6 an office in %o begins for who reads %o in %s", (served, read, language) => {
  const settings = new SettingsModel(new Memory(pageStore()), prefers(...read), [...served] as ["ko" | "en"]);
  expect(settings.now.value.language).toBe(language);
});

test("O6 O2 what was chosen for other offices stays on the device, whatever is changed in an office that does not serve it", () => {
  const memory = new Memory(pageStore());
  new SettingsModel(memory, prefers("en"), ["ko", "en"]).change({ language: "ko" });
  const settings = new SettingsModel(memory, prefers("en"), ["en"]);
  settings.change({ easy: true });
  expect(settings.now.value).toMatchObject({ language: "en", easy: true });
  expect(memory.load(KEPT, {}, isMap)).toMatchObject({ language: "ko", easy: true });
});
