// Fetches the floor of a place and reads it. Loaded after the page; a kilobyte, so with low data too.
import { type Plan, readFloor } from "./plan";

/** Return the plan, or null when it cannot be had: then the server's word about walls arrives with every step. */
export async function fetchPlan(place: string): Promise<Plan | null> {
  try {
    const answer = await fetch(`/places/${encodeURIComponent(place)}/floor.json`);
    return answer.ok ? readFloor(await answer.json()) : null;
  } catch {
    return null;
  }
}
