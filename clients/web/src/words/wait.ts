// How a wait is said: a range that really happened, or honestly none. Pure.
import type { ServiceLine } from "../protocol/generated";
import type { SayFunction } from "./words";

const SECONDS_A_MINUTE = 60;
const MINUTES_AN_HOUR = 60;
/** To how many minutes people are told, from this many minutes on: nobody plans by 81 minutes. */
const STEPS: readonly { readonly from: number; readonly step: number }[] = [
  { from: 60, step: 10 },
  { from: 20, step: 5 },
  { from: 0, step: 1 },
];

export interface Range {
  readonly low_s?: number | null | undefined;
  readonly high_s?: number | null | undefined;
}

/** Return the range in minutes that people plan by: down for the lower bound, up for the upper, so that it holds as often. */
export function minutesOf(range: Range): { low: number; high: number } | null {
  if (range.low_s == null || range.high_s == null) return null;
  const low = rounded(range.low_s / SECONDS_A_MINUTE, Math.floor);
  const high = rounded(Math.max(1, range.high_s / SECONDS_A_MINUTE), Math.ceil);
  return { low: Math.min(low, high), high };
}

function rounded(minutes: number, outward: (value: number) => number): number {
  const step = STEPS.find(({ from }) => minutes >= from)?.step ?? 1;
  return outward(minutes / step) * step;
}

/** Return the sentence for a range; `unknownKey` when nothing honest can be said. */
export function sayRange(range: Range, say: SayFunction, unknownKey = "wait-unknown"): string {
  const minutes = minutesOf(range);
  if (minutes === null) return say(unknownKey);
  const high = sayDuration(minutes.high, say);
  if (minutes.low === 0) return say("wait-under", { high });
  if (minutes.low === minutes.high) return say("wait-about", { high });
  return say("wait-range", { low: sayDuration(minutes.low, say), high });
}

interface Telling {
  readonly say: SayFunction;
  readonly when: (at: number) => string;
}

/** Return the sentence for a service that is closed by its hours. */
export function sayClosed({ opens }: ServiceLine, { say, when }: Telling): string {
  return opens == null ? say("service-closed") : say("service-closed-until", { time: when(opens) });
}

/** Return what one who waits is told while no desk is open: that one will be, or that the service is closed. */
export function sayNoDesk(service: ServiceLine | undefined, words: Telling): string {
  return service?.open === false ? sayClosed(service, words) : words.say("ticket-no-desk");
}

/** Return so many minutes as people say them. */
export function sayDuration(duration: number, say: SayFunction): string {
  const [hours, minutes] = [Math.floor(duration / MINUTES_AN_HOUR), duration % MINUTES_AN_HOUR];
  if (hours === 0) return say("wait-minutes", { minutes });
  return minutes === 0 ? say("wait-hours", { hours }) : say("wait-hours-minutes", { hours, minutes });
}

/** Return so many seconds in minutes that have begun, as people say them: what is within them is within what is said. */
export function saySeconds(seconds: number, say: SayFunction): string {
  return sayDuration(Math.max(1, Math.ceil(seconds / SECONDS_A_MINUTE)), say);
}

/** Return how long ago `at` was, in minutes. */
export function sayAgo(at: number, nowS: number, say: SayFunction): string {
  const minutes = Math.max(0, Math.floor((nowS - at) / SECONDS_A_MINUTE));
  return minutes === 0 ? say("ago-now") : say("ago-minutes", { minutes });
}
