// Where the words are around the recovery code: most visits never need it.
import type { WordSources } from "./words";

export const RECOVERY_WORDS: WordSources = { ko: () => import("./ko/recovery"), en: () => import("./en/recovery") };
