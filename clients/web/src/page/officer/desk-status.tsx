// Where I sit and whom I serve, with the next steps as buttons. What is allowed is decided by the office; this offers what fits.
import { type Signal, useSignal } from "@preact/signals";
import type { JSX } from "preact";
import type { Desk, DeskPause, Outcome, TicketView } from "../../protocol/generated";
import { useApp } from "../context";
import { Button, Empty } from "../controls";
import { CounterState } from "../counters";

export function DeskStatus(): JSX.Element {
  const { model } = useApp();
  const desk = model.desk.value;
  if (desk === null || desk.counter === null || desk.state === "closed") return <ChooseCounter />;
  return (
    <>
      <DeskHead desk={desk} />
      {desk.ticket ? <Serving desk={desk} ticket={desk.ticket} /> : <Ready desk={desk} />}
    </>
  );
}

function ChooseCounter(): JSX.Element {
  const { model, words, actions } = useApp();
  const free = model.counters.value.filter((counter) => counter.state === "closed");
  if (free.length === 0) return <Empty>{words.say("desk-none-free")}</Empty>;
  return (
    <>
      <p>{words.say("desk-choose")}</p>
      <ul class="choices">
        {free.map((counter) => (
          <li key={counter.id}>
            <Button
              kind="primary"
              label={words.say("desk-open-label", { counter: words.both(counter.title) })}
              onClick={() => void actions.openDesk(counter.id)}
            >
              {words.both(counter.title)}
            </Button>
          </li>
        ))}
      </ul>
    </>
  );
}

function DeskHead({ desk }: { desk: Desk }): JSX.Element {
  const { model, words } = useApp();
  const counter = model.counters.value.find((known) => known.id === desk.counter);
  return (
    <p class="desk-head">
      <strong>{words.both(counter?.title)}</strong>
      <CounterState state={desk.state} />
      {desk.reason && <span>{words.sayOr(`pause-${desk.reason}`, "pause-break")}</span>}
    </p>
  );
}

function Ready({ desk }: { desk: Desk }): JSX.Element {
  const { model, words, actions } = useApp();
  const waiting = (model.queue.value?.tickets ?? []).filter((ticket) => ticket.state === "waiting").length;
  if (desk.state === "paused") {
    return (
      <div class="row">
        <Button kind="primary" size="large" onClick={() => void actions.desk("desk.resume")}>
          {words.say("desk-resume")}
        </Button>
        <Button onClick={() => void actions.desk("desk.close")}>{words.say("desk-close")}</Button>
      </div>
    );
  }
  return (
    <>
      <p>{words.say("waiting-count", { count: waiting })}</p>
      <div class="row">
        <Button kind="primary" size="large" disabled={waiting === 0} onClick={() => void actions.callNext()}>
          {words.say("desk-call-next")}
        </Button>
        <Pause />
        <Button onClick={() => void actions.desk("desk.close")}>{words.say("desk-close")}</Button>
      </div>
    </>
  );
}

function Pause(): JSX.Element {
  const { words, actions } = useApp();
  const reasons: readonly NonNullable<DeskPause["reason"]>[] = ["break", "meeting", "paperwork"];
  return (
    <label class="inline-select">
      <span class="hidden">{words.say("desk-pause")}</span>
      <select
        class="input"
        value=""
        onChange={(event) => event.currentTarget.value && void actions.pauseDesk(event.currentTarget.value as "break")}
      >
        <option value="">{words.say("desk-pause")}</option>
        {reasons.map((reason) => (
          <option key={reason} value={reason}>
            {words.say(`pause-${reason}`)}
          </option>
        ))}
      </select>
    </label>
  );
}

function Serving({ desk, ticket }: { desk: Desk; ticket: TicketView }): JSX.Element {
  const { words } = useApp();
  const step = useSignal<"none" | "transfer" | "finish">("none");
  const isCalled = ticket.state === "called";
  return (
    <div class="serving">
      <p class="serving-who">
        <span class="ticket-big">{ticket.number}</span>
        <span>
          {desk.citizen} · {words.say(`ticket-${ticket.state}`)}
          {isCalled && ` · ${words.say("desk-calls", { count: ticket.calls ?? 1 })}`}
        </span>
      </p>
      <div class="row">{isCalled ? <CalledButtons /> : <ServingButtons step={step} />}</div>
      {step.value === "transfer" && <Transfer />}
      {step.value === "finish" && <Finish outcomes={desk.outcomes ?? []} />}
      {isCalled && <p class="hint">{words.say("desk-called-hint")}</p>}
    </div>
  );
}

function CalledButtons(): JSX.Element {
  const { words, actions } = useApp();
  return (
    <>
      <Button kind="primary" size="large" onClick={() => void actions.desk("desk.serve")}>
        {words.say("desk-serve")}
      </Button>
      <Button onClick={() => void actions.desk("desk.recall")}>{words.say("desk-recall")}</Button>
      <Button onClick={() => void actions.desk("desk.missed")}>{words.say("desk-missed")}</Button>
      <Button onClick={() => void actions.desk("desk.hold")}>{words.say("desk-hold")}</Button>
    </>
  );
}

function ServingButtons({ step }: { step: Signal<"none" | "transfer" | "finish"> }): JSX.Element {
  const { words, actions } = useApp();
  const toggle = (name: "transfer" | "finish") => () => (step.value = step.value === name ? "none" : name);
  return (
    <>
      <Button kind="primary" size="large" onClick={toggle("finish")}>
        {words.say("desk-finish")}
      </Button>
      <Button onClick={() => void actions.desk("desk.hold")}>{words.say("desk-hold")}</Button>
      <Button onClick={toggle("transfer")}>{words.say("desk-transfer")}</Button>
    </>
  );
}

function Transfer(): JSX.Element {
  const { model, words, actions } = useApp();
  const services = (model.office.value?.services ?? []).filter(
    (service) => service.id !== model.desk.value?.ticket?.service,
  );
  return (
    <div class="sure" role="group" aria-label={words.say("desk-transfer")}>
      <p>{words.say("desk-transfer-where")}</p>
      <div class="row">
        {services.map((service) => (
          <Button key={service.id} onClick={() => void actions.transfer(service.id, "age")}>
            {words.both(service.title)}
          </Button>
        ))}
      </div>
    </div>
  );
}

/** What is said of a talk whose service declares no outcomes of its own. */
const ENDED = "ended";

function Finish({ outcomes }: { readonly outcomes: readonly Outcome[] }): JSX.Element {
  const { words, actions } = useApp();
  const outcome = useSignal<string>(outcomes[0]?.id ?? ENDED);
  const note = useSignal("");
  return (
    <form
      class="sure"
      onSubmit={(event) => {
        event.preventDefault();
        void actions.finish(outcome.value, note.value);
      }}
    >
      {outcomes.length > 0 && (
        <fieldset class="question">
          <legend class="label">{words.say("desk-outcome")}</legend>
          {outcomes.map(({ id, title }) => (
            <label class="check" key={id}>
              <input type="radio" name="outcome" checked={outcome.value === id} onChange={() => (outcome.value = id)} />
              <span>{words.both(title)}</span>
            </label>
          ))}
        </fieldset>
      )}
      <label class="label" for="note">
        {words.say("desk-note")}
      </label>
      <textarea
        id="note"
        class="input"
        rows={3}
        maxLength={1000}
        value={note.value}
        onInput={(event) => (note.value = event.currentTarget.value)}
      />
      <button type="submit" class="button primary">
        {words.say("desk-finish-now")}
      </button>
    </form>
  );
}
