// Which tiles stand free on object layers, and which part of a picture each shows. Pure.
import type { MapObject, Tileset } from "./tiled";

const FLIPPED_ACROSS = 0x80000000;
const FLIPPED_DOWN = 0x40000000;
const NUMBER_MASK = 0x0fffffff;

export interface StandingTile {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Clockwise, in radians. */
  readonly turn: number;
  readonly across: boolean;
  readonly down: boolean;
  readonly tileset: Tileset;
  /** x, y, width, height in its picture. */
  readonly frame: readonly [number, number, number, number];
}

/** Return the tiles among the objects, in their order; those of no tileset are left out. */
export function standingTiles(objects: readonly MapObject[], tilesets: readonly Tileset[]): StandingTile[] {
  return objects.flatMap(({ x, y, width, height, tile, rotation }) => {
    const number = tile & NUMBER_MASK;
    const set = tilesets.find(({ firstNumber, count }) => number >= firstNumber && number < firstNumber + count);
    if (tile === 0 || set === undefined) return [];
    const [across, down] = [(tile & FLIPPED_ACROSS) !== 0, (tile & FLIPPED_DOWN) !== 0];
    const size = { width: width || set.tileWidth, height: height || set.tileHeight };
    const turn = (rotation * Math.PI) / 180;
    return [{ x, y, ...size, turn, across, down, tileset: set, frame: frameOf(set, number - set.firstNumber) }];
  });
}

function frameOf(set: Tileset, id: number): [number, number, number, number] {
  const [column, row] = [id % set.columns, Math.floor(id / set.columns)];
  const left = set.margin + column * (set.tileWidth + set.spacing);
  const top = set.margin + row * (set.tileHeight + set.spacing);
  return [left, top, set.tileWidth, set.tileHeight];
}
