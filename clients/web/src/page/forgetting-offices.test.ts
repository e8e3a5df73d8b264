import { afterEach, expect, test, vi } from "vitest";

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

const KEPT = [
  "madang.token",
  "madang.settings",
  "madang/jongno.token",
  "madang/jongno.draft.k1",
  "madang/jongno-2.token",
];

function storage(): Storage {
  const kept = new Map(KEPT.map((name) => [name, "kept"]));
  return {
    get length() {
      return kept.size;
    },
    key: (at) => [...kept.keys()][at] ?? null,
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, value) => void kept.set(name, value),
    removeItem: (name) => void kept.delete(name),
    clear: () => kept.clear(),
  };
}

test.each([
  { pathname: "/o/jongno/", gone: ["madang/jongno.token", "madang/jongno.draft.k1"] },
  { pathname: "/o/main/", gone: ["madang.token"] },
  { pathname: "/", gone: ["madang.token"] },
])("O2 S19 who leaves the office at $pathname leaves no other", async ({ pathname, gone }) => {
  vi.stubGlobal("location", { pathname });
  const { forgetVisit } = await import("./forgetting");
  const localStorage = storage();
  forgetVisit({ localStorage, sessionStorage: storage() }, false);
  expect(KEPT.filter((name) => localStorage.getItem(name) === null)).toEqual(gone);
});
