// What an officer finds who has nobody at the desk: how many wait, who the longest, and which requests are past their day. Pure.
import type { Queue, QueueCase, QueueTicket } from "../protocol/generated";
import { lineOf } from "./line";

const SECONDS_A_DAY = 86_400;

export interface Backlog {
  readonly waiting: number;
  readonly away: number;
  /** Who wait for another officer (SPEC T42). */
  readonly others: number;
  /** Who of those who are here waits the longest; null when nobody waits. */
  readonly longest: QueueTicket | null;
  readonly requests: number;
  /** Past their day, the longest overdue first. */
  readonly overdue: readonly QueueCase[];
  /** How many become overdue within a day. */
  readonly soon: number;
}

/** Return the figures at that time for the officer `me`, as the desk counts the line. */
export function backlogOf(queue: Queue | null, nowS: number, me?: string): Backlog {
  const { here, away, others } = lineOf(queue?.tickets, me);
  const [longest = null] = [...here].sort((one, other) => one.since - other.since);
  const cases = queue?.cases ?? [];
  return {
    waiting: here.length,
    away: away.length,
    others: others.length,
    longest,
    requests: cases.length,
    overdue: overdueOf(cases, nowS),
    soon: cases.filter((one) => leftOf(one, nowS) === "soon").length,
  };
}

/** How near the end of its term a request is; null: not yet. While the citizen is asked for more the term does not run. */
export function leftOf({ due, state }: Pick<QueueCase, "due" | "state">, nowS: number): "overdue" | "soon" | null {
  if (state === "supplement_asked" || due == null || due >= nowS + SECONDS_A_DAY) return null;
  return due < nowS ? "overdue" : "soon";
}

/** Return which requests are past their day at that time, the longest overdue first. */
export function overdueOf(cases: readonly QueueCase[], nowS: number): QueueCase[] {
  return cases.filter((one) => leftOf(one, nowS) === "overdue").sort((one, other) => (one.due ?? 0) - (other.due ?? 0));
}
