// How an office stands and how its lines went, as `/api/supervision` and `/api/figures` tell (SPEC O20, O21). Pure: trusts none of it.
import { isMap } from "../../model/memory";
import type { CounterView, Words } from "../../protocol/generated";
import { count, type Told, text } from "./told";

export const COUNTER_STATES = ["closed", "open", "serving", "paused"] as const satisfies CounterView["state"][];

export interface SupervisedLine {
  readonly id: string;
  readonly title: Words;
  readonly waiting: number;
  readonly longestS: number;
  readonly coming: number;
  readonly held: number;
  readonly desks: number;
  readonly low_s: number | null;
  readonly high_s: number | null;
}

export interface SupervisedCounter {
  readonly id: string;
  readonly title: Words;
  readonly officer: string;
  readonly state: CounterView["state"];
  readonly sinceS: number;
  readonly isGone: boolean;
  /** The number that is called or served there; nothing: none. */
  readonly number: string;
  readonly ticketSinceS: number;
}

export interface Supervised {
  readonly lines: readonly SupervisedLine[];
  readonly counters: readonly SupervisedCounter[];
  /** Who is here and sits at no counter. */
  readonly officers: readonly string[];
}

export interface Spread {
  readonly halfS: number;
  readonly mostS: number;
}

export interface FigureRow {
  readonly service: string;
  /** Of the day; null: the whole day. */
  readonly hour: number | null;
  readonly taken: number;
  readonly served: number;
  readonly missed: number;
  readonly waits: Spread | null;
  readonly ways: Spread | null;
  readonly servings: Spread | null;
}

export interface FiguresTold {
  /** When they were counted, in unix seconds. */
  readonly until: number;
  readonly isWhole: boolean;
  readonly titles: ReadonlyMap<string, Words>;
  readonly rows: readonly FigureRow[];
}

/** Return how the office stands, or null when `told` says nothing of it. */
export function supervisedOf(told: unknown): Supervised | null {
  if (!isMap(told) || !Array.isArray(told.services) || !Array.isArray(told.counters)) return null;
  return {
    lines: told.services.filter(isMap).map(lineOf),
    counters: told.counters.filter(isMap).map(counterOf),
    officers: (Array.isArray(told.officers) ? told.officers : []).map(text).filter((name) => name !== ""),
  };
}

/** Return the figures, or null when `told` has none. */
export function figuresOf(told: unknown): FiguresTold | null {
  if (!isMap(told) || !Array.isArray(told.rows) || !isMap(told.services)) return null;
  return {
    until: count(told.until),
    isWhole: told.whole !== false,
    titles: new Map(Object.entries(told.services).map(([service, title]) => [service, titleOf(title)])),
    rows: told.rows.filter(isMap).map(rowOf),
  };
}

function lineOf(told: Told): SupervisedLine {
  return {
    id: text(told.id),
    title: titleOf(told.title),
    waiting: count(told.waiting),
    longestS: count(told.longest_s),
    coming: count(told.coming),
    held: count(told.held),
    desks: count(told.desks),
    low_s: secondsOf(told.low_s),
    high_s: secondsOf(told.high_s),
  };
}

function counterOf(told: Told): SupervisedCounter {
  const ticket = isMap(told.ticket) ? told.ticket : {};
  return {
    id: text(told.id),
    title: titleOf(told.title),
    officer: text(told.officer),
    state: COUNTER_STATES.find((state) => state === told.state) ?? "closed",
    sinceS: count(told.since_s),
    isGone: told.gone === true,
    number: text(ticket.number),
    ticketSinceS: count(ticket.since_s),
  };
}

function rowOf(told: Told): FigureRow {
  return {
    service: text(told.service),
    hour: typeof told.hour === "number" ? told.hour : null,
    taken: count(told.taken),
    served: count(told.served),
    missed: count(told.missed),
    waits: spreadOf(told.waits),
    ways: spreadOf(told.ways),
    servings: spreadOf(told.servings),
  };
}

function spreadOf(told: unknown): Spread | null {
  return isMap(told) ? { halfS: count(told.half_s), mostS: count(told.most_s) } : null;
}

function titleOf(told: unknown): Words {
  return isMap(told) ? { ko: text(told.ko), en: text(told.en) } : { ko: "", en: "" };
}

function secondsOf(told: unknown): number | null {
  return typeof told === "number" && Number.isFinite(told) ? told : null;
}
