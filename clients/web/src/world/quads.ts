// Tile layers as triangles: one run of quads for neighbouring layers with the same tileset, so that a place is a few draw calls.
// Pure: numbers in, typed arrays out.
import { FLIPPED_ACROSS, FLIPPED_DIAGONALLY, FLIPPED_DOWN, NUMBER_MASK } from "./tile-numbers";
import type { RenderOrder, TileLayer } from "./tiled";
import { type Tileset, tilesetOf } from "./tilesets";

/** What is drawn at once: quads of one tileset at one opacity and tint. */
export interface Run {
  readonly tileset: Tileset;
  readonly opacity: number;
  readonly tint: number;
  readonly positions: Float32Array;
  readonly uvs: Float32Array;
  readonly indices: Uint32Array;
}

/** Foreign tiles have no rim: stay this far (px of the picture) inside of them, or neighbours bleed in. */
const INSET_PX = 0.5;

interface UnfinishedRun {
  readonly tileset: Tileset;
  readonly opacity: number;
  readonly tint: number;
  readonly positions: number[];
  readonly uvs: number[];
}

/** Return the runs that draw `layers` in their order. */
export function runsOf(
  layers: readonly TileLayer[],
  tilesets: readonly Tileset[],
  tilePx: number,
  order: RenderOrder = { isLeftward: false, isUpward: false },
): Run[] {
  const runs: UnfinishedRun[] = [];
  for (const layer of layers) {
    const [owners, cells] = [ownersOf(layer, tilesets), cellsOf(layer, order)];
    for (const sets of drawnTogether(owners, tilePx)) {
      const drawn = cells.filter((index) => sets.has(owners[index] as Tileset));
      addCells(runs, layer, owners, drawn, tilePx);
    }
  }
  return runs.map(finish);
}

/** Where tiles overlap, those of all tilesets are drawn cell by cell; else tileset by tileset, which takes fewer runs. */
function drawnTogether(owners: readonly (Tileset | undefined)[], tilePx: number): ReadonlySet<Tileset>[] {
  const used = new Set(owners.filter((set) => set !== undefined));
  const overlaps = [...used].some(
    ({ tileWidth, tileHeight, offset }) => tileWidth > tilePx || tileHeight > tilePx || offset.some((px) => px !== 0),
  );
  return overlaps ? [used] : [...used].map((tileset) => new Set([tileset]));
}

/** Return the tileset of each cell. */
function ownersOf({ tiles }: TileLayer, tilesets: readonly Tileset[]): (Tileset | undefined)[] {
  const known = new Map<number, Tileset | undefined>();
  return Array.from(tiles, (tile) => {
    const number = tile & NUMBER_MASK;
    if (!known.has(number)) known.set(number, number === 0 ? undefined : tilesetOf(tilesets, number));
    return known.get(number);
  });
}

/** Return the numbers of the layer's cells in the order in which they are drawn. */
function cellsOf({ widthTiles, tiles }: TileLayer, { isLeftward, isUpward }: RenderOrder): number[] {
  const rows = Math.ceil(tiles.length / widthTiles);
  return Array.from(tiles, (_, index) => {
    const [row, column] = [Math.floor(index / widthTiles), index % widthTiles];
    return (isUpward ? rows - 1 - row : row) * widthTiles + (isLeftward ? widthTiles - 1 - column : column);
  });
}

function addCells(
  runs: UnfinishedRun[],
  layer: TileLayer,
  owners: readonly (Tileset | undefined)[],
  cells: readonly number[],
  tilePx: number,
): void {
  for (const index of cells) {
    const tileset = owners[index];
    if (tileset === undefined) continue;
    const tile = layer.tiles[index] ?? 0;
    const run = runFor(runs, tileset, layer);
    addCorners(run, index % layer.widthTiles, Math.floor(index / layer.widthTiles), tilePx);
    addUvs(run, (tile & NUMBER_MASK) - tileset.firstNumber, tile >>> 0);
  }
}

/** Return the last run when it is of this tileset and look, else a new one. */
function runFor(runs: UnfinishedRun[], tileset: Tileset, { opacity, tint }: TileLayer): UnfinishedRun {
  const last = runs.at(-1);
  if (last !== undefined && last.tileset === tileset && last.opacity === opacity && last.tint === tint) return last;
  const run = { tileset, opacity, tint, positions: [], uvs: [] };
  runs.push(run);
  return run;
}

/** Larger tiles than the map's grid stand on the lower left corner of their cell, as in Tiled. */
function addCorners(run: UnfinishedRun, column: number, row: number, tilePx: number): void {
  const [moveRight, moveDown] = run.tileset.offset;
  const [left, bottom] = [column * tilePx + moveRight, (row + 1) * tilePx + moveDown];
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
  const { tileset, opacity, tint } = run;
  return {
    tileset,
    opacity,
    tint,
    positions: new Float32Array(run.positions),
    uvs: new Float32Array(run.uvs),
    indices,
  };
}
