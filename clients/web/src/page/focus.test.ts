import { expect, it } from "vitest";

const sources = import.meta.glob<string>("./**/*.{ts,tsx}", { query: "?raw", import: "default", eager: true });

/** The calls of `useEffect` in a source, each from its bracket to the one that closes it. */
function effectsOf(source: string): string[] {
  return [...source.matchAll(/\buseEffect\(/g)].map(({ index }) => {
    let depth = 0;
    const from = source.indexOf("(", index);
    const length = [...source.slice(from)].findIndex((letter) => {
      depth += Number(letter === "(") - Number(letter === ")");
      return depth === 0;
    });
    return source.slice(from, from + length);
  });
}

// An effect runs after the paint: who was quicker has pressed on by then, and would press what the focus was moved to.
it("moves the focus before anything can be pressed, else only where it was lost", () => {
  const movers = Object.entries(sources).flatMap(([path, source]) =>
    effectsOf(source)
      .filter((effect) => /\.focus\(/.test(effect) && !/isFocusLost\(\)|addEventListener/.test(effect))
      .map(() => path),
  );
  expect(movers).toEqual([]);
});

it("moves no focus in a later frame", () => {
  const later = /(requestAnimationFrame|setTimeout|queueMicrotask)\([^;]*\.focus\(/;
  expect(Object.keys(sources).filter((path) => later.test(sources[path] ?? ""))).toEqual([]);
});
