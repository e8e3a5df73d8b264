// Fetches the floor of a place and reads it. Loaded after the page; a kilobyte, so with low data too.
import { type Plan, readFloor } from "./plan";

/** Return the plan, or null when it cannot be loaded: then walls are unknown here, and the server corrects every step into one. */
export async function fetchPlan(place: string): Promise<Plan | null> {
  try {
    const response = await fetch(`/places/${encodeURIComponent(place)}/floor.json`);
    return response.ok ? readFloor(await response.json()) : null;
  } catch {
    return null;
  }
}
