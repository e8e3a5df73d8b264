// What a tap on the place meant: a person, a counter, a door, or the floor. Pure.
import { FOOT_HALF_WIDTH_UNITS, UNITS_PER_PX } from "../protocol/generated";
import { isFree, type Walls } from "../protocol/step";
import { type Area, holds, type Place, type Spot } from "./place";

export type Hit =
  | { readonly kind: "person"; readonly slot: number }
  | { readonly kind: "counter" | "booth" | "door"; readonly name: string }
  | { readonly kind: "floor"; readonly spot: Spot }
  | { readonly kind: "nothing" };

export interface Somebody extends Spot {
  readonly slot: number;
  readonly height: number;
}

const PERSON_HALF_WIDTH_PX = 14;
/** The desk, the officer's chair and the number plate stand north of the counter's area. */
const DESK_PX = 76;
const BOOTH_DOOR = { width: 64, height: 44 };
/** How far the floor is looked for around a tap on a wall or a bush: downward first, there lies what is seen before it. */
const NEAR_FLOOR = [
  [0, 0],
  [0, 16],
  [0, 32],
  [-24, 16],
  [24, 16],
  [-32, 0],
  [32, 0],
  [0, -24],
  [0, 56],
] as const;

/** Return what is at (`x`, `y`) of the place; people before counters before doors before the floor. My own avatar is passed over. */
export function hitAt(
  x: number,
  y: number,
  place: Place,
  people: Iterable<Somebody>,
  mySlot: number,
  walls: Walls | null,
): Hit {
  const person = personAt(x, y, people, mySlot);
  if (person !== null) return { kind: "person", slot: person.slot };
  const counter = place.counters.find(({ area }) => holds(withDesk(area), x, y));
  if (counter !== undefined) return { kind: "counter", name: counter.id };
  const booth = place.booths.find(({ area }) => holds(doorOf(area), x, y) || holds(area, x, y));
  if (booth !== undefined) return { kind: "booth", name: booth.id };
  const exit = place.exits.find(({ area }) => holds(area, x, y));
  if (exit !== undefined) return { kind: "door", name: exit.name };
  const spot = floorNear(x, y, walls);
  return spot === null ? { kind: "nothing" } : { kind: "floor", spot };
}

function personAt(x: number, y: number, people: Iterable<Somebody>, mySlot: number): Somebody | null {
  let front: Somebody | null = null;
  for (const person of people) {
    const isHit = Math.abs(x - person.x) <= PERSON_HALF_WIDTH_PX && y <= person.y + 4 && y >= person.y - person.height;
    if (isHit && person.slot !== mySlot && (front === null || person.y > front.y)) front = person;
  }
  return front;
}

function withDesk({ x, y, width, height }: Area): Area {
  return { x: x - 8, y: y - DESK_PX, width: width + 16, height: height * 0.5 + DESK_PX };
}

/** The door is in the middle of the booth's south side. */
function doorOf({ x, y, width, height }: Area): Area {
  return { x: x + (width - BOOTH_DOOR.width) / 2, y: y + height, ...BOOTH_DOOR };
}

function floorNear(x: number, y: number, walls: Walls | null): Spot | null {
  const near = NEAR_FLOOR.find(([across, down]) =>
    isFree(walls, (x + across) * UNITS_PER_PX, (y + down) * UNITS_PER_PX),
  );
  if (near === undefined || x * UNITS_PER_PX < -FOOT_HALF_WIDTH_UNITS) return null;
  return { x: x + near[0], y: y + near[1] };
}
