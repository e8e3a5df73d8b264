// Fetches a place: its map, the tilesets that lie beside it, their pictures. What cannot be had is left out, not fatal.
import { ImageSource, Texture } from "pixi.js";
import type { Supplies } from "../net/supplies";
import type { Sheet } from "./pictures";
import { type MapExtent, readMap, type TiledMap } from "./tiled";
import { listOf } from "./tiled-look";
import { readTilesets, type Tileset } from "./tilesets";

type Json = Record<string, unknown>;

/** Maps of ours have no files in XML and no templates: their readers come for those that have. */
const xml = () => import("./tiled-xml");
const templates = () => import("./templates");

export interface LoadedMap {
  readonly map: TiledMap;
  readonly tilesets: readonly Tileset[];
  /** By the address of a picture. */
  readonly textures: ReadonlyMap<string, Texture>;
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
  const json = await filledMap((await supplies.json(base.href)) as Json, base, supplies);
  const extent = json.infinite === true ? ((await supplies.json(new URL("floor.json", base).href)) as MapExtent) : null;
  const read = await readMap(json, extent);
  const map = { ...read, pictures: located(read.pictures, base) };
  const sets = Array.isArray(json.tilesets) ? (json.tilesets as Json[]) : [];
  const tilesets = (await Promise.all(sets.map((set) => loadTilesets(set, base, supplies)))).flat();
  const textures = new Map<string, Texture>();
  await areOursHere;
  const addresses = new Set([...tilesets, ...map.pictures].map(({ image }) => image));
  await Promise.all([...addresses].map(async (image) => addTexture(textures, image, ours, supplies)));
  return { map, tilesets, textures };
}

function hasTemplates(layers: unknown): boolean {
  return listOf(layers).some(
    ({ objects, layers: inner }) => listOf(objects).some((object) => "template" in object) || hasTemplates(inner),
  );
}

/** Fetch the templates of the map's objects, and fill the objects from them. */
async function filledMap(map: Json, base: URL, supplies: Supplies): Promise<Json> {
  if (!hasTemplates(map.layers)) return map;
  const { renumbered, templatesIn, withTemplates } = await templates();
  const found = templatesIn(map).map(async (name): Promise<[string, Json]> => {
    const address = new URL(name, base);
    const isXml = address.pathname.endsWith(".tx");
    const file = isXml ? await (await xml()).fetchXmlTemplate(address) : ((await supplies.json(address.href)) as Json);
    return [name, renumbered(file, address, map, base)];
  });
  const settled = await Promise.allSettled(found);
  return withTemplates(map, new Map(settled.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []))));
}

/** Pictures are named beside the file that names them. */
async function loadTilesets(set: Json, base: URL, supplies: Supplies): Promise<Tileset[]> {
  const first = Number(set.firstgid);
  if (typeof set.source !== "string") return located(readTilesets(set, first), base);
  const address = new URL(set.source, base);
  const isXml = address.pathname.endsWith(".tsx");
  const read = isXml ? xml().then((part) => part.fetchXmlTileset(address)) : supplies.json(address.href);
  return read.then((found) => located(readTilesets(found as Json, first), address)).catch(() => []);
}

function located<T extends { readonly image: string }>(drawn: readonly T[], base: URL): T[] {
  return drawn.map((one) => ({ ...one, image: new URL(one.image, base).href }));
}

async function addTexture(
  textures: Map<string, Texture>,
  address: string,
  ours: Sheet,
  supplies: Supplies,
): Promise<void> {
  if (OUR_TILES.test(new URL(address).pathname) && ours.isHere) {
    textures.set(address, ours.whole());
    return;
  }
  const image = await supplies.picture(address).catch(() => null);
  if (image === null) return;
  // Other people's tiles are mostly drawn pixel by pixel: enlarge them crisply.
  textures.set(
    address,
    new Texture({ source: new ImageSource({ resource: image, magFilter: "nearest", minFilter: "linear" }) }),
  );
}
