// Which cell of a person's sheet to show: where they face, how far they have walked, how they breathe. Pure.
import { STEP_UNITS, TICK_MS, UNITS_PER_PX } from "../protocol/generated";

/** What people.json says about every sheet. */
export interface PeopleIndex {
  readonly cell: { readonly width: number; readonly height: number };
  readonly anchor: { readonly x: number; readonly y: number };
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  readonly mirrors: Readonly<Record<string, string>>;
  readonly motions: Readonly<Record<"still" | "walk" | "steady", readonly (readonly [string, number])[]>>;
  readonly looks: readonly { readonly id: string; readonly height: number }[];
}

export interface Facing {
  readonly row: number;
  readonly isMirrored: boolean;
}

const DIRECTIONS = ["E", "SE", "S", "SW", "W", "NW", "N", "NE"] as const;
const SOUTH = 3;
const WALKING_PX_PER_MS = STEP_UNITS / UNITS_PER_PX / TICK_MS;
/** Nobody breathes in step with the others. */
const PHASE_MS = 397;
/** An officer looks aside so often, for so long, and no two at the same moment. */
const GLANCES_EVERY_MS = 13_000;
const GLANCE_MS = 1_100;
const GLANCE_PHASE_MS = 3_170;

/** Return the row for a heading 1..8; whoever has not walked yet (0) looks at us. */
export function facing(index: PeopleIndex, heading: number): Facing {
  const name = DIRECTIONS[(heading || SOUTH) - 1] ?? "S";
  const drawn = index.mirrors[name];
  return { row: Math.max(0, index.rows.indexOf(drawn ?? name)), isMirrored: drawn !== undefined };
}

/** Return where an officer at a desk looks: at the citizen who stands nearest before it, else ahead with a glance aside now and then. */
export function deskHeading(
  heading: number,
  nowMs: number,
  slot: number,
  visitor: { readonly acrossPx: number; readonly downPx: number } | null,
): number {
  if ((heading || SOUTH) !== SOUTH) return heading;
  if (visitor !== null) return Math.round(Math.atan2(visitor.downPx, visitor.acrossPx) / (Math.PI / 4)) + 1;
  const at = (nowMs + slot * GLANCE_PHASE_MS) % GLANCES_EVERY_MS;
  if (at < GLANCE_MS) return SOUTH - 1;
  return at >= GLANCES_EVERY_MS / 2 && at < GLANCES_EVERY_MS / 2 + GLANCE_MS ? SOUTH + 1 : SOUTH;
}

/** Return the column after so much way: feet never slide, however fast the drawing runs. */
export function walkingColumn(index: PeopleIndex, walkedPx: number, isSteady: boolean): number {
  return columnAt(index, isSteady ? index.motions.steady : index.motions.walk, walkedPx / WALKING_PX_PER_MS);
}

/** Return the column of somebody who stands; without breath when all is to be still. */
export function standingColumn(index: PeopleIndex, nowMs: number, slot: number, isStill: boolean): number {
  if (isStill) return Math.max(0, index.columns.indexOf("idle"));
  return columnAt(index, index.motions.still, nowMs + slot * PHASE_MS);
}

function columnAt(index: PeopleIndex, motion: readonly (readonly [string, number])[], atMs: number): number {
  const whole = motion.reduce((sum, frame) => sum + frame[1], 0);
  let left = whole > 0 ? atMs % whole : 0;
  for (const [column, lasting] of motion) {
    if (left < lasting) return Math.max(0, index.columns.indexOf(column));
    left -= lasting;
  }
  return 0;
}
