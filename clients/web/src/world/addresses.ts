// Where the office has what a place is drawn with. Shared with the page, which asks for it ahead; pure.

/** What is in the sheets: things, tiles, people. */
export const ART_INDEX = "/art/index.json";

/** The sheets for the first picture of a place. */
export function firstSheetsOf(place: string): { readonly tiles: string; readonly objects: string } {
  const folder = `/art/places/${encodeURIComponent(place)}`;
  return { tiles: `${folder}/tiles@1x.webp`, objects: `${folder}/objects@1x.webp` };
}

export function floorOf(place: string): string {
  return `/places/${encodeURIComponent(place)}/floor.json`;
}
