// Tile layers as triangles: one run of quads for neighbouring layers with the same tileset, so that a place is a few draw calls.
// Pure: numbers in, typed arrays out.
import type { TileLayer, Tileset } from "./tiled";

/** What is drawn at once: quads of one tileset at one opacity. */
export interface Run {
  readonly tileset: Tileset;
  readonly opacity: number;
  readonly positions: Float32Array;
  readonly uvs: Float32Array;
  readonly indices: Uint32Array;
}

const FLIPPED_ACROSS = 0x80000000;
const FLIPPED_DOWN = 0x40000000;
const FLIPPED_DIAGONALLY = 0x20000000;
const NUMBER_MASK = 0x0fffffff;
/** Foreign tiles have no rim: stay this far (px of the picture) inside of them, or neighbours bleed in. */
const INSET_PX = 0.5;

interface UnfinishedRun {
  readonly tileset: Tileset;
  readonly opacity: number;
  readonly positions: number[];
  readonly uvs: number[];
}

/** Return the runs that draw `layers` in their order. */
export function runsOf(layers: readonly TileLayer[], tilesets: readonly Tileset[], tilePx: number): Run[] {
  const runs: UnfinishedRun[] = [];
  for (const layer of layers) {
    for (const tileset of tilesets) addLayer(runs, layer, tileset, tilePx);
  }
  return runs.map(finish);
}

function addLayer(runs: UnfinishedRun[], layer: TileLayer, tileset: Tileset, tilePx: number): void {
  const run = { tileset, opacity: layer.opacity, positions: [] as number[], uvs: [] as number[] };
  layer.tiles.forEach((tile, index) => {
    const id = (tile & NUMBER_MASK) - tileset.firstNumber;
    if (id < 0 || id >= tileset.count) return;
    addCorners(run, index % layer.widthTiles, Math.floor(index / layer.widthTiles), tilePx);
    addUvs(run, id, tile >>> 0);
  });
  if (run.positions.length === 0) return;
  const last = runs.at(-1);
  if (last === undefined || last.tileset !== tileset || last.opacity !== layer.opacity) runs.push(run);
  else append(last, run);
}

/** Not by spreading: a large layer has more numbers than a call may have arguments. */
function append(last: UnfinishedRun, run: UnfinishedRun): void {
  for (const value of run.positions) last.positions.push(value);
  for (const value of run.uvs) last.uvs.push(value);
}

/** Larger tiles than the map's grid stand on the lower left corner of their cell, as in Tiled. */
function addCorners(run: UnfinishedRun, column: number, row: number, tilePx: number): void {
  const [left, bottom] = [column * tilePx, (row + 1) * tilePx];
  const [right, top] = [left + run.tileset.tileWidth, bottom - run.tileset.tileHeight];
  run.positions.push(left, top, right, top, right, bottom, left, bottom);
}

function addUvs(run: UnfinishedRun, id: number, tile: number): void {
  const set = run.tileset;
  const inset = set.spacing > 0 ? 0 : INSET_PX;
  const left = set.margin + (id % set.columns) * (set.tileWidth + set.spacing) + inset;
  const top = set.margin + Math.floor(id / set.columns) * (set.tileHeight + set.spacing) + inset;
  const [right, bottom] = [left + set.tileWidth - 2 * inset, top + set.tileHeight - 2 * inset];
  const corners = turned([left, top, right, top, right, bottom, left, bottom], tile);
  corners.forEach((value, index) => {
    run.uvs.push(value / (index % 2 === 0 ? set.imageWidth : set.imageHeight));
  });
}

/** Return the corners (from the upper left, clockwise) as the turning bits of `tile` want them. */
function turned(corners: number[], tile: number): number[] {
  const pick = (order: readonly number[]) => order.flatMap((corner) => corners.slice(corner * 2, corner * 2 + 2));
  let order = [0, 1, 2, 3];
  const swap = (by: readonly number[]) => {
    order = by.map((from) => order[from] ?? 0);
  };
  if (tile & FLIPPED_DIAGONALLY) swap([0, 3, 2, 1]);
  if (tile & FLIPPED_ACROSS) swap([1, 0, 3, 2]);
  if (tile & FLIPPED_DOWN) swap([3, 2, 1, 0]);
  return pick(order);
}

function finish(run: UnfinishedRun): Run {
  const quads = run.positions.length / 8;
  const indices = new Uint32Array(quads * 6);
  for (let quad = 0; quad < quads; quad += 1) {
    const corner = quad * 4;
    indices.set([corner, corner + 1, corner + 2, corner, corner + 2, corner + 3], quad * 6);
  }
  const { tileset, opacity } = run;
  return { tileset, opacity, positions: new Float32Array(run.positions), uvs: new Float32Array(run.uvs), indices };
}
