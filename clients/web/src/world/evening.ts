// How much of the evening lies over the place at a time of day. Pure.

/** Hours of the day: it begins to grow dark, it is dark, it begins to grow light, it is light. */
const DUSK_BEGINS = 18;
const DUSK_ENDS = 19.5;
const DAWN_BEGINS = 5.5;
const DAWN_ENDS = 7;
/** At night this share of the evening's colour is taken: one still reads every sign. */
export const NIGHT_SHARE = 0.58;

/** Return 0 by day, 1 by night, and what is between at dusk and dawn. */
export function darkness(hour: number): number {
  if (hour >= DUSK_BEGINS) return soft((hour - DUSK_BEGINS) / (DUSK_ENDS - DUSK_BEGINS));
  return soft((DAWN_ENDS - hour) / (DAWN_ENDS - DAWN_BEGINS));
}

function soft(share: number): number {
  const kept = Math.min(1, Math.max(0, share));
  return kept * kept * (3 - 2 * kept);
}
