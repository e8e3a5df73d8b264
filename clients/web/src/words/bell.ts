// Where the words are around rings: they are needed while nobody is at a counter.
import type { WordSources } from "./words";

export const BELL_WORDS: WordSources = {
  ko: () => import("./ko/bell"),
  en: () => import("./en/bell"),
};
