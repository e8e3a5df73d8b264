// Where the words are around messages that are left for a service.
import type { WordSources } from "./words";

export const INQUIRY_WORDS: WordSources = {
  ko: () => import("./ko/inquiry"),
  en: () => import("./en/inquiry"),
};
