// A Tiled map as the drawing needs it: tile layers decoded, objects flat. Ours and other people's.
// Pure but for unpacking (the platform's own streams); it fetches nothing and knows no picture.
import { colourOf, type Look, listOf, lookOf, numberOf, PLAIN } from "./tiled-look";

type Json = Record<string, unknown>;

export interface TileLayer {
  readonly name: string;
  readonly widthTiles: number;
  readonly heightTiles: number;
  /** Row by row; 0 is empty, the top bits turn a tile. */
  readonly tiles: Uint32Array;
  readonly opacity: number;
  /** 0xRRGGBB, by which its colours are multiplied. */
  readonly tint: number;
  /** True for layers that hang over people. */
  readonly isOver: boolean;
}

/** The picture of an image layer. */
export interface PictureLayer {
  readonly image: string;
  readonly x: number;
  readonly y: number;
  readonly repeatsAcross: boolean;
  readonly repeatsDown: boolean;
  readonly opacity: number;
  readonly tint: number;
  readonly isOver: boolean;
  /** How many of the map's tile layers lie under it. */
  readonly place: number;
}

export interface MapObject {
  readonly kind: string;
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly isSeen: boolean;
  readonly opacity: number;
  readonly tint: number;
  /** Of a tile that stands free and is seen: its number, with the bits that turn it; else 0. */
  readonly tile: number;
  /** Clockwise, in degrees. */
  readonly rotation: number;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** In which order the tiles of a layer are drawn, which shows where they overlap. */
export interface RenderOrder {
  readonly isLeftward: boolean;
  readonly isUpward: boolean;
}

export interface TiledMap {
  readonly widthTiles: number;
  readonly heightTiles: number;
  readonly tilePx: number;
  readonly layers: readonly TileLayer[];
  readonly pictures: readonly PictureLayer[];
  readonly order: RenderOrder;
  readonly background: { readonly rgb: number; readonly opacity: number } | null;
  readonly objects: readonly MapObject[];
  readonly properties: Readonly<Record<string, unknown>>;
}

/** The layer that parts what lies under people from what hangs over them. */
const PEOPLE_LAYER = "floorLayer";

/** The extent of a place on an endless map: its size, and where on the map its (0, 0) lies. The office tells it (decision 0005). */
export interface MapExtent {
  readonly columns: number;
  readonly rows: number;
  readonly origin_px: readonly [number, number];
}

/** Return the map's size, visible tile layers (bottom to top) and objects, all from the place's (0, 0). Layers that cannot be read are left out. */
export async function readMap(map: Json, extent: MapExtent | null = null): Promise<TiledMap> {
  const read = await readWhole(extent === null ? map : { ...map, width: extent.columns, height: extent.rows }, extent);
  const [left, top] = extent?.origin_px ?? [0, 0];
  const moved = <T extends { readonly x: number; readonly y: number }>(one: T): T => ({
    ...one,
    x: one.x - left,
    y: one.y - top,
  });
  return { ...read, objects: read.objects.map(moved), pictures: read.pictures.map(moved) };
}

async function readWhole(map: Json, extent: MapExtent | null): Promise<TiledMap> {
  const all = flatten(listOf(map.layers), PLAIN);
  const border = all.findIndex(({ layer }) => layer.name === PEOPLE_LAYER);
  const size = {
    widthTiles: numberOf(map.width, 1),
    heightTiles: numberOf(map.height, 1),
    tilePx: numberOf(map.tilewidth, 32),
  };
  const isOver = (index: number) => border >= 0 && index > border;
  const read = await Promise.all(
    all.map((each, index) => readLayer(each, size, isOver(index), originTiles(extent, map))),
  );
  const below = (index: number) => read.slice(0, index).filter((layer) => layer !== null).length;
  const order = String(map.renderorder);
  return {
    ...size,
    layers: read.filter((layer) => layer !== null),
    pictures: all.flatMap((each, index) => readPicture(each, isOver(index), below(index))),
    order: { isLeftward: order.startsWith("left"), isUpward: order.endsWith("up") },
    background: colourOf(map.backgroundcolor),
    objects: all.flatMap(({ layer, look }) => listOf(layer.objects).map((object) => readObject(object, look))),
    properties: propertiesOf(map),
  };
}

function readPicture({ layer, look }: Seen, isOver: boolean, place: number): PictureLayer[] {
  if (layer.type !== "imagelayer" || !look.isSeen || typeof layer.image !== "string" || layer.image === "") return [];
  const [x, y] = look.offset;
  const repeats = { repeatsAcross: layer.repeatx === true, repeatsDown: layer.repeaty === true };
  return [{ image: layer.image, x, y, ...repeats, opacity: look.opacity, tint: look.tint, isOver, place }];
}

/** Return a layer's tile numbers, whichever of Tiled's ways of writing them was used; null when they cannot be read. */
export async function decodeTiles(data: unknown, compression: unknown): Promise<Uint32Array | null> {
  if (Array.isArray(data)) return Uint32Array.from(data, Number);
  if (typeof data !== "string") return null;
  const bytes = await unpack(data, compression).catch(() => null); // one layer is lost, not the whole drawing
  if (bytes === null) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Uint32Array.from({ length: bytes.byteLength >> 2 }, (_, index) => view.getUint32(index * 4, true));
}

/** Rejects when the text is no base64, or the bytes in it are not what the compression packs. */
async function unpack(text: string, compression: unknown): Promise<Uint8Array | null> {
  const packed = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  if (compression === undefined || compression === "") return packed;
  if (compression !== "gzip" && compression !== "zlib") return null; // zstd: no browser unpacks it
  const stream = new Blob([packed])
    .stream()
    .pipeThrough(new DecompressionStream(compression === "zlib" ? "deflate" : "gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

async function readLayer(
  { layer, look }: Seen,
  size: { widthTiles: number; heightTiles: number; tilePx: number },
  isOver: boolean,
  origin: readonly [number, number],
): Promise<TileLayer | null> {
  if (layer.type !== "tilelayer" || !look.isSeen) return null;
  const tiles = Array.isArray(layer.chunks)
    ? await joinChunks(listOf(layer.chunks), layer.compression, size, origin)
    : await decodeTiles(layer.data, layer.compression);
  if (tiles === null) return null;
  const own = Array.isArray(layer.chunks)
    ? size
    : { widthTiles: numberOf(layer.width, size.widthTiles), heightTiles: numberOf(layer.height, size.heightTiles) };
  const [right, down] = look.offset;
  const moved = moveTiles(tiles, own, [Math.round(right / size.tilePx), Math.round(down / size.tilePx)]);
  return { name: `${layer.name}`, ...own, tiles: moved, opacity: look.opacity, tint: look.tint, isOver };
}

/** Lay the chunks of an endless map onto its named size; what lies outside is not drawn. */
async function joinChunks(
  chunks: Json[],
  compression: unknown,
  size: { widthTiles: number; heightTiles: number },
  origin: readonly [number, number],
): Promise<Uint32Array> {
  const joined = new Uint32Array(size.widthTiles * size.heightTiles);
  for (const chunk of chunks) {
    const tiles = await decodeTiles(chunk.data, compression);
    const [left, top, width] = [
      numberOf(chunk.x, 0) - origin[0],
      numberOf(chunk.y, 0) - origin[1],
      numberOf(chunk.width, 16),
    ];
    tiles?.forEach((tile, index) => {
      const [x, y] = [left + (index % width), top + Math.floor(index / width)];
      if (x >= 0 && y >= 0 && x < size.widthTiles && y < size.heightTiles) joined[y * size.widthTiles + x] = tile;
    });
  }
  return joined;
}

function originTiles(extent: MapExtent | null, map: Json): readonly [number, number] {
  const tilePx = numberOf(map.tilewidth, 32);
  return [(extent?.origin_px[0] ?? 0) / tilePx, (extent?.origin_px[1] ?? 0) / tilePx];
}

function readObject(node: Json, look: Look): MapObject {
  const isSeen = look.isSeen && node.visible !== false;
  return {
    kind: `${node.class ?? node.type ?? ""}`,
    name: `${node.name ?? ""}`,
    x: numberOf(node.x, 0) + look.offset[0],
    y: numberOf(node.y, 0) + look.offset[1],
    width: numberOf(node.width, 0),
    height: numberOf(node.height, 0),
    isSeen,
    opacity: look.opacity * numberOf(node.opacity, 1),
    tint: look.tint,
    tile: isSeen ? numberOf(node.gid, 0) : 0,
    rotation: numberOf(node.rotation, 0),
    properties: propertiesOf(node),
  };
}

interface Seen {
  readonly layer: Json;
  readonly look: Look;
}

/** Return all layers that are no groups, each as it is seen within its groups. */
function flatten(layers: Json[], outer: Look): Seen[] {
  return layers.flatMap((layer) => {
    const look = lookOf(layer, outer);
    return layer.type === "group" ? flatten(listOf(layer.layers), look) : [{ layer, look }];
  });
}

/** Return the tiles moved by whole columns and rows, as the office moves them; what leaves the layer is gone. */
function moveTiles(
  tiles: Uint32Array,
  { widthTiles, heightTiles }: { widthTiles: number; heightTiles: number },
  [right, down]: readonly [number, number],
): Uint32Array {
  if (right === 0 && down === 0) return tiles;
  const moved = new Uint32Array(tiles.length);
  tiles.forEach((tile, index) => {
    const [x, y] = [(index % widthTiles) + right, Math.floor(index / widthTiles) + down];
    if (x >= 0 && y >= 0 && x < widthTiles && y < heightTiles) moved[y * widthTiles + x] = tile;
  });
  return moved;
}

function propertiesOf(node: Json): Record<string, unknown> {
  return Object.fromEntries(listOf(node.properties).map((property) => [`${property.name}`, property.value]));
}
