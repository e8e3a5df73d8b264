// Fetches a floor plan and reads it. Loaded after the page, and not at all with low data.
import { type Plan, readPlan } from "./plan";

/** Return the plan, or null when it cannot be had: then the server's word about walls arrives with every step. */
export async function fetchPlan(address: string): Promise<Plan | null> {
  try {
    const answer = await fetch(address);
    return answer.ok ? readPlan(await answer.json()) : null;
  } catch {
    return null;
  }
}
