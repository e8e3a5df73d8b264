// What an officer finds who has nobody at the desk: how many wait, who the longest, and which requests are past their day. Pure.
import type { Queue, QueueCase, QueueTicket } from "../protocol/generated";
import { lineOf } from "./line";

const SECONDS_A_DAY = 86_400;

export interface Backlog {
  readonly waiting: number;
  readonly away: number;
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

/** Return the figures at that time. While the citizen is asked for more the term does not run: such a request is not overdue. */
export function backlogOf(queue: Queue | null, nowS: number): Backlog {
  const { here, away } = lineOf(queue?.tickets);
  const [longest = null] = [...here].sort((one, other) => one.since - other.since);
  const cases = queue?.cases ?? [];
  const running = cases.filter(({ state, due }) => state !== "supplement_asked" && due != null);
  const dueBy = (at: number) => running.filter(({ due }) => (due ?? 0) < at);
  const overdue = dueBy(nowS).sort((one, other) => (one.due ?? 0) - (other.due ?? 0));
  return {
    waiting: here.length,
    away: away.length,
    longest,
    requests: cases.length,
    overdue,
    soon: dueBy(nowS + SECONDS_A_DAY).length - overdue.length,
  };
}
