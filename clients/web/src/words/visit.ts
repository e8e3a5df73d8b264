// Where the words are around what one may choose of a visit: they come with the first number.
import type { WordSources } from "./words";

export const VISIT_WORDS: WordSources = {
  ko: () => import("./ko/visit"),
  en: () => import("./en/visit"),
};
