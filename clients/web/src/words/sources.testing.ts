// For tests: the words of both languages, and the text of every page source, to compare what is asked for with what is there.
import citizensEnglish from "./en";
import casesEnglish from "./en/case";
import officersEnglish from "./en/officer";
import citizensKorean from "./ko";
import casesKorean from "./ko/case";
import officersKorean from "./ko/officer";

const pages = import.meta.glob<string>("../page/**/*.tsx", { query: "?raw", import: "default", eager: true });

export const sources = Object.values(pages).join("\n");
export const english = `${citizensEnglish}\n${casesEnglish}\n${officersEnglish}`;
export const korean = `${citizensKorean}\n${casesKorean}\n${officersKorean}`;
