// Which tickets wait, and which an officer may call: one answer for the desk, the citizen's card and the page's title.
import type { CounterView, QueueTicket, TicketView } from "../protocol/generated";

type InState = Pick<TicketView, "state">;

const LINE_STATES: readonly TicketView["state"][] = ["waiting", "deferred", "transferred", "missed"];

/** Whether the ticket stands in the line, however it came there: its place and its range go on (SPEC T12). */
export function isInLine({ state }: InState): boolean {
  return LINE_STATES.includes(state);
}

/** Whether an officer may call the ticket: it stands in the line, or it was set aside (SPEC T3), and its holder is free (T19)
 * and has not asked to come later (T39). */
export function mayBeCalled(ticket: InState & Pick<QueueTicket, "busy_at" | "not_before">): boolean {
  return (isInLine(ticket) || ticket.state === "held") && !ticket.busy_at && ticket.not_before == null;
}

/** Whether the holder of these tickets is at a desk: none of the others is called meanwhile (SPEC T19). */
export function isAtDesk(tickets: readonly InState[]): boolean {
  return tickets.some(({ state }) => state === "called" || state === "serving");
}

/** Whether the one who waits is here to be called as the next; who is away, or comes later, stands behind (SPEC T15, T39). */
export function waitsHere(ticket: InState & Partial<Pick<QueueTicket, "here" | "not_before">>): boolean {
  return isInLine(ticket) && ticket.here !== false && ticket.not_before == null;
}

/** The counters that call for one of these services now: none that is closed, or whose officer pauses or is away. */
export function callingFor<Counter extends Pick<CounterView, "state" | "services">>(
  counters: readonly Counter[],
  wanted: readonly string[],
): Counter[] {
  return counters
    .filter(({ state }) => state === "open" || state === "serving")
    .filter(({ services }) => services.some((service) => wanted.includes(service)));
}

export interface Line {
  /** Who can be called as the next. */
  readonly here: readonly QueueTicket[];
  /** Who stands in the line and is not here. */
  readonly away: readonly QueueTicket[];
  /** Who is here and asked to be called later. */
  readonly later: readonly QueueTicket[];
  /** Who waits for another officer. */
  readonly others: readonly QueueTicket[];
}

/** The one count of the line: title, figures and desk tell it alike, and those apart who are away, come later, or wait for
 * another officer than `me` (SPEC T42). */
export function lineOf(tickets: readonly QueueTicket[] = [], me?: string): Line {
  const aside = tickets.filter((ticket) => isInLine(ticket) && !waitsHere(ticket));
  const isMine = ({ preferred }: QueueTicket) => preferred == null || preferred === me;
  const isAway = ({ here }: QueueTicket) => here === false;
  return {
    here: tickets.filter(waitsHere).filter(isMine),
    others: tickets.filter(waitsHere).filter((ticket) => !isMine(ticket)),
    away: aside.filter(isAway),
    later: aside.filter((ticket) => !isAway(ticket)),
  };
}
