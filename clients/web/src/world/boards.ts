// What the boards of a place say already, so that no label over it says it again. Pure.
import type { Place, Spot } from "./place";

/** Nearer than this the words on a board can be read. */
const READABLE_ZOOM_MIN = 0.45;
/** A board so near to a desk belongs to it, px of the place. */
const BESIDE_DESK_PX = 220;

/** True where a board that can be read at this zoom says just these words: anywhere, or beside `desk`. */
export function isOnABoard(
  { things }: Pick<Place, "things">,
  words: string,
  language: "ko" | "en",
  zoom: number,
  desk: Spot | null = null,
): boolean {
  if (zoom < READABLE_ZOOM_MIN) return false;
  const isBeside = (board: Spot) => desk === null || Math.hypot(board.x - desk.x, board.y - desk.y) <= BESIDE_DESK_PX;
  return things.some((thing) => thing.counter === null && thing.text?.[language] === words && isBeside(thing));
}

/** Return what a board says: which counter it is. The number that is called stands large over the desk; a plate without words says it. */
export function wordsOnBoard(own: string | undefined, calling: string | null | undefined): string {
  return own ?? calling ?? "";
}
