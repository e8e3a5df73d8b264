// My place in the line: the chip that is always in sight, and the card with all that can be done about it.
import type { JSX } from "preact";
import { callingFor, isAtDesk, isInLine } from "../model/line";
import type { TicketView } from "../protocol/generated";
import { sayDuration, sayNoDesk, sayRange } from "../words/wait";
import type { PageWords, SayFunction } from "../words/words";
import { AskTwice } from "./ask-twice";
import { useApp } from "./context";
import { Button, RejectionWords } from "./controls";
import { Icon } from "./icons";
import { VisitChoicesPart } from "./late-parts";
import { TimeLeft } from "./time-left";

/** Who is before me: next, next but one, next but two, or how many (SPEC T27). */
export function sayAhead(place: number, say: SayFunction): string {
  return place === 1 ? say("ticket-next") : say("ticket-ahead", { count: place - 1 });
}

/** Who is before me; when I come later by choice, also from when on I am called (SPEC T39). */
export function sayStanding({ place = 0, not_before }: TicketView, words: PageWords): string {
  const ahead = sayAhead(place, words.say);
  return not_before == null ? ahead : words.say("ticket-later", { time: words.time(not_before), ahead });
}

/** One line for a ticket: its place and range while it stands in the line, else its state. */
export function useTicketLine(ticket: TicketView): string {
  const { words, model } = useApp();
  const place = ticket.place ?? 0;
  const service = model.services.value.get(ticket.service);
  if (ticket.appointment != null && place === 0 && isInLine(ticket))
    return words.say("ticket-appointment", { time: words.time(ticket.appointment) });
  if (ticket.state === "called" && ticket.answered) return words.say("ticket-answered");
  if (!isInLine(ticket) || place === 0) return words.say(`ticket-${ticket.state}`);
  const range = service?.desks ? sayRange(ticket, words.say) : sayNoDesk(service, words);
  return `${sayStanding(ticket, words)} · ${range}`;
}

export function TicketChip(): JSX.Element | null {
  const { model } = useApp();
  const ticket = model.ticket.value;
  return ticket === null ? null : <Chip ticket={ticket} />;
}

function Chip({ ticket }: { ticket: TicketView }): JSX.Element {
  const { words, route } = useApp();
  const line = useTicketLine(ticket);
  const open = () =>
    ticket.state === "serving" && ticket.case ? route.open("case", ticket.case) : route.open("ticket");
  return (
    <button type="button" class={`ticket-chip is-${ticket.state}`} data-panel="ticket" onClick={open}>
      <Icon name="ticket" />
      <span class="hidden">{words.say("ticket")} </span>
      <span class="ticket-number">{ticket.number} </span>
      <span class="ticket-line">{line}</span>
    </button>
  );
}

/** What becomes of my other numbers while I am in a talk (SPEC T19); empty while there is none or I am in no talk. */
export function useWaitingMeanwhile(): string {
  const { words, model } = useApp();
  const others = model.talking.value === null ? [] : model.tickets.value.filter(isInLine);
  const numbers = others.map(({ number }) => number).join(", ");
  return numbers === "" ? "" : words.say("ticket-meanwhile", { numbers });
}

/** How the ticket came to where it stands in the line, and what the one who waits may do meanwhile. */
export function LineHint({ ticket }: { ticket: TicketView }): JSX.Element | null {
  const { words, model } = useApp();
  const counters = useCountersOf(ticket.service);
  if (!isInLine(ticket)) return null;
  if (isAtDesk(model.tickets.value)) return <p class="hint">{words.say("ticket-after-talk")}</p>;
  const where = ticket.state === "transferred" && counters !== "" ? `: ${counters}` : "";
  return (
    <p class="hint">
      {words.say(hintOf(ticket))}
      {where}
    </p>
  );
}

function hintOf({ state, not_before }: TicketView): string {
  if (not_before != null) return "ticket-later-hint";
  return state === "waiting" ? "ticket-waiting-hint" : `ticket-${state}`;
}

/** Until when the number is good, and for how long one may be away (SPEC T22, T23). */
export function TicketTerms({ ticket }: { ticket: TicketView }): JSX.Element | null {
  const { words, model } = useApp();
  const closed = useClosedWords(ticket);
  if (ticket.ends == null || (!isInLine(ticket) && ticket.state !== "held")) return null;
  const until = closed === "" ? words.say("ticket-good", { time: words.when(ticket.ends) }) : closed;
  const away = sayDuration(model.office.value?.away_minutes ?? 0, words.say);
  return (
    <p class="hint ticket-terms">
      {until}.{isInLine(ticket) && ` ${words.say("ticket-away", { away })}`}
    </p>
  );
}

/** That the counter has closed and this number is still served; empty while it is open, or when the number is served already. */
export function useClosedWords(ticket: TicketView): string {
  const { words, model } = useApp();
  const service = model.services.value.get(ticket.service);
  if (!isInLine(ticket) || service?.serves_until == null || ticket.ends == null) return "";
  return words.say("ticket-closed", { service: words.both(service.title), time: words.when(ticket.ends) });
}

/** The counters that call for this service now, by name. */
function useCountersOf(service: string): string {
  const { model, words } = useApp();
  const calling = callingFor(model.counters.value, [service]);
  return calling.map(({ title }) => words.both(title)).join(", ");
}

export function TicketCard({ ticket }: { ticket: TicketView }): JSX.Element {
  const { model, words, actions } = useApp();
  const service = model.services.value.get(ticket.service);
  const title = words.say("ticket-title", { number: ticket.number });
  return (
    <section class={`card ticket-card is-${ticket.state}`} aria-label={title}>
      <h3 class="ticket-head">
        <span class="ticket-service">{words.both(service?.title)}</span>
        <span class="ticket-big">{ticket.number}</span>
      </h3>
      <p class="ticket-line">{useTicketLine(ticket)}</p>
      {ticket.preferred && isInLine(ticket) && (
        <p class="hint">{words.say("ticket-preferred", { name: ticket.preferred })}</p>
      )}
      {(ticket.people ?? 1) > 1 && <p class="hint">{words.say("ticket-people", { count: ticket.people ?? 1 })}</p>}
      <LineHint ticket={ticket} />
      {ticket.counts_from != null && isInLine(ticket) && (
        <p class="hint">{words.say("ticket-counts-from", { time: words.time(ticket.counts_from) })}</p>
      )}
      <TicketTerms ticket={ticket} />
      {ticket.state === "called" && <TimeLeft ticket={ticket.id} />}
      <TicketActions ticket={ticket} />
      <VisitChoicesPart ticket={ticket} />
      <RejectionWords of={actions.pending(`ticket.leave.${ticket.id}`)} />
      <RejectionWords of={actions.pending(`ticket.defer.${ticket.id}`)} />
    </section>
  );
}

function TicketActions({ ticket }: { ticket: TicketView }): JSX.Element {
  const { words, actions, route, model } = useApp();
  const { say } = words;
  // leaving ends a talk that was set aside, and an older office undoes nothing (SPEC T37)
  const canBeTakenBack = model.features.value.includes("undo") && !(ticket.state === "held" && ticket.case != null);
  return (
    <div class="row">
      {ticket.case && (
        <Button kind="primary" icon="chat" onClick={() => route.open("case", ticket.case ?? null)}>
          {say("case-open-talk")}
        </Button>
      )}
      {ticket.counter && (
        <Button icon="walk" onClick={() => void actions.goTo({ kind: "counter", name: ticket.counter ?? "" })}>
          {say("take-me-counter")}
        </Button>
      )}
      <WaitSeated ticket={ticket} />
      {isInLine(ticket) && <Button onClick={() => void actions.deferTicket(ticket.id)}>{say("ticket-defer")}</Button>}
      {ticket.state !== "serving" && (
        <AskTwice
          name={canBeTakenBack ? "ticket-leave" : "ticket-give-up"}
          kind="quiet"
          act={() => void actions.leaveTicket(ticket.id)}
        />
      )}
    </div>
  );
}

/** The way to a seat near a counter of the service, while one is in its line and in its place (SPEC R21). */
function WaitSeated({ ticket }: { ticket: TicketView }): JSX.Element | null {
  const { words, actions, model } = useApp();
  const place = model.room.value?.place;
  const isHere = model.counters.value.some(
    (counter) => counter.place === place && counter.services.includes(ticket.service),
  );
  if (!isInLine(ticket) || !isHere) return null;
  return (
    <Button icon="walk" onClick={() => void actions.goTo({ kind: "seat", name: ticket.service })}>
      {words.say("wait-seated")}
    </Button>
  );
}
