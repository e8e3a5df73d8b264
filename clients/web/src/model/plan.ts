// What of a place the motion and the bar need: walls, named areas, doors, as the office publishes them (decision 0005). Pure: data in,
// data out; knows no drawing and no map.
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

/** A way out. Behind a closed one there is no place of this office (SPEC R22). */
export interface DoorArea extends NamedArea {
  readonly isClosed: boolean;
}

export interface Plan {
  readonly walls: Walls;
  readonly areas: readonly NamedArea[];
  /** Ways out, each with the title of the place it leads to. */
  readonly doors: readonly DoorArea[];
}

/** Return the plan of a place's `floor.json`, or null for what is none: then the server alone knows walls. */
export function readFloor(floor: unknown): Plan | null {
  if (!isMap(floor)) return null;
  const walls = wallsOf(floor);
  if (walls === null) return null;
  return { walls, areas: listOf(floor.areas).flatMap(named), doors: listOf(floor.doors).flatMap(door) };
}

/** Return the part of the place that a point (px) lies in: the smallest one when several hold it. */
export function areaAt(plan: Plan | null, x: number, y: number): NamedArea | null {
  const holding = (plan?.areas ?? []).filter(
    (area) => x >= area.x && y >= area.y && x < area.x + area.width && y < area.y + area.height,
  );
  return holding.sort((one, other) => one.width * one.height - other.width * other.height)[0] ?? null;
}

function wallsOf({ columns, rows, tile_units: tileUnits, blocked }: Json): Walls | null {
  if (![columns, rows, tileUnits].every(isCount) || typeof blocked !== "string") return null;
  const [widthTiles, heightTiles] = [Number(columns), Number(rows)];
  const bits = bytesOf(blocked);
  if (bits === null || bits.length * 8 < widthTiles * heightTiles) return null;
  const tiles = Uint8Array.from({ length: widthTiles * heightTiles }, (_, tile) => bitAt(bits, tile));
  return { widthTiles, heightTiles, tileUnits: Number(tileUnits), blocked: tiles };
}

/** One bit a tile, the most significant first. */
function bitAt(bytes: Uint8Array, index: number): number {
  return ((bytes[index >> 3] ?? 0) >> (7 - (index & 7))) & 1;
}

function bytesOf(base64: string): Uint8Array | null {
  try {
    return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  } catch {
    return null;
  }
}

function door(node: Json): DoorArea[] {
  return named(node).map((area) => ({ ...area, isClosed: node.closed === true }));
}

function named({ name, title, ...rest }: Json): NamedArea[] {
  if (!isMap(title) || typeof title.ko !== "string" || typeof title.en !== "string") return [];
  const [x, y, width, height] = [Number(rest.x), Number(rest.y), Number(rest.width), Number(rest.height)];
  return [{ name: `${name}`, title: { ko: title.ko, en: title.en }, x, y, width, height }];
}

function isCount(value: unknown): boolean {
  return Number.isInteger(value) && Number(value) > 0;
}

function listOf(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter(isMap) : [];
}
