// What the office tells of reports and bars over HTTP, as the page reads it; nothing of it is trusted. No words.
import { isMap, isText } from "../../model/memory";
import type { ReportMake } from "../../protocol/generated";
import type { Told } from "../office-request";

type Reason = ReportMake["reason"];

export interface ToldLine {
  readonly at: number;
  readonly text: string;
}

export interface OpenReport {
  readonly id: string;
  readonly name: string;
  readonly by: string;
  readonly reason: Reason;
  readonly text: string;
  readonly at: number;
  readonly before: number;
  readonly barred: boolean;
  readonly lines: readonly ToldLine[];
}

export interface ToldBar {
  readonly id: string;
  readonly name: string;
  readonly reason: Reason;
  readonly until: number;
}

export interface ToldReports {
  readonly waiting: number;
  readonly reports: readonly OpenReport[];
  readonly bars: readonly ToldBar[];
}

const REASONS: ReadonlySet<unknown> = new Set(["insult", "harassment", "advertising", "impersonation", "other"]);

const text = (value: unknown): string => (isText(value) ? value : "");
const whole = (value: unknown): number => (Number.isSafeInteger(value) ? (value as number) : 0);
const reason = (value: unknown): Reason => (REASONS.has(value) ? (value as Reason) : "other");
const each = <T>(value: unknown, read: (one: Told) => T): T[] =>
  Array.isArray(value) ? value.filter(isMap).map(read) : [];

export function toldReports(told: Told): ToldReports {
  return {
    waiting: whole(told.waiting),
    reports: each(told.reports, (one) => ({
      id: text(one.id),
      name: text(one.name),
      by: text(one.by),
      reason: reason(one.reason),
      text: text(one.text),
      at: whole(one.at),
      before: whole(one.before),
      barred: one.barred === true,
      lines: each(one.lines, (line) => ({ at: whole(line.at), text: text(line.text) })),
    })),
    bars: each(told.bars, (bar) => ({
      id: text(bar.id),
      name: text(bar.name),
      reason: reason(bar.reason),
      until: whole(bar.until),
    })),
  };
}
