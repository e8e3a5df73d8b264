import { expect, it } from "vitest";
import type { Queue, QueueCase, QueueTicket } from "../protocol/generated";
import { backlogOf } from "./backlog";

const NOW_S = 1_000_000;

function ticket(number: string, state: QueueTicket["state"], since: number, here = true): QueueTicket {
  return { id: number, number, service: "echo", name: "Kim", state, since, here };
}

function request(number: string, state: QueueCase["state"], due: number | null): QueueCase {
  return { id: number, number, service: "echo", name: "Kim", state, since: 0, due };
}

it("finds who waits the longest, and neither those who are set aside nor those who are served", () => {
  const tickets = [
    ticket("E-3", "waiting", 30),
    ticket("E-2", "missed", 20),
    ticket("E-1", "held", 10),
    ticket("E-0", "serving", 0),
  ];
  const found = backlogOf({ tickets, cases: [] } as unknown as Queue, NOW_S);
  expect([found.waiting, found.longest?.number]).toEqual([2, "E-2"]);
});

it("T15 counts those who are away apart, and none of them as who waits the longest", () => {
  const tickets = [ticket("E-1", "waiting", 10, false), ticket("E-2", "waiting", 20), ticket("E-3", "missed", 30)];
  const found = backlogOf({ tickets, cases: [] } as unknown as Queue, NOW_S);
  expect([found.waiting, found.away, found.longest?.number]).toEqual([2, 1, "E-2"]);
});

it("T42 counts who waits for this officer, and apart who waits for another", () => {
  const mine = { ...ticket("E-1", "waiting", 10), preferred: "Han" };
  const theirs = { ...ticket("E-2", "waiting", 5), preferred: "Choi" };
  const found = backlogOf({ tickets: [mine, theirs], cases: [] } as unknown as Queue, NOW_S, "Han");
  expect([found.waiting, found.others, found.longest?.number]).toEqual([1, 1, "E-1"]);
});

it("finds what is overdue, the oldest first, and what becomes so within a day", () => {
  const cases = [
    request("late", "received", NOW_S - 10),
    request("later", "extended", NOW_S - 20),
    request("asked", "supplement_asked", NOW_S - 30),
    request("today", "received", NOW_S + 3_600),
    request("far", "received", NOW_S + 9 * 86_400),
    request("open", "received", null),
  ];
  const found = backlogOf({ tickets: [], cases } as unknown as Queue, NOW_S);
  expect(found.overdue.map(({ number }) => number)).toEqual(["later", "late"]);
  expect([found.soon, found.requests]).toEqual([1, 6]);
});

it("has nothing to tell before the office has told anything", () => {
  expect(backlogOf(null, NOW_S)).toEqual({
    waiting: 0,
    away: 0,
    others: 0,
    longest: null,
    requests: 0,
    overdue: [],
    soon: 0,
  });
});
