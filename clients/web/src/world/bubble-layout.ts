// Where a speech bubble goes: near its speaker, over no face, over no other bubble, inside of the open part of the screen. Pure.
import { type Box, overlap } from "./plate-layout";

/** How far the bubble was moved from its place right above the speaker. */
export interface Offset {
  readonly across: number;
  readonly up: number;
}

const FACE_COST = 6;
const BUBBLE_COST = 8;
const PLATE_COST = 1.5;
const STAYING_BONUS_PX2 = 400;

export interface Obstacles {
  readonly faces: readonly Box[];
  readonly bubbles: readonly Box[];
  readonly plates: readonly Box[];
  /** The part of the screen that no panel covers. */
  readonly open: Box;
}

/** Return the best offset for a bubble whose tail would point at (`x`, `bottom`). `before`: where it was; it likes to stay. */
export function placeBubble(
  x: number,
  bottom: number,
  size: { width: number; height: number },
  obstacles: Obstacles,
  before: Offset | null,
): Offset {
  const offsets = offsetsOf(size);
  if (before !== null) offsets.unshift(before);
  let best: Offset = { across: 0, up: 0 };
  let least = Number.POSITIVE_INFINITY;
  for (const offset of offsets) {
    const cost =
      costOf(bubbleBox(x, bottom, size, offset, obstacles.open), obstacles) +
      offset.up * 3 +
      Math.abs(offset.across) -
      (offset === before ? STAYING_BONUS_PX2 : 0);
    if (cost >= least) continue;
    least = cost;
    best = offset;
  }
  return best;
}

/** Return the bubble's box, pushed back into the open part. */
export function bubbleBox(
  x: number,
  bottom: number,
  { width, height }: { width: number; height: number },
  offset: Offset,
  open: Box,
): Box {
  const left = x - width / 2 + offset.across;
  const top = bottom - height - offset.up;
  const most = { left: open.left + open.width - width - 4, top: open.top + open.height - height - 4 };
  return {
    left: Math.max(open.left + 4, Math.min(most.left, left)),
    top: Math.max(open.top + 4, Math.min(most.top, top)),
    width,
    height,
  };
}

function offsetsOf({ width, height }: { width: number; height: number }): Offset[] {
  return [0, 0.5, 1, 1.6].flatMap((rise) =>
    [0, 0.3, -0.3, 0.45, -0.45].map((aside) => ({ across: aside * width, up: rise * height })),
  );
}

function costOf(box: Box, { faces, bubbles, plates }: Obstacles): number {
  const sum = (boxes: readonly Box[]) => boxes.reduce((whole, other) => whole + overlap(box, other), 0);
  return FACE_COST * sum(faces) + BUBBLE_COST * sum(bubbles) + PLATE_COST * sum(plates);
}
