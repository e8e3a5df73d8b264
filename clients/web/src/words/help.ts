// Where the words of help and settings are.
import type { WordSources } from "./words";

export const HELP_WORDS: WordSources = { ko: () => import("./ko/help"), en: () => import("./en/help") };
