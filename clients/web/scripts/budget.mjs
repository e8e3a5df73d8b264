// Fails when the first usable page grows: the HTML, the entry chunk with all it imports at once, its CSS and one language.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const FIRST_PAGE_BYTES_MAX = 70 * 1024;
const WORLD_BYTES_MAX = 200 * 1024;
const dist = new URL("../dist/", import.meta.url);
const manifest = JSON.parse(readFileSync(new URL(".vite/manifest.json", dist), "utf8"));

function filesOf(key, seen = new Set()) {
  const chunk = manifest[key];
  if (!chunk || seen.has(chunk.file)) return seen;
  seen.add(chunk.file);
  for (const sheet of chunk.css ?? []) seen.add(sheet);
  for (const needed of chunk.imports ?? []) filesOf(needed, seen);
  return seen;
}

function gzipBytes(files) {
  return [...files].reduce((sum, file) => sum + gzipSync(readFileSync(new URL(file, dist)), { level: 9 }).length, 0);
}

function judge(name, bytes, limit) {
  console.log(`${name}: ${(bytes / 1024).toFixed(1)} kB gzip of ${limit / 1024} kB`);
  if (bytes > limit) process.exitCode = 1;
}

const first = new Set(["index.html", ...filesOf("index.html"), ...filesOf("src/words/ko/index.ts")]);
judge("first usable page", gzipBytes(first), FIRST_PAGE_BYTES_MAX);

const world = [...filesOf("src/world/index.ts")].filter((file) => !first.has(file));
if (world.length > 0) judge("drawn world, loaded after it", gzipBytes(world), WORLD_BYTES_MAX);
