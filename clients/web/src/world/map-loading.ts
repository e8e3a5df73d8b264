// Fetches a place: its map, the tilesets that lie beside it, their pictures. What cannot be had is left out, not fatal.
import { ImageSource, Texture } from "pixi.js";
import type { Supplies } from "../net/supplies";
import type { Sheet } from "./pictures";
import { type MapExtent, readMap, readTilesets, type TiledMap, type Tileset } from "./tiled";

type Json = Record<string, unknown>;

export interface LoadedMap {
  readonly map: TiledMap;
  readonly tilesets: readonly Tileset[];
  readonly textures: ReadonlyMap<Tileset, Texture>;
}

/** The picture of our own tiles comes in three sizes, whatever a map calls it. */
const OUR_TILES = /\/art\/(sheets\/)?tiles\/tiles\.(png|webp)$/;

/** Fetch a place while our own sheets come (`areOursHere`). Rejects when the map itself cannot be fetched. */
export async function loadMap(
  address: string,
  supplies: Supplies,
  ours: Sheet,
  areOursHere: Promise<void>,
): Promise<LoadedMap> {
  const base = new URL(address, document.baseURI);
  const json = (await supplies.json(base.href)) as Json;
  const extent = json.infinite === true ? ((await supplies.json(new URL("floor.json", base).href)) as MapExtent) : null;
  const map = await readMap(json, extent);
  const sets = Array.isArray(json.tilesets) ? (json.tilesets as Json[]) : [];
  const tilesets = (await Promise.all(sets.map((set) => loadTilesets(set, base, supplies)))).flat();
  const textures = new Map<Tileset, Texture>();
  await areOursHere;
  await Promise.all(tilesets.map(async (set) => addTexture(textures, set, ours, supplies)));
  return { map, tilesets, textures };
}

/** Pictures are named beside the file that names them. */
async function loadTilesets(set: Json, base: URL, supplies: Supplies): Promise<Tileset[]> {
  const first = Number(set.firstgid);
  if (typeof set.source !== "string") return located(readTilesets(set, first), base);
  const address = new URL(set.source, base);
  const read = address.pathname.endsWith(".tsx") ? fetchXmlTileset(address) : supplies.json(address.href);
  return read.then((found) => located(readTilesets(found as Json, first), address)).catch(() => []);
}

function located(tilesets: readonly Tileset[], base: URL): Tileset[] {
  return tilesets.map((set) => ({ ...set, image: new URL(set.image, base).href }));
}

async function fetchXmlTileset(address: URL): Promise<Json> {
  const response = await fetch(address);
  const root = new DOMParser().parseFromString(await response.text(), "text/xml").querySelector("tileset");
  const tiles = [...(root?.querySelectorAll(":scope > tile") ?? [])];
  return {
    ...numbersOf(root, ["tilewidth", "tileheight", "columns", "tilecount", "margin", "spacing"]),
    ...pictureOf(root),
    tiles: tiles.map((tile) => ({ ...numbersOf(tile, ["id"]), ...pictureOf(tile) })),
  };
}

/** Return the picture that is named in a tileset or a tile, as JSON would name it. */
function pictureOf(node: Element | null): Json {
  const image = node?.querySelector(":scope > image") ?? null;
  const { width, height } = numbersOf(image, ["width", "height"]);
  return { image: image?.getAttribute("source"), imagewidth: width, imageheight: height };
}

function numbersOf(node: Element | null, names: readonly string[]): Record<string, number> {
  const given = names.filter((name) => node?.hasAttribute(name));
  return Object.fromEntries(given.map((name) => [name, Number(node?.getAttribute(name))]));
}

async function addTexture(
  textures: Map<Tileset, Texture>,
  set: Tileset,
  ours: Sheet,
  supplies: Supplies,
): Promise<void> {
  if (OUR_TILES.test(new URL(set.image).pathname) && ours.isHere) {
    textures.set(set, ours.whole());
    return;
  }
  const image = await supplies.picture(set.image).catch(() => null);
  if (image === null) return;
  // Other people's tiles are mostly drawn pixel by pixel: enlarge them crisply.
  textures.set(
    set,
    new Texture({ source: new ImageSource({ resource: image, magFilter: "nearest", minFilter: "linear" }) }),
  );
}
