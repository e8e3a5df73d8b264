// How a wait is said: a range that really happened, or honestly none. Pure.
import type { SayFunction } from "./words";

const SECONDS_A_MINUTE = 60;
const MINUTES_AN_HOUR = 60;
const LONG_MINUTES = 90;

export interface Range {
  readonly low_s?: number | null | undefined;
  readonly high_s?: number | null | undefined;
}

/** Return the range in whole minutes: down for the lower bound, up for the upper, so that it never promises too much. */
export function minutesOf(range: Range): { low: number; high: number } | null {
  if (range.low_s == null || range.high_s == null) return null;
  const low = Math.floor(range.low_s / SECONDS_A_MINUTE);
  const high = Math.max(1, Math.ceil(range.high_s / SECONDS_A_MINUTE));
  return { low: Math.min(low, high), high };
}

/** Return the sentence for a range; `unknownKey` when nothing honest can be said. */
export function sayRange(range: Range, say: SayFunction, unknownKey = "wait-unknown"): string {
  const minutes = minutesOf(range);
  if (minutes === null) return say(unknownKey);
  if (minutes.low === 0) return say("wait-under", { high: minutes.high });
  if (minutes.low === minutes.high) return say("wait-about", { high: minutes.high });
  return minutes.high < LONG_MINUTES ? say("wait-range", minutes) : sayHours(minutes, say);
}

/** A long wait in hours: nobody reckons in 161 minutes. */
function sayHours({ low, high }: { low: number; high: number }, say: SayFunction): string {
  const [hoursLow, hours] = [Math.floor(low / MINUTES_AN_HOUR), Math.ceil(high / MINUTES_AN_HOUR)];
  return hoursLow === 0 ? say("wait-hours", { low, hours }) : say("wait-hours-both", { hours_low: hoursLow, hours });
}

/** Return how long ago `at` was, in minutes. */
export function sayAgo(at: number, nowS: number, say: SayFunction): string {
  const minutes = Math.max(0, Math.floor((nowS - at) / SECONDS_A_MINUTE));
  return minutes === 0 ? say("ago-now") : say("ago-minutes", { minutes });
}
