// Whom I muted: kept on this device by visitor for this visit, and nobody is told (SPEC R25). Officers are never muted. Knows no page.
import { type Signal, signal } from "@preact/signals";
import type { Person } from "../protocol/generated";
import { isMap, isText, type Memory } from "./memory";

const MUTED_MAX = 200;

export const isStaff = ({ role }: Pick<Person, "role">): boolean => role === "officer" || role === "supervisor";

/** Somebody about whom I can do something, and from where I asked for it. */
export interface Chosen {
  readonly id: string;
  readonly name: string;
  readonly from: "people" | "chat";
}

export class Muted {
  /** Visitors with the names by which I knew them. */
  readonly now: Signal<ReadonlyMap<string, string>>;
  readonly chosen: Signal<Chosen | null> = signal(null);

  constructor(private readonly memory: Memory) {
    const kept = memory.load("muted", {}, isMap);
    this.now = signal(new Map(Object.entries(kept).filter((entry): entry is [string, string] => isText(entry[1]))));
  }

  /** Whether what this visitor says is not to be seen. */
  hides(id: string, person: Person | undefined): boolean {
    return this.now.value.has(id) && !(person && isStaff(person));
  }

  set(id: string, name: string | null): void {
    const others = [...this.now.value].filter(([known]) => known !== id);
    const all = name === null ? others : [...others, [id, name] as const];
    this.now.value = new Map(all.slice(-MUTED_MAX));
    this.memory.save("muted", Object.fromEntries(this.now.value));
  }

  /** Somebody else may come in on this device. */
  forget(): void {
    this.chosen.value = null;
    if (this.now.peek().size > 0) this.now.value = new Map();
  }
}
