// The person at the desk: called, then served; with the next steps as buttons and how it ends.
import { type Signal, useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { type Desk, type Outcome, type ServiceLine, TEXT_CHARS_MAX, type TicketView } from "../../protocol/generated";
import { lettersOf } from "../../protocol/letters";
import { languageOf } from "../../words/script";
import { OVER } from "../case-words";
import { useApp } from "../context";
import { Button } from "../controls";
import { TimeLeft } from "../time-left";
import { TooLong } from "../too-long";
import { EndTalk, TalkAdvice, Warn } from "./conduct";
import { useFirstField, useFocusWhenLost } from "./focus";

type Step = "none" | "transfer" | "further" | "finish" | "warn" | "end";

interface ServingProps {
  readonly desk: Desk;
  readonly ticket: TicketView;
  readonly finished: () => void;
  /** The talk was ended, and may have cost something. */
  readonly ended: () => void;
}

export function Serving({ desk, ticket, finished, ended }: ServingProps): JSX.Element {
  const { words } = useApp();
  const step = useSignal<Step>("none");
  const isCalled = ticket.state === "called";
  const who = useFocusWhenLost<HTMLHeadingElement>(`${ticket.id} ${ticket.state}`);
  return (
    <div class="serving">
      <h2 class="serving-who" tabIndex={-1} ref={who}>
        <span class="ticket-big">{ticket.number}</span>
        <span>
          <span lang={languageOf(desk.citizen ?? "")}>{desk.citizen}</span>
          {" · "}
          {words.say(ticket.answered && isCalled ? "desk-ticket-answered" : `desk-ticket-${ticket.state}`)}
          {(ticket.people ?? 1) > 1 && ` · ${words.say("line-people", { count: ticket.people ?? 1 })}`}
          {isCalled && (ticket.calls ?? 1) > 1 && ` · ${words.say("desk-calls", { count: ticket.calls ?? 1 })}`}
        </span>
      </h2>
      {isCalled && <TimeLeft ticket={ticket.id} />}
      <div class="row">
        {isCalled ? <CalledButtons /> : <ServingButtons step={step} mayEnd={desk.may_end ?? false} />}
      </div>
      {!isCalled && <TalkAdvice desk={desk} />}
      {step.value === "transfer" && <Transfer />}
      {step.value === "further" && <Further />}
      {step.value === "warn" && <Warn done={() => (step.value = "none")} />}
      {step.value === "end" && <EndTalk ended={ended} />}
      {step.value === "finish" && <Finish outcomes={desk.outcomes ?? []} finished={finished} />}
      {isCalled && (
        <p class={ticket.answered ? "answered" : "hint"} role="status">
          {words.say(ticket.answered ? "desk-answered-hint" : "desk-called-hint")}
        </p>
      )}
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
    </>
  );
}

function ServingButtons({ step, mayEnd }: { step: Signal<Step>; mayEnd: boolean }): JSX.Element {
  const { words, actions, model } = useApp();
  const toggle = (name: Step) => () => (step.value = step.value === name ? "none" : name);
  return (
    <>
      <Button kind="primary" size="large" onClick={toggle("finish")}>
        {words.say("desk-finish")}
      </Button>
      <Button onClick={() => void actions.desk("desk.hold")}>{words.say("desk-hold")}</Button>
      <Button onClick={toggle("transfer")}>{words.say("desk-transfer")}</Button>
      {model.features.value.includes("further") && (
        <Button onClick={toggle("further")}>{words.say("desk-further")}</Button>
      )}
      {model.features.value.includes("protection") && (
        <Button onClick={toggle("warn")}>{words.say("desk-warn")}</Button>
      )}
      {mayEnd && <Button onClick={toggle("end")}>{words.say("desk-end-talk")}</Button>}
    </>
  );
}

function Transfer(): JSX.Element {
  const { model, words, actions } = useApp();
  const services = (model.office.value?.services ?? []).filter(
    (service) => service.id !== model.desk.value?.ticket?.service,
  );
  const choices = useFirstField<HTMLDivElement>();
  const { first, ticket } = model.desk.value ?? {};
  const firstCounter = model.counters.value.find(({ id }) => id === first);
  return (
    <div class="sure" role="group" aria-label={words.say("desk-transfer")} ref={choices}>
      {firstCounter && ticket && (
        <>
          <p>{words.say("desk-transfer-first-hint")}</p>
          <div class="row">
            <Button onClick={() => void actions.transfer(ticket.service, "first")}>
              {words.say("desk-transfer-first", { counter: words.both(firstCounter.title) })}
            </Button>
          </div>
        </>
      )}
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

/** A number for a further service of the same visit (SPEC T40). */
function Further(): JSX.Element {
  const { model, words, actions } = useApp();
  const given = useSignal("");
  const choices = useFirstField<HTMLDivElement>();
  const services = (model.office.value?.services ?? []).filter(({ id }) => id !== model.desk.value?.ticket?.service);
  const give = async (service: ServiceLine) => {
    const reply = await actions.giveFurther(service.id);
    given.value = reply.t === "done" ? words.both(service.title) : "";
  };
  return (
    <div class="sure" role="group" aria-label={words.say("desk-further")} ref={choices}>
      <p>{words.say("desk-further-where")}</p>
      <div class="row">
        {services.map((service) => (
          <Button key={service.id} onClick={() => void give(service)}>
            {words.both(service.title)}
          </Button>
        ))}
      </div>
      <p role="status">{given.value !== "" && words.say("desk-further-given", { service: given.value })}</p>
    </div>
  );
}

/** What is said of a talk whose service declares no outcomes of its own. */
const ENDED = "ended";

interface FinishProps {
  readonly outcomes: readonly Outcome[];
  readonly finished: () => void;
}

function Finish({ outcomes, finished }: FinishProps): JSX.Element {
  const { model, words, actions } = useApp();
  const questions = useFirstField<HTMLFormElement>();
  const served = model.cases.value.get(model.desk.value?.ticket?.case ?? "");
  const takesNote = served !== undefined && !OVER.has(served.state);
  const outcome = useSignal<string>(outcomes[0]?.id ?? ENDED);
  const note = useSignal("");
  const submit = async (event: Event) => {
    event.preventDefault();
    if (lettersOf(note.value) > TEXT_CHARS_MAX) return;
    const reply = await actions.finish(outcome.value, takesNote ? note.value : "");
    if (reply.t === "done") finished();
  };
  return (
    <form class="sure" ref={questions} onSubmit={(event) => void submit(event)}>
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
      {takesNote && <Note note={note} />}
      <button type="submit" class="button primary">
        {words.say("desk-finish-now")}
      </button>
    </form>
  );
}

/** What the officer leaves in writing, in the case: the citizen reads it too. */
function Note({ note }: { note: Signal<string> }): JSX.Element {
  return (
    <>
      <label class="label" for="note">
        {useApp().words.say("desk-note")}
      </label>
      <textarea
        id="note"
        class="input"
        rows={3}
        aria-describedby="note-fault"
        value={note.value}
        onInput={(event) => (note.value = event.currentTarget.value)}
      />
      <TooLong id="note-fault" text={note.value} max={TEXT_CHARS_MAX} />
    </>
  );
}
