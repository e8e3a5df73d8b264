// For tests: the words of both languages, and the text of every page source, to compare what is asked for with what is there.
import english from "./en";
import korean from "./ko";

const pages = import.meta.glob<string>("../page/**/*.tsx", { query: "?raw", import: "default", eager: true });

export const sources = Object.values(pages).join("\n");
export { english, korean };
