// Fails when a style sheet measures by itself what KRDS has a token for: spaces, radii, the height of lines, the space between letters.
import { readdirSync, readFileSync } from "node:fs";

const folder = new URL("../src/page/styles/", import.meta.url);
const SPACES = /^(?:(?:scroll-)?(?:padding|margin)(?:-[a-z-]+)?|gap|row-gap|column-gap|inset|top|right|bottom|left)$/;
const RADII = /^border(?:-[a-z]+){0,2}-radius$/;
const DECLARATION = /^\s*([a-z-]+):\s*([^;{]+);/gm;
/** A length that is written out. One pixel is a line, not a space, and a share of the screen is no distance. */
const LENGTH = /(?<![\w.-])-?(?!1px\b|0\b)\d*\.?\d+(?:px|rem|em)\b/;

function isOffScale(property, value) {
  if (property === "line-height") return !/^(?:var\(--line-height(?:-none)?\)|inherit)$/.test(value);
  if (property === "letter-spacing") return !/^(?:0|inherit)$/.test(value);
  return (SPACES.test(property) || RADII.test(property)) && LENGTH.test(value);
}

function faultsOf(name) {
  const text = readFileSync(new URL(name, folder), "utf8");
  return [...text.matchAll(DECLARATION)]
    .filter(([, property, value]) => isOffScale(property, value.trim()))
    .map(({ 0: found, index }) => `${name}:${text.slice(0, index).split("\n").length + 1}: ${found.trim()}`);
}

const sheets = readdirSync(folder).filter((name) => name.endsWith(".css") && name !== "tokens.css");
const faults = sheets.flatMap(faultsOf);
for (const fault of faults) console.error(`${fault} is off the scale of tokens.css`);
if (sheets.length === 0 || faults.length > 0) process.exitCode = 1;
