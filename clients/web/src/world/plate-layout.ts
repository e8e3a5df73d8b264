// Where name plates go: above their heads, aside when that is taken, and when there is no room "and N more". Never piled up.
// Pure: boxes in screen px in, boxes out.

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface Wanted {
  readonly slot: number;
  /** The middle of the lower edge, where the plate would like to be. */
  readonly x: number;
  readonly bottom: number;
  readonly width: number;
  readonly height: number;
  /** Smaller is placed first: me, officers, everybody else. */
  readonly rank: number;
}

/** How far a plate was moved from where it wanted to be. */
export interface Shift {
  readonly across: number;
  readonly up: number;
}

export interface Merged {
  readonly x: number;
  readonly bottom: number;
  readonly slots: number[];
}

export interface Layout {
  readonly shifts: Map<number, Shift>;
  readonly merged: Merged[];
}

const GAP_PX = 3;
const MY_RANK = 0;
const OFFICER_RANK = 1;
const NO_SHIFT: Shift = { across: 0, up: 0 };
/** In widths and heights of the plate, nearest first. */
const CANDIDATES: readonly (readonly [number, number])[] = [
  [0, 0],
  [0.35, 0],
  [-0.35, 0],
  [0, 1],
  [0.55, 0],
  [-0.55, 0],
  [0.35, 1],
  [-0.35, 1],
  [0, 2],
];
/** "And N more" goes farther, so that a crowd always has one. */
const MORE_CANDIDATES: readonly (readonly [number, number])[] = [0, 1, 2, 3, 4, 5, 6].flatMap((up) =>
  [0, 0.5, -0.5, 1, -1].map((across) => [across, up] as const),
);
const NO_FACES: readonly Box[] = [];

/** How far candidates go, in widths and heights of the plate. */
interface Reach {
  readonly across: number;
  readonly up: number;
}

const REACH: Reach = {
  across: Math.max(...CANDIDATES.map(([across]) => across)),
  up: Math.max(...CANDIDATES.map(([, up]) => up)),
};
/** Plates without room join the nearest "and N more" within this. */
const JOINING_PX = 150;

/**
 * What plates must not cover: `taken` always, and `faces`. Without other room an officer's plate may cover a face; mine is not shown:
 * the ring under me tells who I am.
 */
export interface PlateObstacles {
  readonly taken: readonly Box[];
  readonly faces: readonly Box[];
}

/** Lay out plates around others. `before` keeps a plate where it was as long as it fits there. */
export function layPlates(
  wanted: readonly Wanted[],
  { taken, faces }: PlateObstacles,
  more: { readonly width: number; readonly height: number },
  before: ReadonlyMap<number, Shift>,
): Layout {
  const boxes = [...taken];
  const layout: Layout = { shifts: new Map(), merged: [] };
  const left: Wanted[] = [];
  const [near, nearFaces]: [Box[], Box[]] = [[], []];
  for (const plate of [...wanted].sort((one, other) => one.rank - other.rank || one.slot - other.slot)) {
    gather(near, boxes, plate, REACH);
    gather(nearFaces, faces, plate, REACH);
    const beside = freeShift(plate, near, nearFaces, before.get(plate.slot));
    const shift = beside ?? (plate.rank === OFFICER_RANK ? freeShift(plate, near, NO_FACES, undefined) : null);
    if (shift === null && plate.rank !== MY_RANK) left.push(plate);
    if (shift !== null) {
      layout.shifts.set(plate.slot, shift);
      boxes.push(boxOf(plate, shift));
    }
  }
  for (const plate of left) join(plate, layout.merged, boxes, faces, more);
  return layout;
}

/** Put those of `boxes` into `near` that a plate could meet, however it is shifted. Reuses the list: this runs for all, each picture. */
function gather(near: Box[], boxes: readonly Box[], { x, bottom, width, height }: Wanted, reach: Reach): void {
  near.length = 0;
  const half = (0.5 + reach.across) * (width + GAP_PX);
  const top = bottom - (1 + reach.up) * (height + GAP_PX);
  for (const box of boxes)
    if (box.left < x + half && box.left + box.width > x - half && box.top < bottom && box.top + box.height > top)
      near.push(box);
}

function freeShift(
  plate: Omit<Wanted, "slot" | "rank">,
  boxes: readonly Box[],
  faces: readonly Box[],
  before: Shift | undefined,
): Shift | null {
  if (fits(plate, 0, 0, boxes, faces)) return NO_SHIFT;
  if (before !== undefined && fits(plate, before.across, before.up, boxes, faces)) return before;
  return firstFree(plate, CANDIDATES, boxes, faces);
}

/** Return the first of the candidates, in widths and heights of the plate, at which it covers nothing. */
function firstFree(
  plate: Omit<Wanted, "slot" | "rank">,
  candidates: readonly (readonly [number, number])[],
  boxes: readonly Box[],
  faces: readonly Box[],
): Shift | null {
  for (const candidate of candidates) {
    const [across, up] = [candidate[0] * (plate.width + GAP_PX), candidate[1] * (plate.height + GAP_PX)];
    if (fits(plate, across, up, boxes, faces)) return { across, up };
  }
  return null;
}

function fits(
  { x, bottom, width, height }: Omit<Wanted, "slot" | "rank">,
  across: number,
  up: number,
  boxes: readonly Box[],
  faces: readonly Box[],
): boolean {
  const [left, top] = [x - width / 2 + across, bottom - height - up];
  return !covers(boxes, left, top, width, height) && !covers(faces, left, top, width, height);
}

function covers(boxes: readonly Box[], left: number, top: number, width: number, height: number): boolean {
  for (const box of boxes) {
    const isBeside = left >= box.left + box.width || box.left >= left + width;
    if (!isBeside && top < box.top + box.height && box.top < top + height) return true;
  }
  return false;
}

function boxOf(plate: Omit<Wanted, "slot" | "rank">, shift: Shift): Box {
  const { x, bottom, width, height } = plate;
  return { left: x - width / 2 + shift.across, top: bottom - height - shift.up, width, height };
}

function join(
  plate: Wanted,
  merged: Merged[],
  boxes: Box[],
  faces: readonly Box[],
  more: { readonly width: number; readonly height: number },
): void {
  const near = nearest(plate, merged);
  if (near !== null && distance(plate, near) < JOINING_PX) {
    near.slots.push(plate.slot);
    return;
  }
  const own = { x: plate.x, bottom: plate.bottom, ...more };
  const beside = firstFree(own, MORE_CANDIDATES, boxes, faces);
  const shift = beside ?? (near === null ? firstFree(own, MORE_CANDIDATES, boxes, NO_FACES) : null);
  if (shift === null && near !== null) near.slots.push(plate.slot);
  if (shift === null) return; // nowhere at all: this face goes without a name until somebody moves
  boxes.push(boxOf(own, shift));
  merged.push({ x: plate.x + shift.across, bottom: plate.bottom - shift.up, slots: [plate.slot] });
}

function nearest(plate: Wanted, merged: readonly Merged[]): Merged | null {
  return merged.reduce<Merged | null>(
    (best, one) => (best === null || distance(plate, one) < distance(plate, best) ? one : best),
    null,
  );
}

function distance(plate: Wanted, { x, bottom }: Merged): number {
  return Math.hypot(plate.x - x, plate.bottom - bottom);
}

/** Return the area two boxes share, px². */
export function overlap(one: Box, other: Box): number {
  const across = Math.min(one.left + one.width, other.left + other.width) - Math.max(one.left, other.left);
  const down = Math.min(one.top + one.height, other.top + other.height) - Math.max(one.top, other.top);
  return across > 0 && down > 0 ? across * down : 0;
}
