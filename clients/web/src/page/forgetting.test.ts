import { expect, test } from "vitest";
import { forgetVisit } from "./forgetting";

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
