// Where the words are around muting and reporting others.
import type { WordSources } from "./words";

export const OTHERS_WORDS: WordSources = {
  ko: () => import("./ko/others"),
  en: () => import("./en/others"),
};
