// Where the office has what a page begins with, and what a place is drawn with. Shared by the page and the drawing; pure.
import { isMap } from "../model/memory";
import { OFFICE_PATH } from "../office-path";
import type { Room } from "../protocol/generated";
import type { Supplies, Wanted } from "./supplies";

export const LOOKS = `${OFFICE_PATH}/api/looks`;
export const SITE = `${OFFICE_PATH}/api/site`;
/** What is in the sheets: things, tiles, people. */
export const ART_INDEX = "/art/index.json";

export type Start = Pick<Room, "place" | "map">;

/** The sheets for the first picture of a place. */
export function firstSheetsOf(place: string): { readonly tiles: string; readonly objects: string } {
  const folder = `${OFFICE_PATH}/art/places/${encodeURIComponent(place)}`;
  return { tiles: `${folder}/tiles@1x.webp`, objects: `${folder}/objects@1x.webp` };
}

export function floorOf(place: string): string {
  return `${OFFICE_PATH}/places/${encodeURIComponent(place)}/floor.json`;
}

/** All that the first picture of a place needs. */
export function suppliesOf({ place, map }: Start): Wanted {
  const sheets = firstSheetsOf(place);
  return { jsons: [ART_INDEX, map, floorOf(place)], pictures: [sheets.objects, sheets.tiles] };
}

/** Where the office lets a newcomer begin who came by this link; null when it does not say. */
export async function fetchStart(search: string, supplies: Pick<Supplies, "json">): Promise<Start | null> {
  const place = new URLSearchParams(search).get("place");
  const asked = place === null ? "" : `?place=${encodeURIComponent(place)}`;
  const start = await supplies.json(`${OFFICE_PATH}/api/start${asked}`).catch(() => null);
  const isStart = isMap(start) && typeof start.place === "string" && typeof start.map === "string";
  return isStart ? { place: `${start.place}`, map: `${start.map}` } : null;
}
