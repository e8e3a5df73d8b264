// Appointments: the way to one beside a service, mine among my things, and what can be done about each. Loaded when one is wanted.
import "./styles/appointments.css";
import { type Signal, useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { NewsItem } from "../model/news";
import { OFFICE_PATH } from "../office-path";
import type { AppointmentView, ServiceLine } from "../protocol/generated";
import { AppointmentPicker } from "./appointment-picker";
import { AskTwice } from "./ask-twice";
import { useApp } from "./context";
import { Button, Empty, RejectionWords } from "./controls";

/** Beside a service: my appointment there, or the way to one. */
export function AppointmentOffer({ service }: { service: ServiceLine }): JSX.Element {
  const { model, words, route } = useApp();
  const mine = model.appointments.value.find((one) => one.service === service.id);
  const word = mine ? "appointment-see" : "appointment-offer";
  return (
    <>
      {mine && <p class="wait">{words.say("appointment-booked", { time: words.when(mine.at) })}</p>}
      <div class="service-begin">
        <Button
          label={words.say(`${word}-label`, { service: words.both(service.title) })}
          onClick={() => route.open("appointment", service.id)}
        >
          {words.say(word)}
        </Button>
      </div>
    </>
  );
}

/** My appointments among my things, the earliest first. */
export function AppointmentList(): JSX.Element {
  const { model, words, route } = useApp();
  return (
    <section aria-label={words.say("appointments-mine")}>
      <ul class="case-list">
        {model.appointments.value.map((one) => (
          <li key={one.id}>
            <button type="button" class="case-row" onClick={() => route.open("appointment", one.service)}>
              <span class="case-title">{words.both(model.services.value.get(one.service)?.title)}</span>
              <span class="case-state">{words.say("appointment-booked", { time: words.when(one.at) })}</span>
              <span class="case-about">{one.number}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The panel of a service's appointments: mine, or a time to choose. */
export function AppointmentPanel({ service: id }: { service: string }): JSX.Element {
  const { model, words, actions } = useApp();
  const told = useSignal<Told | null>(null);
  const service = model.services.value.get(id);
  const book = async (at: number) => {
    const reply = await actions.appointment({ t: "appointment.book", service: id, at });
    if (reply.t === "done") told.value = "appointment-done";
    return reply;
  };
  const mine = model.appointments.value.find((one) => one.service === id);
  if (service === undefined && mine === undefined) return <Empty>{words.say("counters-none")}</Empty>;
  return (
    <section class="appointment" aria-label={words.both(service?.title)}>
      <h3>{words.both(service?.title)}</h3>
      {mine ? (
        <AppointmentCard key={mine.id} mine={mine} told={told} />
      ) : (
        <>
          {told.value === "appointment-cancelled" && <ToldHeading word={told.value} />}
          <AppointmentPicker
            service={id}
            pending={actions.pending(`appointment.book.${id}`)}
            word="appointment-book"
            hint="appointment-choose-hint"
            choose={book}
          />
          <RejectionWords of={actions.pending(`appointment.book.${id}`)} />
        </>
      )}
    </section>
  );
}

/** What was done just now: it is said where the focus goes. */
type Told = "appointment-done" | "appointment-moved" | "appointment-cancelled";

function AppointmentCard({ mine, told }: { mine: AppointmentView; told: Signal<Told | null> }): JSX.Element {
  const { words, actions } = useApp();
  const moves = useSignal(false);
  const { say, time } = words;
  const cancel = async () => {
    const reply = await actions.appointment({ t: "appointment.cancel", appointment: mine.id });
    if (reply.t === "done") told.value = "appointment-cancelled";
  };
  return (
    <>
      {told.value !== null && <ToldHeading key={`${told.value}/${mine.at}`} word={told.value} />}
      <Facts mine={mine} />
      <p class="hint">
        {say("appointment-check-in-hint", { from: time(mine.check_in), until: time(mine.kept_until) })}
      </p>
      {moves.value ? (
        <Move
          mine={mine}
          done={(isMoved) => {
            moves.value = false;
            if (isMoved) told.value = "appointment-moved";
          }}
        />
      ) : (
        <div class="row">
          <CheckIn mine={mine} />
          <Button onClick={() => (moves.value = true)}>{say("appointment-move")}</Button>
        </div>
      )}
      <RejectionWords of={actions.pending(`appointment.check_in.${mine.id}`)} />
      <RejectionWords of={actions.pending(`appointment.move.${mine.id}`)} />
      <ToCalendar mine={mine} />
      <p class="hint">{say("appointment-key-hint", { address: `${location.host}${OFFICE_PATH}/appointment` })}</p>
      <AskTwice name="appointment-cancel" kind="quiet" act={() => void cancel()}>
        <RejectionWords of={actions.pending(`appointment.cancel.${mine.id}`)} />
      </AskTwice>
    </>
  );
}

/** It takes the focus and comes into sight: the button that was pressed is gone. */
function ToldHeading({ word }: { word: Told }): JSX.Element {
  const { words } = useApp();
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => heading.current?.focus(), []);
  return (
    <h4 ref={heading} tabIndex={-1} class="appointment-told">
      {words.say(word)}
    </h4>
  );
}

function Facts({ mine }: { mine: AppointmentView }): JSX.Element {
  const { say, day } = useApp().words;
  return (
    <dl class="appointment-facts">
      <dt>{say("appointment-when")}</dt>
      <dd class="appointment-when">{day(mine.at)}</dd>
      <dt>{say("appointment-number")}</dt>
      <dd>{mine.number}</dd>
      <dt>{say("appointment-key")}</dt>
      <dd>{mine.key}</dd>
    </dl>
  );
}

/** The number comes as a ticket, which has a card of its own. */
function CheckIn({ mine }: { mine: AppointmentView }): JSX.Element {
  const { words, actions, route } = useApp();
  const arrive = async () => {
    const pressedIn = route.shown.peek();
    const reply = await actions.appointment({ t: "appointment.check_in", appointment: mine.id });
    if (reply.t === "done" && route.shown.peek() === pressedIn) route.open("ticket");
  };
  return (
    <Button
      kind="primary"
      busy={actions.pending(`appointment.check_in.${mine.id}`).value.is === "asked"}
      onClick={() => void arrive()}
    >
      {words.say("appointment-check-in")}
    </Button>
  );
}

function Move({ mine, done }: { mine: AppointmentView; done: (isMoved: boolean) => void }): JSX.Element {
  const { words, actions } = useApp();
  const move = async (at: number) => {
    const reply = await actions.appointment({ t: "appointment.move", appointment: mine.id, at });
    if (reply.t === "done") done(true);
    return reply;
  };
  return (
    <>
      <AppointmentPicker
        service={mine.service}
        pending={actions.pending(`appointment.move.${mine.id}`)}
        word="appointment-move-to"
        hint="appointment-move-hint"
        choose={move}
      />
      <Button kind="quiet" onClick={() => done(false)}>
        {words.say("appointment-move-not")}
      </Button>
    </>
  );
}

/** A form, so that number and key stand in no address. */
function ToCalendar({ mine }: { mine: AppointmentView }): JSX.Element {
  const { words } = useApp();
  return (
    <form method="post" action={`${OFFICE_PATH}/appointment/calendar`}>
      <input type="hidden" name="number" value={mine.number} />
      <input type="hidden" name="key" value={mine.key} />
      <button type="submit" class="button secondary">
        <span>{words.say("appointment-calendar")}</span>
      </button>
    </form>
  );
}

/** In a notice: the way to the appointment, or a number where it was missed (SPEC T32). */
export function AppointmentAction({ item }: { item: NewsItem }): JSX.Element {
  const { words, route, news, actions } = useApp();
  const service = item.facts.service ?? "";
  const isMissed = item.word === "notice-appointment_missed";
  const look = () => {
    news.dismiss(item);
    if (isMissed) void actions.takeTicket(service).then(() => route.open("counters"));
    else route.open("appointment", service);
  };
  return <Button onClick={look}>{words.say(isMissed ? "appointment-take" : "news-look")}</Button>;
}
