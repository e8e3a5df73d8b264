// Which tickets wait, and which an officer may call: one answer for the desk, the citizen's card and the page's title.
import type { TicketView } from "../protocol/generated";

type InState = Pick<TicketView, "state">;

const LINE_STATES: readonly TicketView["state"][] = ["waiting", "deferred", "transferred", "missed"];

/** Whether the ticket stands in the line, however it came there: its place and its range go on (SPEC T12). */
export function isInLine({ state }: InState): boolean {
  return LINE_STATES.includes(state);
}

/** Whether an officer may call the ticket: it stands in the line, or it was set aside (SPEC T3). */
export function mayBeCalled(ticket: InState): boolean {
  return isInLine(ticket) || ticket.state === "held";
}

/** Whether the one who waits is here to be called as the next; who is away stands behind them (SPEC T15). */
export function waitsHere(ticket: InState & { readonly here?: boolean }): boolean {
  return isInLine(ticket) && ticket.here !== false;
}
