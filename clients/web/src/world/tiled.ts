// A Tiled map as the drawing needs it: tile layers decoded, objects flat, tilesets by their first number. Ours and other people's.
// Pure but for unpacking (the platform's own streams); it fetches nothing and knows no picture.
type Json = Record<string, unknown>;
/** Right and down. */
type Offset = readonly [number, number];

export interface TileLayer {
  readonly name: string;
  readonly widthTiles: number;
  readonly heightTiles: number;
  /** Row by row; 0 is empty, the top bits turn a tile. */
  readonly tiles: Uint32Array;
  readonly opacity: number;
  /** True for layers that hang over people. */
  readonly isOver: boolean;
}

export interface MapObject {
  readonly kind: string;
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Of a tile that stands free and is seen: its number, with the bits that turn it; else 0. */
  readonly tile: number;
  /** Clockwise, in degrees. */
  readonly rotation: number;
  readonly properties: Readonly<Record<string, unknown>>;
}

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
}

export interface TiledMap {
  readonly widthTiles: number;
  readonly heightTiles: number;
  readonly tilePx: number;
  readonly layers: readonly TileLayer[];
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
  return { ...read, objects: read.objects.map((object) => ({ ...object, x: object.x - left, y: object.y - top })) };
}

async function readWhole(map: Json, extent: MapExtent | null): Promise<TiledMap> {
  const all = flatten(listOf(map.layers));
  const border = all.findIndex((layer) => layer.name === PEOPLE_LAYER);
  const size = {
    widthTiles: numberOf(map.width, 1),
    heightTiles: numberOf(map.height, 1),
    tilePx: numberOf(map.tilewidth, 32),
  };
  const reading = all.map((layer, index) =>
    readLayer(layer, size, border >= 0 && index > border, originTiles(extent, map)),
  );
  const layers = (await Promise.all(reading)).filter((layer) => layer !== null);
  const objects = all.flatMap((layer) => listOf(layer.objects).map((object) => readObject(object, layer)));
  return { ...size, layers, objects, properties: propertiesOf(map) };
}

/** Return a tileset by its one picture; of a collection of pictures each tile as a tileset of its own. Broken ones are left out. */
export function readTilesets(set: Json, firstNumber: number): Tileset[] {
  const whole = readTileset(set, firstNumber);
  if (whole !== null) return [whole];
  return listOf(set.tiles).flatMap((tile) => {
    const [tilewidth, tileheight] = [numberOf(tile.imagewidth, 0), numberOf(tile.imageheight, 0)];
    const single = readTileset(
      { ...tile, tilewidth, tileheight, columns: 1, tilecount: 1 },
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
  };
}

/** Return a layer's tile numbers, whichever of Tiled's ways of writing them was used. */
export async function decodeTiles(data: unknown, compression: unknown): Promise<Uint32Array | null> {
  if (Array.isArray(data)) return Uint32Array.from(data, Number);
  if (typeof data !== "string") return null;
  const packed = Uint8Array.from(atob(data.trim()), (letter) => letter.charCodeAt(0));
  const bytes = await unpack(packed, compression);
  if (bytes === null) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Uint32Array.from({ length: bytes.byteLength >> 2 }, (_, index) => view.getUint32(index * 4, true));
}

async function unpack(packed: Uint8Array<ArrayBuffer>, compression: unknown): Promise<Uint8Array | null> {
  if (compression === undefined || compression === "") return packed;
  if (compression !== "gzip" && compression !== "zlib") return null; // zstd: no browser unpacks it
  const stream = new Blob([packed])
    .stream()
    .pipeThrough(new DecompressionStream(compression === "zlib" ? "deflate" : "gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

async function readLayer(
  layer: Json,
  size: { widthTiles: number; heightTiles: number; tilePx: number },
  isOver: boolean,
  origin: readonly [number, number],
): Promise<TileLayer | null> {
  if (layer.type !== "tilelayer" || layer.visible === false) return null;
  const tiles = Array.isArray(layer.chunks)
    ? await joinChunks(listOf(layer.chunks), layer.compression, size, origin)
    : await decodeTiles(layer.data, layer.compression);
  if (tiles === null) return null;
  const own = Array.isArray(layer.chunks)
    ? size
    : { widthTiles: numberOf(layer.width, size.widthTiles), heightTiles: numberOf(layer.height, size.heightTiles) };
  const [right, down] = offsetOf(layer);
  const moved = moveTiles(tiles, own, [Math.round(right / size.tilePx), Math.round(down / size.tilePx)]);
  return { name: `${layer.name}`, ...own, tiles: moved, opacity: numberOf(layer.opacity, 1), isOver };
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

function readObject(node: Json, layer: Json): MapObject {
  const [right, down] = offsetOf(layer);
  const [x, y, width, height] = [
    numberOf(node.x, 0) + right,
    numberOf(node.y, 0) + down,
    numberOf(node.width, 0),
    numberOf(node.height, 0),
  ];
  return {
    kind: `${node.type || node.class || ""}`,
    name: `${node.name ?? ""}`,
    x,
    y,
    width,
    height,
    tile: node.visible === false || layer.visible === false ? 0 : numberOf(node.gid, 0),
    rotation: numberOf(node.rotation, 0),
    properties: propertiesOf(node),
  };
}

/** Return all layers that are no groups, each with the sum of its own offset and those of its groups. */
function flatten(layers: Json[], [right, down]: Offset = [0, 0]): Json[] {
  return layers.flatMap((layer) => {
    const [ownRight, ownDown] = offsetOf(layer);
    const summed: Offset = [right + ownRight, down + ownDown];
    if (layer.type !== "group") return [{ ...layer, offsetx: summed[0], offsety: summed[1] }];
    return layer.visible === false ? [] : flatten(listOf(layer.layers), summed);
  });
}

function offsetOf(layer: Json): Offset {
  return [numberOf(layer.offsetx, 0), numberOf(layer.offsety, 0)];
}

/** Return the tiles moved by whole columns and rows, as the office moves them; what leaves the layer is gone. */
function moveTiles(
  tiles: Uint32Array,
  { widthTiles, heightTiles }: { widthTiles: number; heightTiles: number },
  [right, down]: Offset,
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

function listOf(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter((node): node is Json => typeof node === "object" && node !== null) : [];
}

function numberOf(value: unknown, otherwise: number): number {
  return typeof value === "number" && Number.isFinite(value) ? value : otherwise;
}
