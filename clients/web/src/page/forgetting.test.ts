import { afterEach, expect, test, vi } from "vitest";
import { forgetVisit } from "./forgetting";

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

function storage(...names: string[]): Storage {
  const kept = new Map(names.map((name) => [name, "kept"]));
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

const left = (store: Storage) => Array.from({ length: store.length }, (_, at) => store.key(at));

test.each([
  { isOfficer: false, stays: ["madang.settings", "other"] },
  { isOfficer: true, stays: ["madang.token", "madang.settings", "other"] },
])("S19 who leaves leaves nothing of the visit, officer: $isOfficer", ({ isOfficer, stays }) => {
  const localStorage = storage("madang.token", "madang.draft.k1", "madang.unsent.near", "madang.settings", "other");
  const sessionStorage = storage("madang.officer", "madang.commands");
  forgetVisit({ localStorage, sessionStorage }, isOfficer);
  expect([left(localStorage), left(sessionStorage)]).toEqual([stays, []]);
});

const OF_OFFICES = [
  "madang.token",
  "madang.settings",
  "madang/jongno.token",
  "madang/jongno.draft.k1",
  "madang/jongno-2.token",
];

test.each([
  { pathname: "/o/jongno/", gone: ["madang/jongno.token", "madang/jongno.draft.k1"] },
  { pathname: "/o/main/", gone: ["madang.token"] },
  { pathname: "/", gone: ["madang.token"] },
])("O2 S19 who leaves the office at $pathname leaves no other", async ({ pathname, gone }) => {
  vi.stubGlobal("location", { pathname });
  vi.resetModules();
  const there = await import("./forgetting");
  const localStorage = storage(...OF_OFFICES);
  there.forgetVisit({ localStorage, sessionStorage: storage() }, false);
  expect(OF_OFFICES.filter((name) => localStorage.getItem(name) === null)).toEqual(gone);
});
