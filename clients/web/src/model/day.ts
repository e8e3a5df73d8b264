// A day as three answers: year, month, day. Pure: text in, text out; what was typed stays as it was until it is handed in.
/** As typed, each perhaps empty. */
export interface DayParts {
  readonly year: string;
  readonly month: string;
  readonly day: string;
}

export type DayPart = keyof DayParts;

const WHOLE = /^\D*(\d{4})\D+(\d{1,2})\D+(\d{1,2})\D*$|^\D*(\d{4})(\d{2})(\d{2})\D*$/;

/** Return the parts of an answer that `typedDay` made. */
export function partsOf(answer: string): DayParts {
  const [year = "", month = "", ...rest] = answer.split("-");
  return { year, month, day: rest.join("") };
}

/** Return the answer when `text` stands in one part's input; a whole day that was pasted fills all three. Null: nothing is left. */
export function typedDay(before: DayParts, part: DayPart, text: string): string | null {
  const digits = text.normalize("NFKC").replaceAll("-", " ").trim();
  const whole = WHOLE.exec(text.normalize("NFKC"));
  const [year, month, day] = whole === null ? [] : whole.slice(1).filter((found) => found !== undefined);
  const parts = whole === null ? { ...before, [part]: digits } : { year, month, day };
  const answer = `${parts.year}-${parts.month}-${parts.day}`;
  return answer === "--" ? null : answer;
}

/** Return the day as it is handed in, year-month-day with leading noughts; null when the calendar has no such day. */
export function isoDay(answer: string): string | null {
  const found = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(answer.trim());
  if (found === null) return null;
  const [, year = "", month = "", day = ""] = found;
  const iso = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const instant = Date.parse(`${iso}T00:00:00Z`);
  return !Number.isNaN(instant) && new Date(instant).toISOString().startsWith(iso) ? iso : null;
}
