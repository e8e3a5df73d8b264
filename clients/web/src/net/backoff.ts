// When to come back after a drop (SPEC S8, S9). Pure: chance is handed in.

const WINDOW_MS_MIN = 500;
const WINDOW_MS_MAX = 60_000;
const DOUBLINGS_MAX = 6;
const COME_BACK: ReadonlySet<number> = new Set([4408, 4500, 4503]);
const STAY_AWAY: ReadonlySet<number> = new Set([4000, 4400, 4401, 4403, 4409, 4426, 4429]);

/**
 * Return a random time within the window, in ms: full jitter, so that a crowd dropped at once does not come back at once.
 * `advertised_ms` is `welcome.back_ms`; the window doubles with each failed attempt.
 */
export function backoffMs(advertisedMs: number, attempt: number, random: () => number): number {
  const window = Math.max(WINDOW_MS_MIN, advertisedMs) * 2 ** Math.min(attempt, DOUBLINGS_MAX);
  return Math.floor(random() * Math.min(window, Math.max(WINDOW_MS_MAX, advertisedMs)));
}

/** True when a client may come back by itself after this close code; the network's own codes (1006 ...) always may. */
export function mayComeBack(code: number): boolean {
  return COME_BACK.has(code) || !STAY_AWAY.has(code);
}
