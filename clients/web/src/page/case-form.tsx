// A case's form: kept while it is typed, checked here and at the office, handed in once. Faults are told at the top and in place.
import { type Signal, useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { Draft } from "../model/drafts";
import { answered, check, type Faults, type Question, questionsOf } from "../model/form";
import type { CaseView } from "../protocol/generated";
import { useApp } from "./context";
import { Button, Refusal } from "./controls";
import { FaultWords, Questions } from "./questions";

export function CaseForm({ view }: { view: CaseView }): JSX.Element {
  const { words, drafts, actions } = useApp();
  const draft = drafts.of(view);
  const questions = questionsOf(view.form, words.language.value);
  const faults = useSignal<Faults>({});
  const pending = actions.pending(`submit.${view.id}`);
  const submit = async (event: Event) => {
    event.preventDefault();
    faults.value = check(questions, draft.value.values);
    if (Object.keys(faults.value).length > 0) return;
    const answer = await actions.submitCase(view.id, answered(draft.value.values));
    if (answer.t === "refused" && answer.code === "form_invalid") faults.value = answer.fields ?? {};
  };
  return (
    <form class="case-form" noValidate onSubmit={(event) => void submit(event)}>
      <FaultSummary questions={questions} faults={faults} prefix={view.id} />
      <Clash view={view} draft={draft} />
      <FormBody view={view} draft={draft} questions={questions} faults={faults} />
      <p class="row">
        <button type="submit" class="button primary large" aria-busy={pending.value.is === "asked"}>
          {words.say(view.state === "draft" ? "form-submit" : "form-submit-again")}
        </button>
        <Saved draft={draft} />
      </p>
      <Refusal of={pending} />
    </form>
  );
}

interface BodyProps {
  readonly view: CaseView;
  readonly draft: Signal<Draft>;
  readonly questions: readonly Question[];
  readonly faults: Signal<Faults>;
}

/** All questions at once; in easy mode one after the other. */
function FormBody({ view, draft, questions, faults }: BodyProps): JSX.Element {
  const { settings, drafts } = useApp();
  const at = useSignal(0);
  const type = (name: string, value: Parameters<typeof drafts.type>[2]) => {
    drafts.type(view.id, name, value);
    if (faults.value[name] !== undefined)
      faults.value = Object.fromEntries(Object.entries(faults.value).filter(([key]) => key !== name));
  };
  const shared = { values: draft.value.values, faults: faults.value, prefix: view.id, type };
  if (!settings.now.value.easy || questions.length < 2) return <Questions questions={questions} {...shared} />;
  return (
    <>
      <Questions questions={questions.slice(at.value, at.value + 1)} {...shared} />
      <Steps at={at} count={questions.length} />
    </>
  );
}

function Steps({ at, count }: { at: Signal<number>; count: number }): JSX.Element {
  const { say } = useApp().words;
  return (
    <div class="row steps">
      <Button disabled={at.value === 0} onClick={() => (at.value -= 1)}>
        {say("form-back")}
      </Button>
      <span>{say("form-step", { at: at.value + 1, count })}</span>
      <Button disabled={at.value === count - 1} onClick={() => (at.value += 1)}>
        {say("form-next")}
      </Button>
    </div>
  );
}

function Saved({ draft }: { draft: Signal<Draft> }): JSX.Element {
  const { words, model } = useApp();
  const isOnItsWay = draft.value.state === "saving" && model.status.value.is === "open";
  const state = draft.value.state === "saving" && !isOnItsWay ? "here" : draft.value.state;
  return (
    <span class={`saved is-${state}`} role="status">
      {words.say(`draft-${state}`)}
    </span>
  );
}

function Clash({ view, draft }: { view: CaseView; draft: Signal<Draft> }): JSX.Element | null {
  const { words, drafts } = useApp();
  if (draft.value.state !== "clash") return null;
  return (
    <div class="note" role="group" aria-label={words.say("draft-clash-title")}>
      <strong>{words.say("draft-clash-title")}</strong>
      <p>{words.say("draft-clash-what")}</p>
      <div class="row">
        <Button kind="primary" onClick={() => drafts.resolve(view, "mine")}>
          {words.say("draft-clash-mine")}
        </Button>
        <Button onClick={() => drafts.resolve(view, "theirs")}>{words.say("draft-clash-theirs")}</Button>
      </div>
    </div>
  );
}

/** What is wrong, told first and with ways to each place. */
function FaultSummary({
  questions,
  faults,
  prefix,
}: {
  questions: readonly Question[];
  faults: Signal<Faults>;
  prefix: string;
}): JSX.Element | null {
  const { say } = useApp().words;
  const box = useRef<HTMLDivElement>(null);
  const faulty = questions.filter((asked) => faults.value[asked.name] !== undefined);
  useEffect(() => box.current?.focus(), [faulty.length > 0]);
  if (faulty.length === 0) return null;
  return (
    <div class="fault-summary" role="alert" tabIndex={-1} ref={box}>
      <strong>{say("form-faults", { count: faulty.length })}</strong>
      <ul>
        {faulty.map((asked) => (
          <li key={asked.name}>
            <button
              type="button"
              class="link"
              onClick={() => document.getElementById(`${prefix}-${asked.name}`)?.focus()}
            >
              {asked.title}: <FaultWords fault={faults.value[asked.name] ?? ""} asked={asked} />
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
