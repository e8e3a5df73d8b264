// How much of the evening lies over the place at a time of day, and its colour. Pure.
import { DUSK, GLOW, tint } from "./palette";

/** Hours of the day: it begins to grow dark, it is dark, it begins to grow light, it is light. */
const DUSK_BEGINS = 18;
const DUSK_ENDS = 19.5;
const DAWN_BEGINS = 5.5;
const DAWN_ENDS = 7;
/** At night so much of the colour of dusk and of that of lamps is taken: one reads every sign, and it is warm, not grey. */
const DUSK_SHARE = 0.3;
const LAMP_SHARE = 0.3;

/** Return 0 by day, 1 by night, and what is between at dusk and dawn. */
export function darkness(hour: number): number {
  if (hour >= DUSK_BEGINS) return soft((hour - DUSK_BEGINS) / (DUSK_ENDS - DUSK_BEGINS));
  return soft((DAWN_ENDS - hour) / (DAWN_ENDS - DAWN_BEGINS));
}

function soft(share: number): number {
  const kept = Math.min(1, Math.max(0, share));
  return kept * kept * (3 - 2 * kept);
}

/** Return what everything drawn is multiplied with: white by day, at night a dusk in which lamps are lit. */
export function eveningTint(dark: number): number {
  return [16, 8, 0].reduce((colour, bits) => {
    const dusk = lessened(DUSK, bits, dark * DUSK_SHARE);
    const lamp = lessened(GLOW, bits, dark * LAMP_SHARE);
    return colour | (Math.round(255 * dusk * lamp) << bits);
  }, 0);
}

/** Return what is left of white in one channel when so much of `colour` is taken. */
function lessened(colour: string, bits: number, share: number): number {
  return 1 - share * (1 - ((tint(colour) >> bits) & 255) / 255);
}
