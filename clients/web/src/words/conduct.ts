// Where the words are of a warning, and of the end of a talk: most citizens never need them.
import type { WordSources } from "./words";

export const CONDUCT_WORDS: WordSources = {
  ko: () => import("./ko/conduct"),
  en: () => import("./en/conduct"),
};
