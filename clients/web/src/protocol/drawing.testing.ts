// For tests: walls out of a drawing in which # is a wall, as in the golden vectors.
import type { Walls } from "./step";

const TILE_UNITS = 256;

export function wallsOf(rows: readonly string[]): Walls {
  const tiles = [...rows.join("")].map((tile) => (tile === "#" ? 1 : 0));
  return {
    widthTiles: rows[0]?.length ?? 0,
    heightTiles: rows.length,
    tileUnits: TILE_UNITS,
    blocked: Uint8Array.from(tiles),
  };
}

export function bytesOf(hex: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

export function hexOf(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
