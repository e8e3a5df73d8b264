// What of a floor plan the motion and the bar need: walls and named areas, out of a Tiled map. Pure: a parsed map in, data out.
import { UNITS_PER_PX } from "../protocol/generated";
import type { Walls } from "../protocol/step";
import { isMap } from "./memory";

type Json = Record<string, unknown>;

/** A named part of the place, in px. */
export interface NamedArea {
  readonly name: string;
  readonly title: { readonly ko: string; readonly en: string };
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Plan {
  readonly walls: Walls;
  readonly areas: readonly NamedArea[];
  /** Areas that lead to another place. */
  readonly doors: readonly string[];
}

const FLIPS = 0x1fffffff;

/** Return the plan of a finite map with its tilesets inside, or null for maps of other kinds: then the server alone knows walls. */
export function readPlan(map: unknown): Plan | null {
  if (!isMap(map) || map.infinite === true) return null;
  const walls = wallsOf(map);
  const areas = layersOf(map.layers).flatMap((layer) => listOf(layer.objects));
  return walls === null
    ? null
    : { walls, areas: areas.flatMap(named), doors: areas.filter(isDoor).map((area) => `${area.name}`) };
}

/** Return the part of the place that a point (px) lies in: the smallest one when several hold it. */
export function areaAt(plan: Plan | null, x: number, y: number): NamedArea | null {
  const holding = (plan?.areas ?? []).filter(
    (area) => x >= area.x && y >= area.y && x < area.x + area.width && y < area.y + area.height,
  );
  return holding.sort((one, other) => one.width * one.height - other.width * other.height)[0] ?? null;
}

function wallsOf(map: Json): Walls | null {
  const [widthTiles, heightTiles, tilePx] = [Number(map.width), Number(map.height), Number(map.tilewidth)];
  const colliding = collidingTiles(listOf(map.tilesets));
  const blocked = new Uint8Array(widthTiles * heightTiles);
  for (const layer of layersOf(map.layers)) {
    if (layer.type !== "tilelayer") continue;
    if (!Array.isArray(layer.data)) return null;
    const isWall = property(layer, "collides") === true;
    layer.data.forEach((tile: number, index: number) => {
      if (tile !== 0 && (isWall || colliding.has(tile & FLIPS))) blocked[index] = 1;
    });
  }
  return { widthTiles, heightTiles, tileUnits: tilePx * UNITS_PER_PX, blocked };
}

function collidingTiles(tilesets: readonly Json[]): Set<number> {
  const numbers = tilesets.flatMap((tileset) =>
    listOf(tileset.tiles)
      .filter((tile) => property(tile, "collides") === true)
      .map((tile) => Number(tileset.firstgid) + Number(tile.id)),
  );
  return new Set(numbers);
}

/** All layers, also those in groups. */
function layersOf(layers: unknown): Json[] {
  return listOf(layers).flatMap((layer) => (layer.type === "group" ? layersOf(layer.layers) : [layer]));
}

function named(area: Json): NamedArea[] {
  const [ko, en] = [property(area, "title_ko"), property(area, "title_en")];
  if (typeof ko !== "string" || typeof en !== "string" || (area.type ?? area.class) !== "area") return [];
  const [x, y, width, height] = [Number(area.x), Number(area.y), Number(area.width), Number(area.height)];
  return [{ name: `${area.name}`, title: { ko, en }, x, y, width, height }];
}

function isDoor(area: Json): boolean {
  return typeof property(area, "exitUrl") === "string";
}

function property(node: Json, name: string): unknown {
  return listOf(node.properties).find((known) => known.name === name)?.value;
}

function listOf(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter(isMap) : [];
}
