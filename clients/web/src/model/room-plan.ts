// The plan of the room I am in: walls, named areas, doors. Loaded when a room is entered; null until then, and when it cannot be had.
import { type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { Room } from "../protocol/generated";
import type { Walls } from "../protocol/step";
import type { Plan } from "./plan";

export class RoomPlan {
  readonly now: Signal<Plan | null> = signal(null);

  constructor(
    private readonly room: ReadonlySignal<Room | null>,
    private readonly motion: { lay(walls: Walls, cellUnits: number): void },
    private readonly fetchPlan: (place: string) => Promise<Plan | null>,
  ) {}

  /** Load the plan of `place`, and tell the motion its walls. A plan that comes after another room was entered is dropped. */
  async load(place: string, cellUnits: number): Promise<void> {
    this.now.value = null;
    const plan = await this.fetchPlan(place);
    if (this.room.peek()?.place !== place) return;
    this.now.value = plan;
    if (plan !== null) this.motion.lay(plan.walls, cellUnits);
  }
}
