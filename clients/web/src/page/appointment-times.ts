// The times that may be booked, by day of the office. Pure, but for what the office is asked.
import { localIn } from "./zoned";

/** A day of the office (year-month-day) and when its free times begin (unix seconds). */
export interface FreeDay {
  readonly day: string;
  readonly times: readonly number[];
}

/** Return the free times of each day, in order. */
export function daysOf(times: readonly number[], zone: string): readonly FreeDay[] {
  const days = new Map<string, number[]>();
  for (const at of times) {
    const day = localIn(zone, at).slice(0, "2026-11-30".length);
    days.set(day, [...(days.get(day) ?? []), at]);
  }
  return [...days].map(([day, each]) => ({ day, times: each }));
}

/** Return the free times in what the office answered, or null when it is something else. */
export function timesOf(answer: unknown): readonly number[] | null {
  const { times } = (answer ?? {}) as { times?: unknown };
  return Array.isArray(times) && times.every((at) => Number.isInteger(at)) ? (times as number[]) : null;
}

/** Ask which times of a service are free; null when that could not be learned. */
export async function askTimes(path: string, service: string): Promise<readonly number[] | null> {
  try {
    const response = await fetch(`${path}/api/appointments/times?service=${encodeURIComponent(service)}`);
    return response.ok ? timesOf(await response.json()) : null;
  } catch {
    return null; // there is a button to ask again
  }
}
