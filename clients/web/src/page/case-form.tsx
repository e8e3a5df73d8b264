// A case's form: kept while it is typed, checked here and at the office, handed in once. Faults are told at the top and in place.
import { type Signal, useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Draft } from "../model/drafts";
import { answersToSubmit, check, type Faults, faultsOf, type Question, questionsOf } from "../model/form";
import type { CaseView } from "../protocol/generated";
import { isUploading } from "./attach";
import { useApp } from "./context";
import { Button, RejectionWords } from "./controls";
import { FaultWords, Questions } from "./questions";
import { PrivacyNotice } from "./site";

export function CaseForm({ view }: { view: CaseView }): JSX.Element {
  const { words, drafts, actions, settings } = useApp();
  const draft = drafts.of(view);
  const questions = questionsOf(view.form, words.language.value);
  const faults = useSignal<Faults>({});
  const at = useSignal(0);
  const steps = settings.now.value.easy ? Math.max(1, questions.length) : 1;
  const pending = actions.pending(`submit.${view.id}`);
  const tell = (found: Faults) => {
    faults.value = found;
    const first = questions.findIndex((asked) => found[asked.name] !== undefined);
    if (first >= 0) at.value = first;
  };
  const submit = async (event: Event) => {
    event.preventDefault();
    if (at.value < steps - 1) {
      at.value += 1;
      return;
    }
    const coming = questions.filter(({ name }) => isUploading(view.id, name)).map(({ name }) => [name, "uploading"]);
    tell({ ...check(questions, draft.value.values, words.officeDay(Date.now())), ...Object.fromEntries(coming) });
    if (Object.keys(faults.value).length > 0) return;
    const reply = await actions.submitCase(view.id, answersToSubmit(questions, draft.value.values));
    if (reply.t === "rejected" && reply.code === "form_invalid") tell(faultsOf(reply));
  };
  const shown = useSignal<{ readonly name: string } | null>(null);
  useLayoutEffect(() => document.getElementById(`${view.id}-${shown.value?.name}`)?.focus(), [shown.value]);
  const show = (name: string) => {
    at.value = questions.findIndex((asked) => asked.name === name);
    shown.value = { name }; // each press anew
  };
  return (
    <form class="case-form" noValidate onSubmit={(event) => void submit(event)}>
      <FaultSummary questions={questions} faults={faults} show={show} />
      <Clash view={view} draft={draft} />
      <FormBody
        view={view}
        draft={draft}
        questions={steps > 1 ? questions.slice(at.value, at.value + 1) : questions}
        faults={faults}
      />
      {at.value >= steps - 1 && <PrivacyNotice />}
      <FormFoot view={view} at={at} steps={steps} busy={pending.value.is === "asked"} />
      <Saved draft={draft} />
      <RejectionWords of={pending} />
    </form>
  );
}

interface BodyProps {
  readonly view: CaseView;
  readonly draft: Signal<Draft>;
  readonly questions: readonly Question[];
  readonly faults: Signal<Faults>;
}

function FormBody({ view, draft, questions, faults }: BodyProps): JSX.Element {
  const { drafts } = useApp();
  const type = (name: string, value: Parameters<typeof drafts.type>[2]) => {
    drafts.type(view.id, name, value);
    if (faults.value[name] !== undefined)
      faults.value = Object.fromEntries(Object.entries(faults.value).filter(([key]) => key !== name));
  };
  return (
    <Questions questions={questions} values={draft.value.values} faults={faults.value} prefix={view.id} type={type} />
  );
}

interface FootProps {
  readonly view: CaseView;
  readonly at: Signal<number>;
  readonly steps: number;
  readonly busy: boolean;
}

/** One way forward: to the next question in easy mode, and at the last one, or with all in view, to the office. */
function FormFoot({ view, at, steps, busy }: FootProps): JSX.Element {
  const { say } = useApp().words;
  const isLast = at.value >= steps - 1;
  const submit = view.state === "draft" ? "form-submit" : "form-submit-again";
  return (
    <div class={steps > 1 ? "row steps" : "row"}>
      {steps > 1 && (
        <Button disabled={at.value === 0} onClick={() => (at.value -= 1)}>
          {say("form-back")}
        </Button>
      )}
      {steps > 1 && <span role="status">{say("form-step", { at: at.value + 1, count: steps })}</span>}
      <button type="submit" class="button primary large" aria-busy={busy}>
        {say(isLast ? submit : "form-next")}
      </button>
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

/** The summary of what is wrong, above the form, with a link to each faulty question. */
function FaultSummary({
  questions,
  faults,
  show,
}: {
  questions: readonly Question[];
  faults: Signal<Faults>;
  show: (name: string) => void;
}): JSX.Element | null {
  const { say } = useApp().words;
  const box = useRef<HTMLDivElement>(null);
  const faulty = questions.filter((asked) => faults.value[asked.name] !== undefined);
  useLayoutEffect(() => box.current?.focus(), [faulty.length > 0]);
  if (faulty.length === 0) return null;
  return (
    <div class="fault-summary" role="alert" tabIndex={-1} ref={box}>
      <strong>{say("form-faults", { count: faulty.length })}</strong>
      <ul>
        {faulty.map((asked) => (
          <li key={asked.name}>
            <button type="button" class="link" onClick={() => show(asked.name)}>
              {asked.title}: <FaultWords fault={faults.value[asked.name] ?? ""} asked={asked} />
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
