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
const KNOWN_RANK = 2;
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
/** Plates without room join the nearest "and N more" within this. */
const JOINING_PX = 150;

/** What plates must not cover: `taken` always, and `faces`; only a plate of rank 0 or 1 may cover a face when there is no other room. */
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
  for (const plate of [...wanted].sort((one, other) => one.rank - other.rank || one.slot - other.slot)) {
    const beside = freeShift(plate, [...boxes, ...faces], before.get(plate.slot));
    const shift = beside ?? (plate.rank < KNOWN_RANK ? freeShift(plate, boxes, undefined) : null);
    if (shift === null) left.push(plate);
    else {
      layout.shifts.set(plate.slot, shift);
      boxes.push(boxOf(plate, shift));
    }
  }
  for (const plate of left) join(plate, layout.merged, boxes, faces, more);
  return layout;
}

function freeShift(plate: Wanted, boxes: readonly Box[], before: Shift | undefined): Shift | null {
  const fits = (shift: Shift) => !boxes.some((box) => overlap(box, boxOf(plate, shift)) > 0);
  if (fits(NO_SHIFT)) return NO_SHIFT;
  if (before !== undefined && fits(before)) return before;
  return shiftsOf(plate, CANDIDATES).find(fits) ?? null;
}

function shiftsOf(
  { width, height }: { readonly width: number; readonly height: number },
  candidates: readonly (readonly [number, number])[],
): Shift[] {
  return candidates.map(([across, up]) => ({ across: across * (width + GAP_PX), up: up * (height + GAP_PX) }));
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
  const fits = (kept: readonly Box[]) => (shift: Shift) => !kept.some((box) => overlap(box, boxOf(own, shift)) > 0);
  const shifts = shiftsOf(more, MORE_CANDIDATES);
  const shift = shifts.find(fits([...boxes, ...faces])) ?? (near === null ? shifts.find(fits(boxes)) : undefined);
  if (shift === undefined && near !== null) near.slots.push(plate.slot);
  if (shift === undefined) return; // nowhere at all: this face goes without a name until somebody moves
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
