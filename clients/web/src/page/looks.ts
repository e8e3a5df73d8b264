// The looks that a visitor may choose, as the server lists them. Knows addresses of pictures; no page.
import { isMap } from "../model/memory";
import { LOOKS } from "../net/addresses";
import type { Supplies } from "../net/supplies";

export interface Look {
  readonly id: string;
  readonly role: string;
  readonly title: { readonly ko: string; readonly en: string };
  readonly aid: readonly string[];
}

/** Return the looks; an empty list when the server has none to offer now: it then chooses one itself. */
export async function fetchLooks(supplies: Pick<Supplies, "json">): Promise<Look[]> {
  try {
    const body = await supplies.json(LOOKS);
    const looks = isMap(body) && Array.isArray(body.looks) ? (body.looks as Look[]) : [];
    return looks.map((look) => ({ ...look, aid: look.aid ?? [] })); // an older response may still be kept on this device
  } catch {
    return [];
  }
}

/** Return the looks that are offered to those who have not chosen yet: nobody is given an aid (a wheelchair, a cane) by chance. */
export function offered(looks: readonly Look[]): Look[] {
  return looks.filter((look) => look.aid.length === 0);
}

/** The address of a look's whole figure, aid and all. */
export function figureOf(look: string): string {
  return `/art/sheets/people/${encodeURIComponent(look)}.figure.webp`;
}

export function portraitOf(look: string): string {
  return `/art/sheets/people/${encodeURIComponent(look)}.portrait.webp`;
}
