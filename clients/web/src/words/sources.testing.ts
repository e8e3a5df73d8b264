// For tests: the words of both languages, and the text of every page source, to compare what is asked for with what is there.
import citizensEnglish from "./en";
import officersEnglish from "./en/officer";
import citizensKorean from "./ko";
import officersKorean from "./ko/officer";

const pages = import.meta.glob<string>("../page/**/*.tsx", { query: "?raw", import: "default", eager: true });

export const sources = Object.values(pages).join("\n");
export const english = `${citizensEnglish}\n${officersEnglish}`;
export const korean = `${citizensKorean}\n${officersKorean}`;
