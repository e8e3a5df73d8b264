// The line and the case tray as an officer sees them: who has waited how long, and what is due when.
import type { JSX } from "preact";
import { leftOf, overdueOf } from "../../model/backlog";
import { mayBeCalled } from "../../model/line";
import type { QueueCase, QueueTicket } from "../../protocol/generated";
import { sayAgo } from "../../words/wait";
import { sayDue } from "../case-words";
import { CaseState } from "../cases";
import { useApp } from "../context";
import { Button, Empty } from "../controls";
import { LeftMessages } from "./inquiries";
import { useNowS } from "./now";
import { Ringing } from "./ringing";

/** The id of the heading of the case on the desk. */
export const CASE_NAME = "desk-case-name";

export function QueuePanel(): JSX.Element {
  return (
    <>
      <Ringing />
      <WaitingLine />
      <LeftMessages />
      <ExpectedToday />
      <Tray />
    </>
  );
}

export function WaitingLine(): JSX.Element {
  const { model, words } = useApp();
  const nowS = useNowS();
  const mine = model.desk.value?.ticket?.id; // who is at my desk stands there, not in the line
  const tickets = (model.queue.value?.tickets ?? []).filter((ticket) => ticket.id !== mine);
  if (tickets.length === 0) return <Empty>{words.say("line-none")}</Empty>;
  return (
    <>
      <ClosedLines of={new Set(tickets.map(({ service }) => service))} />
      <ol class="line-list">
        {tickets.map((ticket) => (
          <TicketRow key={ticket.id} ticket={ticket} nowS={nowS} />
        ))}
      </ol>
    </>
  );
}

/** Which services have closed for which somebody waits, and until when those can be called (SPEC T22). */
function ClosedLines({ of }: { of: ReadonlySet<string> }): JSX.Element {
  const { model, words } = useApp();
  const closed = (model.office.value?.services ?? []).filter(({ id, serves_until }) => serves_until && of.has(id));
  return (
    <>
      {closed.map(({ id, title, serves_until }) => (
        <p class="hint" key={id}>
          {words.say("line-closed", { service: words.both(title), time: words.when(serves_until ?? 0) })}
        </p>
      ))}
    </>
  );
}

function TicketRow({ ticket, nowS }: { ticket: QueueTicket; nowS: number }): JSX.Element {
  const { model, words, actions } = useApp();
  const desk = model.desk.value;
  const canCall = desk?.state === "open" && !desk.ticket && mayBeCalled(ticket);
  const service = model.services.value.get(ticket.service);
  const busyAt = model.counters.value.find(({ id }) => id === ticket.busy_at);
  return (
    <li class="line-row">
      <span class="line-number">{ticket.number}</span>
      <span class="line-facts">
        <strong>{ticket.name}</strong>
        <span class="hint">
          {words.both(service?.title)} · {sayAgo(ticket.since, nowS, words.say)}
          {ticket.state !== "waiting" && ` · ${words.say(`desk-ticket-${ticket.state}`)}`}
          {ticket.appointment && ` · ${words.say("line-appointment", { time: words.time(ticket.appointment) })}`}
          {(ticket.people ?? 1) > 1 && ` · ${words.say("line-people", { count: ticket.people ?? 1 })}`}
          {ticket.preferred && ` · ${words.say("line-preferred", { name: ticket.preferred })}`}
          {ticket.not_before && ` · ${words.say("line-later", { time: words.time(ticket.not_before) })}`}
          {ticket.ground && ` · ${words.sayOr(`desk-ground-${ticket.ground}`, "desk-ground-other")}`}
          {ticket.busy_at && ` · ${words.say("line-busy", { counter: words.both(busyAt?.title) })}`}
          {ticket.here === false && ` · ${words.say("line-away")}`}
        </span>
      </span>
      {canCall && (
        <Button
          label={words.say("line-call-label", { number: ticket.number })}
          onClick={() => void actions.callNext(ticket.id)}
        >
          {words.say("line-call")}
        </Button>
      )}
    </li>
  );
}

/** Whose appointments of today are still to come, the earliest first; nothing where none is (SPEC T36). */
export function ExpectedToday(): JSX.Element | null {
  const { model, words } = useApp();
  const expected = model.queue.value?.appointments ?? [];
  if (expected.length === 0) return null;
  return (
    <section aria-labelledby="desk-expected">
      <h2 id="desk-expected">{words.say("line-expected", { count: expected.length })}</h2>
      <ul class="line-list">
        {expected.map((one) => (
          <li class="line-row" key={one.id}>
            <span class="line-number">{words.time(one.at)}</span>
            <span class="line-facts">
              <strong>{one.name}</strong>
              <span class="hint">
                {words.both(model.services.value.get(one.service)?.title)} · {one.number}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What is past its term, the longest first: of the services here, and to who supervises of all; nothing where nothing is (SPEC C43). */
export function Overdue(): JSX.Element | null {
  const { model, words } = useApp();
  const nowS = useNowS();
  const queue = model.queue.value;
  const own = overdueOf(queue?.cases ?? [], nowS);
  const late = [...own, ...(queue?.overdue ?? []).filter(({ id }) => !own.some((one) => one.id === id))];
  late.sort((one, other) => (one.due ?? 0) - (other.due ?? 0));
  if (late.length === 0) return null;
  return (
    <section aria-labelledby="desk-overdue">
      <h2 id="desk-overdue">{words.say("tray-overdue-count", { count: late.length })}</h2>
      <ul class="case-list">
        {late.map((one) =>
          queue?.cases.some(({ id }) => id === one.id) ? (
            <TrayRow key={one.id} waiting={one} nowS={nowS} isLate />
          ) : (
            <li key={one.id} class="line-row">
              <AboutCase waiting={one} nowS={nowS} isLate />
            </li>
          ),
        )}
      </ul>
    </section>
  );
}

export function Tray(): JSX.Element {
  const { model, words } = useApp();
  const nowS = useNowS();
  const cases = model.queue.value?.cases ?? [];
  if (cases.length === 0) return <Empty>{words.say("tray-none")}</Empty>;
  return (
    <ul class="case-list">
      {cases.map((waiting) => (
        <TrayRow key={waiting.id} waiting={waiting} nowS={nowS} />
      ))}
    </ul>
  );
}

interface CaseProps {
  readonly waiting: QueueCase;
  readonly nowS: number;
  /** It stands in the list of what is past its term: by this device's clock, or told by the office. */
  readonly isLate?: boolean;
}

export function TrayRow({ waiting, nowS, isLate = false }: CaseProps): JSX.Element {
  const { route, actions } = useApp();
  const isOpen = route.shown.value?.id === waiting.id;
  const look = () => {
    void actions.lookAtCase(waiting.id); // also when it is known: it may have changed, and who reads it is written down
    if (isOpen) document.getElementById(CASE_NAME)?.focus();
    else route.open("case", waiting.id);
  };
  return (
    <li>
      <button type="button" class="case-row" aria-current={isOpen} onClick={look}>
        <AboutCase waiting={waiting} nowS={nowS} isLate={isLate} />
      </button>
    </li>
  );
}

function AboutCase({ waiting, nowS, isLate = false }: CaseProps): JSX.Element {
  const app = useApp();
  const { model, words } = app;
  const due = sayDue(app, waiting);
  const left = isLate ? "overdue" : due === "" ? null : leftOf(waiting, nowS);
  return (
    <>
      <span class="case-title">{words.both(model.services.value.get(waiting.service)?.title)}</span>
      <CaseState view={waiting} />
      <span class="case-about">
        {waiting.name} · {waiting.number}
        {due !== "" && ` · ${due}`}
        {left && ` · ${words.say(`tray-${left}`)}`}
        {waiting.officer && ` · ${words.say("tray-with", { name: waiting.officer })}`}
      </span>
    </>
  );
}
