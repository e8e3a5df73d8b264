import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { TicketView } from "../protocol/generated";
import { callingFor, isAtDesk, isInLine, mayBeCalled, waitsHere } from "./line";

/** The office's own table of tickets, as `make generate` writes it: each state with its moves. */
function table(): Map<TicketView["state"], string> {
  const pages = readFileSync(new URL("../../../../docs/reference/state-tables.md", import.meta.url), "utf8");
  const block = /## Tickets\n.*?```text\n(.*?)```/s.exec(pages)?.[1] ?? "";
  const rows = block
    .replaceAll(/\n +/g, " ")
    .trim()
    .split("\n")
    .map((row) => row.split(/ +(.*)/, 2) as [TicketView["state"], string]);
  return new Map(rows);
}

function statesWith(move: string): string[] {
  return [...table()].filter(([, moves]) => new RegExp(`\\b${move}(, \\w+)* ->`).test(moves)).map(([state]) => state);
}

test("T3 whoever the table lets an officer call is counted and can be called", () => {
  expect(table().size).toBe(9);
  expect([...table().keys()].filter((state) => mayBeCalled({ state }))).toEqual(statesWith("call"));
});

test("T3 whoever stands in the line can let one go first, however they came there, and who is called too", () => {
  const mayDefer = (state: TicketView["state"]) => isInLine({ state }) || state === "called";
  expect([...table().keys()].filter(mayDefer)).toEqual(statesWith("defer"));
});

test("T19 who is at another counter cannot be called, and their other tickets wait meanwhile", () => {
  expect(mayBeCalled({ state: "waiting", busy_at: "two" })).toBe(false);
  expect(isAtDesk([{ state: "waiting" }, { state: "serving" }])).toBe(true);
  expect(isAtDesk([{ state: "waiting" }, { state: "held" }])).toBe(false);
});

test("T15 who is away is in the line, and not among those who are called as the next", () => {
  expect(waitsHere({ state: "waiting", here: false })).toBe(false);
  expect(waitsHere({ state: "missed", here: true })).toBe(true);
  expect(waitsHere({ state: "waiting" })).toBe(true);
});

test("a counter that is closed, or whose officer pauses, calls nobody", () => {
  const states = ["closed", "open", "paused", "serving"] as const;
  const counters = states.flatMap((state) => [
    { id: `${state} for papers`, state, services: ["papers"] },
    { id: `${state} for talks`, state, services: ["talks", "echo"] },
  ]);
  expect(callingFor(counters, ["echo"]).map(({ id }) => id)).toEqual(["open for talks", "serving for talks"]);
});
