// Which tiles stand free on object layers, and which part of a picture each shows. Pure.
import { FLIPPED_ACROSS, FLIPPED_DOWN, NUMBER_MASK } from "./tile-numbers";
import type { MapObject } from "./tiled";
import { type Tileset, tilesetOf } from "./tilesets";

export interface StandingTile {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Clockwise, in radians. */
  readonly turn: number;
  readonly across: boolean;
  readonly down: boolean;
  readonly opacity: number;
  readonly tint: number;
  /** Which point of it lies on `x`, `y`, around which it is turned: shares of its size, before it is mirrored. */
  readonly anchor: readonly [number, number];
  /** Its lower edge on the map, by which it is before or behind people. */
  readonly footY: number;
  readonly tileset: Tileset;
  /** x, y, width, height in its picture. */
  readonly frame: readonly [number, number, number, number];
}

/** Return the tiles among the objects, in their order; those of no tileset are left out. */
export function standingTiles(objects: readonly MapObject[], tilesets: readonly Tileset[]): StandingTile[] {
  return objects.flatMap(({ x, y, width, height, tile, rotation, opacity, tint }) => {
    const number = tile & NUMBER_MASK;
    const set = tilesetOf(tilesets, number);
    if (tile === 0 || set === undefined) return [];
    const [across, down] = [(tile & FLIPPED_ACROSS) !== 0, (tile & FLIPPED_DOWN) !== 0];
    const size = { width: width || set.tileWidth, height: height || set.tileHeight };
    const turn = (rotation * Math.PI) / 180;
    const [left, top] = set.anchor;
    // The tileset's offset grows with the tile, and turns with it: it moves the point on which the tile stands.
    const anchor = [left - set.offset[0] / set.tileWidth, top - set.offset[1] / set.tileHeight] as const;
    const footY = y + (1 - top) * size.height;
    const frame = frameOf(set, number - set.firstNumber);
    return [{ x, y, ...size, turn, across, down, opacity, tint, anchor, footY, tileset: set, frame }];
  });
}

function frameOf(set: Tileset, id: number): [number, number, number, number] {
  const [column, row] = [id % set.columns, Math.floor(id / set.columns)];
  const left = set.margin + column * (set.tileWidth + set.spacing);
  const top = set.margin + row * (set.tileHeight + set.spacing);
  return [left, top, set.tileWidth, set.tileHeight];
}
