// Where the words are around appointments: most services give none.
import type { WordSources } from "./words";

export const APPOINTMENT_WORDS: WordSources = {
  ko: () => import("./ko/appointments"),
  en: () => import("./en/appointments"),
};
