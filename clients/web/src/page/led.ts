// Where a link leads: `/?to=NAME`, a counter of the place one comes to or a door of it (SPEC R23). Loaded by such a link alone.
import { effect } from "@preact/signals";
import type { Target } from "../model/actions";
import type { App } from "./context";

type Known = readonly { readonly id: string; readonly place: string }[];

/** Null for a name that is none here. */
export function targetOf(search: string, place: string, counters: Known, doors: readonly string[]): Target | null {
  const name = new URLSearchParams(search).get("to") ?? "";
  if (counters.some((counter) => counter.id === name && counter.place === place)) return { kind: "counter", name };
  return doors.includes(name) ? { kind: "door", name } : null;
}

/** Lead there once, as soon as the place is known; the address then no longer says so. One who is in a talk stays. */
export function leadByLink({ model, plan, actions }: App): void {
  const stop = effect(() => {
    const doors = (plan.value?.doors ?? []).filter((door) => !door.isClosed).map((door) => door.name);
    const target = targetOf(location.search, model.room.value?.place ?? "", model.counters.value, doors);
    if (target === null || model.talking.value !== null) return;
    const address = new URL(location.href);
    address.searchParams.delete("to");
    history.replaceState(history.state, "", address);
    void actions.goTo(target);
    queueMicrotask(() => stop());
  });
}
