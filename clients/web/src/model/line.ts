// Which tickets wait, and which an officer may call: one answer for the desk, the citizen's card and the page's title.
import type { CounterView, QueueTicket, TicketView } from "../protocol/generated";

type InState = Pick<TicketView, "state">;

const LINE_STATES: readonly TicketView["state"][] = ["waiting", "deferred", "transferred", "missed"];

/** Whether the ticket stands in the line, however it came there: its place and its range go on (SPEC T12). */
export function isInLine({ state }: InState): boolean {
  return LINE_STATES.includes(state);
}

/** Whether an officer may call the ticket: it stands in the line, or it was set aside (SPEC T3), and its holder is free (T19). */
export function mayBeCalled(ticket: InState & Pick<QueueTicket, "busy_at">): boolean {
  return (isInLine(ticket) || ticket.state === "held") && !ticket.busy_at;
}

/** Whether the holder of these tickets is at a desk: none of the others is called meanwhile (SPEC T19). */
export function isAtDesk(tickets: readonly InState[]): boolean {
  return tickets.some(({ state }) => state === "called" || state === "serving");
}

/** Whether the one who waits is here to be called as the next; who is away stands behind them (SPEC T15). */
export function waitsHere(ticket: InState & { readonly here?: boolean }): boolean {
  return isInLine(ticket) && ticket.here !== false;
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
}

/** The one count of the line: title, figures and desk tell it alike, and those who are away apart. */
export function lineOf(tickets: readonly QueueTicket[] = []): Line {
  return { here: tickets.filter(waitsHere), away: tickets.filter((ticket) => isInLine(ticket) && !waitsHere(ticket)) };
}
