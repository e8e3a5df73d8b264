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

/** How near the end of a term is; null: not yet. */
export function leftOf({ due }: Pick<QueueCase, "due">, nowS: number): "overdue" | "soon" | null {
  if (due == null || due >= nowS + SECONDS_A_DAY) return null;
  return due < nowS ? "overdue" : "soon";
}

/** Return the figures at that time for the officer `me`, as the desk counts the line. */
export function backlogOf(queue: Queue | null, nowS: number, me?: string): Backlog {
  const { here, away, others } = lineOf(queue?.tickets, me);
  const [longest = null] = [...here].sort((one, other) => one.since - other.since);
  const cases = queue?.cases ?? [];
  const overdue = overdueOf(cases, nowS);
  return {
    waiting: here.length,
    away: away.length,
    others: others.length,
    longest,
    requests: cases.length,
    overdue,
    soon: overdueOf(cases, nowS + SECONDS_A_DAY).length - overdue.length,
  };
}

/** Return which requests are past their day at that time, the longest overdue first. While the citizen is asked for more the term
 * does not run: such a request is not overdue. */
export function overdueOf(cases: readonly QueueCase[], nowS: number): QueueCase[] {
  return cases
    .filter(({ state, due }) => state !== "supplement_asked" && due != null && due < nowS)
    .sort((one, other) => (one.due ?? 0) - (other.due ?? 0));
}
