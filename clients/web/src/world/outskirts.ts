// What lies around a place, so that nobody sees its edge: pieces of the place itself, laid once more beyond it. Pure.
import type { MapObject, TiledMap, TileLayer } from "./tiled";

/** So many tiles around the place are drawn; there the mist has closed. */
export const REACH_TILES = 28;
const PIECES_MAX = 200;
const OBJECTS_MAX = 400;
/** What stands for something (a counter, a booth, words of a sign) is there once. */
const NOT_REPEATED = ["counter", "booth", "art_closed", "text_ko", "text_en"];

interface Cells {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A piece of the place, and where it lies again: larger than itself, it repeats. */
interface Piece {
  readonly from: Cells;
  readonly to: Cells;
}

/**
 * Return the place's outskirts as a map that is `REACH_TILES` larger on each side and empty where the place is; null where the map
 * names none. Its objects are at px of the place. The property: `x,y,width,height > x,y x,y,width,height; ...`, in tiles.
 */
export function outskirtsOf(map: TiledMap): TiledMap | null {
  const pieces = piecesOf(map.properties.outskirts);
  if (pieces.length === 0) return null;
  return {
    ...map,
    widthTiles: map.widthTiles + 2 * REACH_TILES,
    heightTiles: map.heightTiles + 2 * REACH_TILES,
    layers: map.layers.map((layer) => laidAround(layer, pieces, map)),
    pictures: [],
    background: null,
    objects: objectsAround(map, pieces),
  };
}

/** Return how much mist lies over a point so many px outside of the place: 0 to 1. */
export function mistAt(outsidePx: number, tilePx: number): number {
  const share = Math.min(1, Math.max(0, outsidePx / (tilePx * (REACH_TILES - 4))));
  return share * share * (3 - 2 * share);
}

function piecesOf(property: unknown): Piece[] {
  if (typeof property !== "string") return [];
  return property
    .split(";")
    .flatMap((part) => {
      const [source = "", targets = ""] = part.split(">");
      const from = cellsOf(source);
      return from === null
        ? []
        : targets
            .trim()
            .split(/\s+/)
            .flatMap((target) => pieceOf(from, target));
    })
    .slice(0, PIECES_MAX);
}

function pieceOf(from: Cells, target: string): Piece[] {
  const to = cellsOf(target, from);
  return to === null ? [] : [{ from, to }];
}

function cellsOf(text: string, size: Partial<Cells> = {}): Cells | null {
  const [x = Number.NaN, y = Number.NaN, width = size.width ?? 0, height = size.height ?? 0] = text
    .split(",")
    .map(Number);
  return [x, y, width, height].every(Number.isInteger) && width > 0 && height > 0 ? { x, y, width, height } : null;
}

function laidAround(layer: TileLayer, pieces: readonly Piece[], map: TiledMap): TileLayer {
  const widthTiles = map.widthTiles + 2 * REACH_TILES;
  const heightTiles = map.heightTiles + 2 * REACH_TILES;
  const tiles = new Uint32Array(widthTiles * heightTiles);
  for (const piece of pieces)
    eachCell(piece.to, map, (x, y) => {
      const [column, row] = sourceOf(piece, x, y);
      const isThere = column >= 0 && row >= 0 && column < layer.widthTiles && row < layer.heightTiles;
      const tile = isThere ? (layer.tiles[row * layer.widthTiles + column] ?? 0) : 0;
      tiles[(y + REACH_TILES) * widthTiles + x + REACH_TILES] = tile;
    });
  return { ...layer, widthTiles, heightTiles, tiles };
}

/** Which cell of the place lies at this one around it. */
function sourceOf({ from, to }: Piece, x: number, y: number): [column: number, row: number] {
  return [from.x + ((x - to.x) % from.width), from.y + ((y - to.y) % from.height)];
}

/** Visit the cells that are within reach and outside of the place. */
function eachCell(to: Cells, map: TiledMap, visit: (x: number, y: number) => void): void {
  const last = (from: number, size: number, whole: number) => Math.min(from + size, whole + REACH_TILES);
  for (let y = Math.max(to.y, -REACH_TILES); y < last(to.y, to.height, map.heightTiles); y += 1)
    for (let x = Math.max(to.x, -REACH_TILES); x < last(to.x, to.width, map.widthTiles); x += 1)
      if (x < 0 || y < 0 || x >= map.widthTiles || y >= map.heightTiles) visit(x, y);
}

function objectsAround(map: TiledMap, pieces: readonly Piece[]): MapObject[] {
  const repeated = map.objects.filter(isRepeated);
  let around: MapObject[] = [];
  for (const piece of pieces) {
    // A later piece lies over an earlier one.
    around = around.filter((object) => !isOn(object, piece.to, map.tilePx));
    const standing = repeated.filter((object) => isOn(object, piece.from, map.tilePx));
    if (standing.length > 0) around.push(...copiesOf(standing, piece, map));
  }
  return around.slice(0, OBJECTS_MAX);
}

function copiesOf(standing: readonly MapObject[], piece: Piece, map: TiledMap): MapObject[] {
  const copies: MapObject[] = [];
  eachCell(piece.to, map, (x, y) => {
    const [column, row] = sourceOf(piece, x, y);
    for (const object of standing)
      if (isOn(object, { x: column, y: row, width: 1, height: 1 }, map.tilePx))
        copies.push({ ...object, x: object.x + (x - column) * map.tilePx, y: object.y + (y - row) * map.tilePx });
  });
  return copies;
}

function isRepeated({ tile, properties }: MapObject): boolean {
  return tile === 0 && typeof properties.art === "string" && NOT_REPEATED.every((name) => !(name in properties));
}

function isOn({ x, y }: MapObject, cells: Cells, tilePx: number): boolean {
  const [column, row] = [Math.floor(x / tilePx), Math.floor(y / tilePx)];
  return column >= cells.x && row >= cells.y && column < cells.x + cells.width && row < cells.y + cells.height;
}
