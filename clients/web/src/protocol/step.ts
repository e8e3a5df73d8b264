// The one integer step of an avatar (SPEC R2, R3, R6), the same as in madang_worlds. Pure: walls and a heading in, a point out.
import { FOOT_DEPTH_UNITS, FOOT_HALF_WIDTH_UNITS, STEP_DIAGONAL_UNITS, STEP_UNITS } from "./generated";

/** Where nobody can stand: one byte a tile, row by row; not 0 is a wall. */
export interface Walls {
  readonly widthTiles: number;
  readonly heightTiles: number;
  readonly tileUnits: number;
  readonly blocked: Uint8Array;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export const STILL = 0;
const S = STEP_UNITS;
const D = STEP_DIAGONAL_UNITS;

/** Units a tick for each heading: 0 still, then E, SE, S, SW, W, NW, N, NE; y grows to the south. */
export const STEPS: readonly Point[] = [
  { x: 0, y: 0 },
  { x: S, y: 0 },
  { x: D, y: D },
  { x: 0, y: S },
  { x: -D, y: D },
  { x: -S, y: 0 },
  { x: -D, y: -D },
  { x: 0, y: -S },
  { x: D, y: -D },
];

/** Return where an avatar at `from` stands one tick later: x first, then y, each kept only when it is free. */
export function step(walls: Walls | null, from: Point, heading: number): Point {
  const by = STEPS[heading] ?? STEPS[STILL];
  if (by === undefined || (by.x === 0 && by.y === 0)) return from;
  const x = by.x !== 0 && isFree(walls, from.x + by.x, from.y) ? from.x + by.x : from.x;
  const y = by.y !== 0 && isFree(walls, x, from.y + by.y) ? from.y + by.y : from.y;
  return { x, y };
}

/** True when no tile that the foot box touches is a wall or outside; without a plan all is free. */
export function isFree(walls: Walls | null, x: number, y: number): boolean {
  if (walls === null) return true;
  const left = x - FOOT_HALF_WIDTH_UNITS;
  const top = y - FOOT_DEPTH_UNITS;
  if (left < 0 || top < 0) return false;
  const right = x + FOOT_HALF_WIDTH_UNITS - 1;
  const bottom = y - 1;
  return (
    tileIsFree(walls, left, top) &&
    tileIsFree(walls, right, top) &&
    tileIsFree(walls, left, bottom) &&
    tileIsFree(walls, right, bottom)
  );
}

function tileIsFree(walls: Walls, x: number, y: number): boolean {
  const column = Math.floor(x / walls.tileUnits);
  const row = Math.floor(y / walls.tileUnits);
  if (column >= walls.widthTiles || row >= walls.heightTiles) return false;
  return walls.blocked[row * walls.widthTiles + column] === 0;
}
