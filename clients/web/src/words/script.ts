// Which language a written word is in, by its letters: so that a screen reader speaks it with the right voice. Pure.
import type { Language } from "./words";

const HANGUL = /\p{Script=Hangul}/u;
const LATIN = /\p{Script=Latin}/u;

/** Return the language, or undefined when the letters do not tell: then it is read like the page. */
export function languageOf(text: string): Language | undefined {
  if (HANGUL.test(text)) return "ko";
  return LATIN.test(text) ? "en" : undefined;
}
