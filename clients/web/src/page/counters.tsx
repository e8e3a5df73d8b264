// What the office does for people: each service with its honest wait and one way to begin, and its counters as they stand now.
import { type Signal, useSignal } from "@preact/signals";
import type { JSX } from "preact";
import type { Pending } from "../model/actions";
import type { CounterView, ServiceLine, TicketView } from "../protocol/generated";
import { sayClosed, sayDuration, sayRange } from "../words/wait";
import { useApp } from "./context";
import { Button, Empty, RejectionWords } from "./controls";
import { CounterRows } from "./counter-rows";
import { type Ground, GroundQuestion } from "./ground";
import {
  Announcements,
  AppointmentOfferPart,
  BellPart,
  InquiryPart,
  LineClosedPart,
  PeopleQuestionPart,
} from "./late-parts";
import { LineHint, useTicketLine } from "./ticket";

export function Counters(): JSX.Element {
  const { model, words } = useApp();
  const office = model.office.value;
  if (office === null || office.services.length === 0) return <Empty>{words.say("counters-none")}</Empty>;
  const offered = new Set(office.services.map((service) => service.id));
  const others = office.counters.filter((counter) => !counter.services.some((service) => offered.has(service)));
  return (
    <div class="services">
      <Announcements name="AnnouncedList" />
      {office.services.map((service) => (
        <ServiceCard
          key={service.id}
          service={service}
          counters={office.counters.filter((counter) => counter.services.includes(service.id))}
        />
      ))}
      {others.length > 0 && (
        <section class="service">
          <h3>{words.say("counters-other")}</h3>
          <CounterRows counters={others} />
        </section>
      )}
      <WaysOut />
    </div>
  );
}

/** The doors to other places: everything can be reached without walking. */
function WaysOut(): JSX.Element | null {
  const { plan, words, actions } = useApp();
  const doors = plan.value?.doors ?? [];
  if (doors.length === 0) return null;
  return (
    <section class="service">
      <h3>{words.say("places-other")}</h3>
      <ul class="counter-rows">
        {doors.map((door) => (
          <li class="counter-row" key={door.name}>
            <span class="counter-title">{words.both(door.title)}</span>
            {door.isClosed ? (
              <span class="tag is-soft">{words.say("door-closed")}</span>
            ) : (
              <Button
                kind="quiet"
                icon="walk"
                label={words.say("take-me-label", { where: words.both(door.title) })}
                onClick={() => void actions.goTo({ kind: "door", name: door.name })}
              >
                {words.say("take-me")}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function ServiceCard({ service, counters }: { service: ServiceLine; counters: readonly CounterView[] }): JSX.Element {
  const { words } = useApp();
  const title = words.both(service.title);
  return (
    <section class="service" aria-label={title}>
      <h3>{title}</h3>
      {service.hint && <p class="hint">{words.both(service.hint)}</p>}
      <ServiceStart service={service} />
      <CounterRows counters={counters} />
    </section>
  );
}

/** Whether it is open, and when that changes. */
function ServiceHours({ service }: { service: ServiceLine }): JSX.Element | null {
  const { words } = useApp();
  const { closes } = service;
  if (service.open === false && service.desks > 0) return null; // somebody is there all the same
  if (service.open === false) return <p class="hint">{sayClosed(service, words)}</p>;
  return closes == null ? null : <p class="hint">{words.say("service-open-until", { time: words.when(closes) })}</p>;
}

function ServiceWait({ service }: { service: ServiceLine }): JSX.Element {
  const { say } = useApp().words;
  if (service.broken) return <p class="wait is-broken">{say("service-broken")}</p>;
  if (service.kind === "form") return <p class="wait">{say("service-form-any-time")}</p>;
  return (
    <p class="wait">
      <span class="wait-people">{say("waiting-count", { count: service.waiting })}</span>
      {(service.desks > 0 || service.open !== false) && (
        <span class="wait-range">{service.desks === 0 ? say("wait-no-desk") : sayRange(service, say)}</span>
      )}
    </p>
  );
}

/** The wait and the one button with which this service begins, or what is going on with it already. */
export function ServiceStart({ service, large = false }: { service: ServiceLine; large?: boolean }): JSX.Element {
  const { model } = useApp();
  const ground = useSignal<Ground | null>(null);
  const people = useSignal(1);
  const mine = model.tickets.value.find((ticket) => ticket.service === service.id);
  const begins =
    service.kind === "form" ? (
      <FillForm {...{ service, large }} />
    ) : (
      !service.line_closed && <TakeTicket {...{ service, large, ground, people }} />
    );
  return (
    <>
      {mine ? <TicketLine ticket={mine} /> : <BeforeStart {...{ service, ground, people }} />}
      {/* one place for the button, so that the focus stays in it when a ticket was taken (focus-kept.ts) */}
      <div class="service-begin">{mine ? <SeeTicket ticket={mine} /> : begins}</div>
      <BellPart service={service} />
      <InquiryPart service={service} />
      <AppointmentOfferPart service={service} />
    </>
  );
}

/** What was chosen before the button is pressed. */
interface Chosen {
  readonly ground: Signal<Ground | null>;
  readonly people: Signal<number>;
}

/** What one reads and chooses before the button. */
function BeforeStart({ service, ground, people }: { service: ServiceLine } & Chosen): JSX.Element {
  const { model, words } = useApp();
  const away = sayDuration(model.office.value?.away_minutes ?? 0, words.say);
  return (
    <>
      <ServiceWait service={service} />
      {service.line_closed && <LineClosedPart service={service} />}
      {service.kind !== "form" && !service.line_closed && (
        <>
          <ServiceHours service={service} />
          <GroundQuestion service={service.id} chosen={ground} />
          <PeopleQuestionPart service={service.id} chosen={people} />
          <p class="hint">{words.say("take-ticket-before", { away })}</p>
        </>
      )}
    </>
  );
}

function TicketLine({ ticket }: { ticket: TicketView }): JSX.Element {
  return (
    <>
      <p class="wait">{useTicketLine(ticket)}</p>
      <LineHint ticket={ticket} />
    </>
  );
}

function SeeTicket({ ticket }: { ticket: TicketView }): JSX.Element {
  const { words, route } = useApp();
  return <Button onClick={() => route.open("ticket")}>{words.say("ticket-see", { number: ticket.number })}</Button>;
}

interface StartProps {
  readonly service: ServiceLine;
  readonly large: boolean;
}

function FillForm({ service, large }: StartProps): JSX.Element {
  const { actions, route } = useApp();
  const open = async () => {
    const pressedIn = route.shown.peek();
    const reply = await actions.openCase(service.id);
    const isStill = route.shown.peek() === pressedIn; // who has gone on to something else finds it under their requests
    if (reply.t === "done" && reply.ref && isStill) route.open("case", reply.ref);
  };
  return (
    <Begin word="fill-form" pending={actions.pending(`open.${service.id}`)} begin={open} {...{ service, large }} />
  );
}

function TakeTicket({ service, large, ground, people }: StartProps & Chosen): JSX.Element {
  const { actions } = useApp();
  const take = () => actions.takeTicket(service.id, ground.value, people.value);
  return (
    <Begin word="take-ticket" pending={actions.pending(`ticket.${service.id}`)} begin={take} {...{ service, large }} />
  );
}

interface BeginProps extends StartProps {
  readonly word: "fill-form" | "take-ticket";
  readonly pending: Signal<Pending>;
  readonly begin: () => Promise<unknown>;
}

function Begin({ service, large, word, pending, begin }: BeginProps): JSX.Element {
  const { words } = useApp();
  return (
    <>
      <Button
        kind="primary"
        {...(large ? { size: "large" as const } : {})}
        busy={pending.value.is === "asked"}
        disabled={service.broken === true}
        label={words.say(`${word}-label`, { service: words.both(service.title) })}
        onClick={() => void begin()}
      >
        {words.say(word)}
      </Button>
      <RejectionWords of={pending} />
    </>
  );
}
