// The looks that a visitor may choose, as the server lists them. Knows addresses of pictures; no page.
import { isMap } from "../model/memory";

export interface Look {
  readonly id: string;
  readonly role: string;
  readonly title: { readonly ko: string; readonly en: string };
}

/** Return the looks; an empty list when the server has none to offer now: it then chooses one itself. */
export async function fetchLooks(): Promise<Look[]> {
  try {
    const answer = await fetch("/api/looks");
    const body: unknown = answer.ok ? await answer.json() : null;
    return isMap(body) && Array.isArray(body.looks) ? (body.looks as Look[]) : [];
  } catch {
    return [];
  }
}

export function portraitOf(look: string): string {
  return `/art/sheets/people/${encodeURIComponent(look)}.portrait.webp`;
}
