// What the objects of a map mean: things that stand, counters, booths, ways out, named parts. Pure.
import type { MapObject, TiledMap } from "./tiled";

export interface Spot {
  readonly x: number;
  readonly y: number;
}

export interface Area extends Spot {
  readonly width: number;
  readonly height: number;
}

export interface Titled {
  readonly ko: string;
  readonly en: string;
}

/** A piece of furniture, a plant, a sign: `x`, `y` is its foot. */
export interface Thing extends Spot {
  readonly art: string;
  readonly closedArt: string | null;
  /** It lies on the floor, under everybody. */
  readonly isFlat: boolean;
  readonly text: Titled | null;
  readonly counter: string | null;
  readonly booth: string | null;
}

export interface CounterSpot {
  readonly id: string;
  readonly area: Area;
  readonly desk: Spot;
  readonly visitor: Spot;
}

export interface BoothSpot {
  readonly id: string;
  readonly area: Area;
  readonly seats: readonly Spot[];
}

export interface Exit {
  readonly name: string;
  readonly area: Area;
  readonly target: string;
}

export interface NamedPart {
  readonly title: Titled;
  readonly area: Area;
}

export interface Place {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly things: readonly Thing[];
  readonly thingsAround: readonly Thing[];
  readonly counters: readonly CounterSpot[];
  readonly booths: readonly BoothSpot[];
  readonly exits: readonly Exit[];
  readonly parts: readonly NamedPart[];
}

/** `around`: what stands beyond the edge of the place, which is looked at and no more. */
export function readPlace(map: TiledMap, around: readonly MapObject[] = []): Place {
  return {
    widthPx: map.widthTiles * map.tilePx,
    heightPx: map.heightTiles * map.tilePx,
    things: map.objects.flatMap(thingOf),
    thingsAround: around.flatMap(thingOf),
    counters: map.objects.flatMap(counterOf),
    booths: map.objects.flatMap(boothOf),
    exits: map.objects.flatMap(exitOf),
    parts: map.objects.flatMap(partOf),
  };
}

export function holds(area: Area, x: number, y: number): boolean {
  return x >= area.x && y >= area.y && x < area.x + area.width && y < area.y + area.height;
}

function thingOf(object: MapObject): Thing[] {
  const art = textOf(object, "art");
  if (art === null || !object.isSeen) return [];
  const isFlat = object.properties.flat === true;
  const named = { counter: textOf(object, "counter"), booth: textOf(object, "booth") };
  return [
    {
      art,
      closedArt: textOf(object, "art_closed"),
      x: object.x,
      y: object.y,
      isFlat,
      text: titleOf(object, "text"),
      ...named,
    },
  ];
}

function counterOf(object: MapObject): CounterSpot[] {
  if (object.kind !== "counter") return [];
  const spot = (name: string) => ({
    x: numberOf(object, `${name}_x`, object.x + object.width / 2),
    y: numberOf(object, `${name}_y`, object.y + object.height / 2),
  });
  return [{ id: object.name, area: areaOf(object), desk: spot("desk"), visitor: spot("visitor") }];
}

function boothOf(object: MapObject): BoothSpot[] {
  if (object.kind !== "booth") return [];
  const seats = (textOf(object, "seats") ?? "").split(";").flatMap(spotOf);
  return [{ id: object.name, area: areaOf(object), seats }];
}

function spotOf(text: string): Spot[] {
  const [x, y] = text.split(",").map(Number);
  return x === undefined || y === undefined || Number.isNaN(x + y) ? [] : [{ x, y }];
}

function exitOf(object: MapObject): Exit[] {
  const target = textOf(object, "exitUrl");
  return target === null ? [] : [{ name: object.name, area: areaOf(object), target }];
}

function partOf(object: MapObject): NamedPart[] {
  const title = titleOf(object, "title");
  return object.kind !== "area" || title === null ? [] : [{ title, area: areaOf(object) }];
}

function areaOf({ x, y, width, height }: MapObject): Area {
  return { x, y, width, height };
}

function titleOf(object: MapObject, name: string): Titled | null {
  const [ko, en] = [textOf(object, `${name}_ko`), textOf(object, `${name}_en`)];
  return ko === null && en === null ? null : { ko: ko ?? en ?? "", en: en ?? ko ?? "" };
}

function textOf(object: MapObject, name: string): string | null {
  const value = object.properties[name];
  return typeof value === "string" && value !== "" ? value : null;
}

function numberOf(object: MapObject, name: string, otherwise: number): number {
  const value = object.properties[name];
  return typeof value === "number" ? value : otherwise;
}
