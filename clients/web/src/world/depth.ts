// Depth sorting, who stands before whom: everything that stands is ordered by its foot. Pure; keeps one list and repairs it in place.

export interface Standing {
  /** Foot, px of the place: farther south is drawn later. */
  footY: number;
  /** For equal feet, so that the order never flickers. */
  readonly order: number;
}

function isBefore(one: Standing, other: Standing): boolean {
  return one.footY === other.footY ? one.order < other.order : one.footY < other.footY;
}

/** Sort `list` by foot in place, cheaply when it nearly is; returns whether anything moved. */
export function sortByFoot(list: Standing[]): boolean {
  let hasMoved = false;
  for (let index = 1; index < list.length; index += 1) {
    if (sink(list, index)) hasMoved = true;
  }
  return hasMoved;
}

function sink(list: Standing[], from: number): boolean {
  const standing = list[from];
  let at = from;
  for (let before = list[at - 1]; standing && before && isBefore(standing, before); before = list[at - 1]) {
    list[at] = before;
    at -= 1;
  }
  if (standing !== undefined) list[at] = standing;
  return at !== from;
}
