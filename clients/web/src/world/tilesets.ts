// The tilesets of a Tiled map, by their first number: of one picture, or of a collection of pictures. Pure.
import { listOf, numberOf } from "./tiled-look";

type Json = Record<string, unknown>;

export interface Tileset {
  readonly firstNumber: number;
  readonly count: number;
  readonly image: string;
  readonly imageWidth: number;
  readonly imageHeight: number;
  readonly tileWidth: number;
  readonly tileHeight: number;
  readonly columns: number;
  readonly margin: number;
  readonly spacing: number;
  /** By how much its tiles are drawn to the right and down of where they are. */
  readonly offset: readonly [number, number];
  /** Which point of a tile lies on its object's: from the left and from the top, as shares of its size. */
  readonly anchor: readonly [number, number];
}

/** Return the tileset that has this number: where two have it, the one that begins later, as the office reads it. */
export function tilesetOf(tilesets: readonly Tileset[], number: number): Tileset | undefined {
  return tilesets.reduce<Tileset | undefined>((found, set) => {
    const holds = number >= set.firstNumber && number < set.firstNumber + set.count;
    return holds && (found === undefined || set.firstNumber > found.firstNumber) ? set : found;
  }, undefined);
}

/** Return a tileset by its one picture; of a collection of pictures each tile as a tileset of its own. Broken ones are left out. */
export function readTilesets(set: Json, firstNumber: number): Tileset[] {
  const whole = readTileset(set, firstNumber);
  if (whole !== null) return [whole];
  return listOf(set.tiles).flatMap((tile) => {
    const [tilewidth, tileheight] = [numberOf(tile.imagewidth, 0), numberOf(tile.imageheight, 0)];
    const single = readTileset(
      {
        ...tile,
        tilewidth,
        tileheight,
        columns: 1,
        tilecount: 1,
        tileoffset: set.tileoffset,
        objectalignment: set.objectalignment,
      },
      firstNumber + numberOf(tile.id, 0),
    );
    return single !== null && tilewidth > 0 && tileheight > 0 ? [single] : [];
  });
}

function readTileset(set: Json, firstNumber: number): Tileset | null {
  if (typeof set.image !== "string") return null;
  const [tileWidth, tileHeight] = [numberOf(set.tilewidth, 32), numberOf(set.tileheight, 32)];
  const [margin, spacing] = [numberOf(set.margin, 0), numberOf(set.spacing, 0)];
  const [imageWidth, imageHeight] = [numberOf(set.imagewidth, 0), numberOf(set.imageheight, 0)];
  const across = Math.floor((imageWidth - 2 * margin + spacing) / (tileWidth + spacing));
  const columns = numberOf(set.columns, across) || across;
  const rows = Math.floor((imageHeight - 2 * margin + spacing) / (tileHeight + spacing));
  const count = numberOf(set.tilecount, columns * rows);
  return {
    firstNumber,
    count,
    image: set.image,
    imageWidth,
    imageHeight,
    tileWidth,
    tileHeight,
    columns,
    margin,
    spacing,
    offset: offsetOf(set.tileoffset),
    anchor: anchorOf(String(set.objectalignment ?? "")),
  };
}

function offsetOf(offset: unknown): [number, number] {
  const { x, y } = (offset ?? {}) as Json;
  return [numberOf(x, 0), numberOf(y, 0)];
}

/** An alignment that is not said is the lower left corner. */
function anchorOf(alignment: string): [number, number] {
  if (!/top|center|bottom|left|right/.test(alignment)) return [0, 1];
  const across = alignment.endsWith("left") ? 0 : alignment.endsWith("right") ? 1 : 0.5;
  return [across, alignment.startsWith("top") ? 0 : alignment.startsWith("bottom") ? 1 : 0.5];
}
