// Where the words are around what the office announces: most pages are read while nothing is.
import type { WordSources } from "./words";

export const ANNOUNCED_WORDS: WordSources = { ko: () => import("./ko/announced"), en: () => import("./en/announced") };
