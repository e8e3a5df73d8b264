// The colours of the drawn world. Ink on paper is 14:1, ink on celadon 7:1, ink on persimmon 5:1, paper on indigo 8:1.
export const PAPER = "#FAF7F0";
export const PLASTER = "#EFE9DC";
export const STONE = "#D9D4C7";
export const GRANITE = "#8E8B82";
export const TIMBER = "#7A5537";
export const PINE = "#4F6F52";
export const MOSS = "#8DA47E";
export const CELADON = "#8FB9A8";
/** What closes around a place, where the sky would be. */
export const MIST = "#CFE0E3";
/** Only for a call of my number. */
export const PERSIMMON = "#E2703A";
export const INDIGO = "#2F4B7C";
export const PLUM = "#8C4A5B";
export const INK = "#22262E";
export const WHITE = "#FFFFFF";
export const BLACK = "#000000";
/** Lanterns and windows in the evening, and what the evening is multiplied toward. */
export const GLOW = "#F6C77D";
export const DUSK = "#2B3350";

/** Return `#RRGGBB` as a number. */
export function tint(colour: string): number {
  return Number.parseInt(colour.slice(1), 16);
}
