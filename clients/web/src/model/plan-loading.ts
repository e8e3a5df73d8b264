// Fetches the floor of a place and reads it: a kilobyte, so with low data too.

import { floorOf } from "../net/addresses";
import type { Supplies } from "../net/supplies";
import { type Plan, readFloor } from "./plan";

/** Return the plan, or null when it cannot be loaded: then walls are unknown here, and the server corrects every step into one. */
export async function fetchPlan(place: string, supplies: Pick<Supplies, "json">): Promise<Plan | null> {
  try {
    return readFloor(await supplies.json(floorOf(place)));
  } catch {
    return null;
  }
}
