// How a layer of a Tiled map is seen: hidden or not, how clear, in which tint; a group's look is its layers' too. Pure.
// And the two ways in which everything of a map is read: what is no number or no list counts as missing.
type Json = Record<string, unknown>;

export interface Look {
  readonly isSeen: boolean;
  /** 0 is clear. */
  readonly opacity: number;
  /** 0xRRGGBB, by which every colour is multiplied. */
  readonly tint: number;
  /** Right and down, in px. */
  readonly offset: readonly [number, number];
}

export const PLAIN: Look = { isSeen: true, opacity: 1, tint: 0xffffff, offset: [0, 0] };

/** Return how a layer or group is seen within `outer`, the look of the groups around it. */
export function lookOf(layer: Json, outer: Look): Look {
  const tint = colourOf(layer.tintcolor) ?? { rgb: 0xffffff, opacity: 1 };
  return {
    isSeen: outer.isSeen && layer.visible !== false,
    opacity: outer.opacity * numberOf(layer.opacity, 1) * tint.opacity,
    tint: multiplied(outer.tint, tint.rgb),
    offset: [outer.offset[0] + numberOf(layer.offsetx, 0), outer.offset[1] + numberOf(layer.offsety, 0)],
  };
}

/** Read `#RRGGBB` or `#AARRGGBB`, with the number sign or without, as Tiled writes colours; null for anything else. */
export function colourOf(text: unknown): { readonly rgb: number; readonly opacity: number } | null {
  const [, alpha = "ff", rgb = ""] = /^#?([0-9a-f]{2})?([0-9a-f]{6})$/i.exec(String(text)) ?? [];
  return rgb === "" ? null : { rgb: Number.parseInt(rgb, 16), opacity: Number.parseInt(alpha, 16) / 255 };
}

function multiplied(one: number, other: number): number {
  const channel = (shift: number) => Math.round((((one >> shift) & 255) * ((other >> shift) & 255)) / 255) << shift;
  return channel(16) | channel(8) | channel(0);
}

export function numberOf(value: unknown, otherwise: number): number {
  return typeof value === "number" && Number.isFinite(value) ? value : otherwise;
}

export function listOf(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter((node): node is Json => typeof node === "object" && node !== null) : [];
}
