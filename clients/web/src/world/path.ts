// The path that is drawn through the place, from where I stand to where I am called. Pure; the server alone decides how anybody walks.

import { UNITS_PER_PX } from "../protocol/generated";
import type { Walls } from "../protocol/step";
import type { Spot } from "./place";

const STRAIGHT = 10;
const DIAGONAL = 14;
const NEIGHBOURS = [
  [1, 0, STRAIGHT],
  [-1, 0, STRAIGHT],
  [0, 1, STRAIGHT],
  [0, -1, STRAIGHT],
  [1, 1, DIAGONAL],
  [1, -1, DIAGONAL],
  [-1, 1, DIAGONAL],
  [-1, -1, DIAGONAL],
] as const;

/** Return points (px) from `from` to `to` around walls, or null when there is none. */
export function findPath(walls: Walls, from: Spot, to: Spot): Spot[] | null {
  const tilePx = walls.tileUnits / UNITS_PER_PX;
  const tileAt = (spot: Spot) => Math.floor(spot.y / tilePx) * walls.widthTiles + Math.floor(spot.x / tilePx);
  const [start, goal] = [tileAt(from), tileAt(to)];
  const cameFrom = search(walls, start, goal);
  if (cameFrom === null) return null;
  const tiles: number[] = [];
  for (let tile = goal; tile !== start; tile = cameFrom[tile] ?? start) tiles.unshift(tile);
  const middle = (tile: number) => ({
    x: ((tile % walls.widthTiles) + 0.5) * tilePx,
    y: (Math.floor(tile / walls.widthTiles) + 0.6) * tilePx,
  });
  return [from, ...tiles.slice(0, -1).map(middle), to];
}

/** Dijkstra over tiles, in buckets of cost: every tile is taken up once. Returns from where each was reached. */
function search(walls: Walls, start: number, goal: number): Int32Array | null {
  const count = walls.widthTiles * walls.heightTiles;
  if (start < 0 || goal < 0 || start >= count || goal >= count) return null;
  const cost = new Int32Array(count).fill(-1);
  const cameFrom = new Int32Array(count).fill(-1);
  const buckets: number[][] = [[start]];
  cost[start] = 0;
  for (let at = 0; at < buckets.length; at += 1) {
    for (const tile of buckets[at] ?? []) {
      if (cost[tile] !== at) continue;
      if (tile === goal) return cameFrom;
      spread(walls, tile, at, cost, cameFrom, buckets, goal);
    }
  }
  return null;
}

function spread(
  walls: Walls,
  tile: number,
  at: number,
  cost: Int32Array,
  cameFrom: Int32Array,
  buckets: number[][],
  goal: number,
): void {
  for (const [across, down, price] of NEIGHBOURS) {
    const next = neighbour(walls, tile, across, down, goal);
    if (next < 0) continue;
    const sum = at + price;
    const known = cost[next] ?? -1;
    if (known >= 0 && known <= sum) continue;
    cost[next] = sum;
    cameFrom[next] = tile;
    buckets[sum] ??= [];
    buckets[sum].push(next);
  }
}

/** Return the tile over there, or -1: outside, a wall, or round a corner that nobody can cut. */
function neighbour(walls: Walls, tile: number, across: number, down: number, goal: number): number {
  const [column, row] = [(tile % walls.widthTiles) + across, Math.floor(tile / walls.widthTiles) + down];
  if (column < 0 || row < 0 || column >= walls.widthTiles || row >= walls.heightTiles) return -1;
  const next = row * walls.widthTiles + column;
  if (next !== goal && walls.blocked[next]) return -1;
  const isCorner =
    across !== 0 && down !== 0 && (walls.blocked[next - across] || walls.blocked[next - down * walls.widthTiles]);
  return isCorner ? -1 : next;
}

/** Return points every `spacing` px along a path whose corners are rounded, without the first and the last stretch. */
export function pointsAlong(path: readonly Spot[], spacing: number): Spot[] {
  const soft = rounded(rounded(path));
  const stones: Spot[] = [];
  let left = spacing;
  for (let index = 1; index < soft.length; index += 1) {
    const [from, to] = [soft[index - 1], soft[index]];
    if (from === undefined || to === undefined) continue;
    const length = Math.hypot(to.x - from.x, to.y - from.y);
    let gone = left;
    for (; gone < length; gone += spacing) {
      stones.push({ x: from.x + ((to.x - from.x) * gone) / length, y: from.y + ((to.y - from.y) * gone) / length });
    }
    left = gone - length;
  }
  return stones;
}

/** Cut every corner at a quarter of its sides. */
function rounded(path: readonly Spot[]): Spot[] {
  const first = path[0];
  const last = path.at(-1);
  if (first === undefined || last === undefined) return [];
  const mix = (one: Spot, other: Spot, share: number) => ({
    x: one.x + (other.x - one.x) * share,
    y: one.y + (other.y - one.y) * share,
  });
  const cut = path.slice(1).flatMap((to, index) => {
    const from = path[index] ?? to;
    return [mix(from, to, 0.25), mix(from, to, 0.75)];
  });
  return [first, ...cut, last];
}
