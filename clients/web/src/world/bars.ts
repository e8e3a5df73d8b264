// The bars of a closed door: rectangles within its way out. Pure: px in, px out.
const BAR_PX = 5;
const BAR_SPACING_PX = 12;

export interface Bar {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Return bars from one side of the way out to the other, and one across them. */
export function barsOf({ x, y, width, height }: Bar): Bar[] {
  const count = Math.floor(width / BAR_SPACING_PX);
  const left = (width - (count - 1) * BAR_SPACING_PX) / 2;
  const upright = Array.from({ length: count }, (_, index) => {
    return { x: x + left + index * BAR_SPACING_PX - BAR_PX / 2, y, width: BAR_PX, height };
  });
  return [...upright, { x, y: y + height / 2 - BAR_PX / 2, width, height: BAR_PX }];
}
