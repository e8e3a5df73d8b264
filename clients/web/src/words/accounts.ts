// Where the words about accounts are.
import type { WordSources } from "./words";

export const ACCOUNT_WORDS: WordSources = { ko: () => import("./ko/accounts"), en: () => import("./en/accounts") };
