// Why an invitation was not made or not used, in words.
import type { Signal } from "@preact/signals";
import type { JSX } from "preact";
import { useApp } from "./context";
import type { NotDone } from "./office-request";

const FAULTS = ["mistyped", "unknown_code", "not_yours", "wrong_state", "limit", "too_fast"] as const;

export type PartyFault = (typeof FAULTS)[number] | "failed" | null;

export function PartyFaultWords({ of, id }: { of: Signal<PartyFault>; id?: string }): JSX.Element {
  const { words } = useApp();
  return (
    <p id={id} class="rejection" role="status">
      {of.value !== null && words.say(`party-fault-${of.value}`)}
    </p>
  );
}

export function faultOf({ no }: NotDone): PartyFault {
  return FAULTS.find((fault) => fault === no) ?? "failed";
}
