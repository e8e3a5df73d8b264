// Where the words are around people beside a request: most requests have none.
import type { WordSources } from "./words";

export const PARTY_WORDS: WordSources = { ko: () => import("./ko/parties"), en: () => import("./en/parties") };
