// When to reconnect after a drop (SPEC S8, S9). Pure: chance is handed in.
import { RESUME_SECONDS } from "../protocol/generated";

const WINDOW_MS_MIN = 500;
const WINDOW_MS_MAX = 60_000;
const KEPT_MS = RESUME_SECONDS * 1_000;
const TOO_MANY_NEWCOMERS = 4430;
const TOLD_MS_MAX = 600_000;
const RECONNECT: ReadonlySet<number> = new Set([4307, 4408, 4410, TOO_MANY_NEWCOMERS, 4500, 4503]);
const STAY_AWAY: ReadonlySet<number> = new Set([4000, 4400, 4401, 4403, 4409, 4426, 4429]);

/**
 * Return a random time within the window, in ms: full jitter, so that a crowd dropped at once does not reconnect at once.
 * `advertisedMs` is `welcome.back_ms`, and the window for as long as the session is kept; after that nothing is lost by
 * waiting, and the window grows with the time away.
 */
export function backoffMs(advertisedMs: number, awayMs: number, random: () => number): number {
  const advertised = Math.max(WINDOW_MS_MIN, advertisedMs);
  const grown = Math.min(WINDOW_MS_MAX, (advertised * awayMs) / KEPT_MS);
  return Math.floor(random() * Math.max(advertised, grown));
}

/** In how many ms the server asked to come back: the reason of close 4430 (SPEC S15); 0 for other codes and other reasons. */
export function toldMs(code: number, reason: string): number {
  return code === TOO_MANY_NEWCOMERS && /^\d{1,9}$/.test(reason) ? Math.min(TOLD_MS_MAX, Number(reason)) : 0;
}

/** True when a client may reconnect by itself after this close code; the network's own codes (1006 ...) always may. */
export function mayReconnect(code: number): boolean {
  return RECONNECT.has(code) || !STAY_AWAY.has(code);
}
