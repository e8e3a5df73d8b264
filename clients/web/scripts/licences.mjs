// Writes the notices of everything that is bundled into the built page: `licences.txt`, and the typeface's own beside its files.
// Vite lists the packages whose code is in a chunk; of one that ships no text, the text of the licence it names is taken.
import { readFileSync, writeFileSync } from "node:fs";

const dist = new URL("../dist/", import.meta.url);
const project = new URL("../../../", import.meta.url);
const TEXTS = {
  "Apache-2.0": new URL("LICENSES/Apache-2.0.txt", project),
  MIT: new URL("licence-texts/MIT.txt", import.meta.url),
};
const TYPEFACE = "pretendard-gov";
const RULE = `\n${"=".repeat(80)}\n`;

const read = (url) => readFileSync(url, "utf8").trim();
const manifestOf = (name) => JSON.parse(read(new URL(`../node_modules/${name}/package.json`, import.meta.url)));

function textOf({ name, identifier, text }) {
  if (text) return text.trim();
  if (!(identifier in TEXTS))
    throw new Error(`${name}: no text for its licence ${identifier}; add it to scripts/licences.mjs`);
  const { author } = manifestOf(name);
  const who = (author?.name ?? author ?? `the authors of ${name}`).replace(/ *<.*>/, "");
  return `Copyright (c) ${who}\n\n${read(TEXTS[identifier])}`;
}

const section = (title, text) => `${RULE}${title}${RULE}\n${text}\n`;
const typeface = read(new URL("LICENSES/OFL-1.1.txt", project));
const bundled = JSON.parse(read(new URL(".vite/licences.json", dist)));
const notices = [
  "The page of Madang is under the Apache License 2.0 (the first text). It holds the works below, each under its own licence.\n",
  section("Madang (Apache-2.0)", read(TEXTS["Apache-2.0"])),
  section(`${TYPEFACE} ${manifestOf(TYPEFACE).version} (OFL-1.1)`, typeface),
  ...bundled.map((one) => section(`${one.name} ${one.version} (${one.identifier})`, textOf(one))),
];
writeFileSync(new URL("licences.txt", dist), notices.join(""));
writeFileSync(new URL("assets/OFL.txt", dist), `${typeface}\n`);
