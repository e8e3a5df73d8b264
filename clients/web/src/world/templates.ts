// Objects that are made from templates: what an object says of itself wins, as the office reads it. Pure: data in, data out.
import { NUMBER_MASK } from "./tile-numbers";

type Json = Record<string, unknown>;

/** Return the names of the templates that objects of the map are made from, each once, as the map writes them. */
export function templatesIn(map: Json): string[] {
  const names = objectsOf(map.layers).flatMap(({ template }) => (typeof template === "string" ? [template] : []));
  return [...new Set(names)];
}

/** Return the map with each object filled from its template, the objects by the templates' names. One that is missing fills nothing. */
export function withTemplates(map: Json, templates: ReadonlyMap<string, Json>): Json {
  return { ...map, layers: layersWith(map.layers, templates) };
}

/** Return a template's object with the number that its tile has in this map, which numbers its tilesets in its own way. */
export function renumbered(file: Json, address: URL, map: Json, base: URL): Json {
  const thing = (file.object ?? {}) as Json;
  const own = (file.tileset ?? {}) as Json;
  if (typeof thing.gid !== "number" || typeof own.source !== "string") return thing;
  const wanted = new URL(own.source, address).href;
  const here = listOf(map.tilesets).find(
    ({ source }) => typeof source === "string" && new URL(source, base).href === wanted,
  );
  const number = (thing.gid & NUMBER_MASK) - Number(own.firstgid) + Number(here?.firstgid);
  return here === undefined ? { ...thing, gid: 0 } : { ...thing, gid: ((thing.gid & ~NUMBER_MASK) | number) >>> 0 };
}

function layersWith(layers: unknown, templates: ReadonlyMap<string, Json>): Json[] {
  return listOf(layers).map((layer) => ({
    ...layer,
    ...(layer.layers === undefined ? {} : { layers: layersWith(layer.layers, templates) }),
    ...(layer.objects === undefined ? {} : { objects: listOf(layer.objects).map((one) => filled(one, templates)) }),
  }));
}

function filled(thing: Json, templates: ReadonlyMap<string, Json>): Json {
  const template = templates.get(String(thing.template));
  if (template === undefined) return thing;
  const { type, class: kind, ...rest } = template;
  const isOwnKind = "type" in thing || "class" in thing;
  const properties = new Map([template, thing].flatMap((one) => listOf(one.properties)).map((one) => [one.name, one]));
  return { ...rest, ...(isOwnKind ? {} : { type, class: kind }), ...thing, properties: [...properties.values()] };
}

function objectsOf(layers: unknown): Json[] {
  return listOf(layers).flatMap((layer) => [...listOf(layer.objects), ...objectsOf(layer.layers)]);
}

function listOf(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter((node): node is Json => typeof node === "object" && node !== null) : [];
}
