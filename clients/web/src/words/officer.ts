// Where the words are that only officers read.
import type { WordSources } from "./words";

export const OFFICER_WORDS: WordSources = { ko: () => import("./ko/officer"), en: () => import("./en/officer") };
