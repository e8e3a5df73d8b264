// Where the words of a request's own page are: its form, its record and its documents.
import type { WordSources } from "./words";

export const CASE_WORDS: WordSources = { ko: () => import("./ko/case"), en: () => import("./en/case") };
