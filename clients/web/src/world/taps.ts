// What a tap does: the same things the page's own buttons do. Knows the place's hits and the actions, nothing of how they are done.
import { type Hit, hitAt } from "./hits";
import type { Spot } from "./place";
import type { Scene } from "./scene";
import type { WorldActions, WorldState } from "./world-api";

export function hitIn(scene: Scene, state: WorldState, at: Spot): Hit {
  const mySlot = state.room.peek()?.slot ?? -1;
  return hitAt(at.x, at.y, scene.place, scene.figures.bySlot.values(), mySlot, state.plan.peek()?.walls ?? null);
}

/** Do what was tapped; returns the spot of the floor to ripple at, if it was the floor. */
export function act(hit: Hit, state: WorldState, actions: WorldActions): Spot | null {
  if (hit.kind === "floor") {
    actions.walkTo(hit.spot.x, hit.spot.y);
    return hit.spot;
  }
  if (hit.kind === "person") {
    const id = state.people.peek().get(hit.slot)?.id;
    if (id !== undefined) actions.openPerson(id);
  } else if (hit.kind === "counter") {
    actions.goTo("counter", hit.name);
    actions.openCounter(hit.name);
  } else if (hit.kind !== "nothing") actions.goTo(hit.kind, hit.name);
  return null;
}
