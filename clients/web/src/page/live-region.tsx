// What a screen reader says by itself: my place in the line when it changes, politely and not too often. Never seen.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import type { TicketView } from "../protocol/generated";
import { useApp } from "./context";
import { useTicketLine } from "./ticket";

const QUIET_MS = 4_000;

export function LiveRegion(): JSX.Element {
  const { model } = useApp();
  const ticket = model.ticket.value;
  return (
    <div class="hidden" aria-live="polite">
      {ticket && <TicketAnnouncement key={ticket.id} ticket={ticket} />}
    </div>
  );
}

/** The latest state, at most every few seconds: a line that moves fast is not read out step by step. */
function TicketAnnouncement({ ticket }: { ticket: TicketView }): JSX.Element {
  const line = useTicketLine(ticket);
  const heard = useSignal(line);
  useEffect(() => {
    const timer = setTimeout(() => (heard.value = line), QUIET_MS);
    return () => clearTimeout(timer);
  }, [line]);
  return <p>{`${ticket.number}: ${heard.value}`}</p>;
}
