// The case on the desk: what the citizen wrote, the transcript, and the acts that the office allows now, each with its own form.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useLayoutEffect } from "preact/hooks";
import { answersToSubmit, check, type Faults, type FormAnswers, faultsOf, questionsOf } from "../../model/form";
import type { Act, CaseView } from "../../protocol/generated";
import { Answers } from "../answers";
import { useCaseTitle } from "../case-title";
import { sayDue } from "../case-words";
import { CaseState } from "../cases";
import { useApp } from "../context";
import { Button, RejectionWords } from "../controls";
import { Documents } from "../documents";
import { CasePartyPart } from "../late-parts";
import { ObjectionStanding } from "../objection";
import { Questions } from "../questions";
import { useSeen } from "../seen";
import { Transcript } from "../transcript";
import { CannedReplies } from "./canned-replies";
import { CaseNotes } from "./case-notes";
import { useFirstField, useFocusWhenLost } from "./focus";
import { IdleDesk } from "./idle";
import { CASE_NAME } from "./queue";
import { ReasonForm } from "./reason-form";

/** The act by which the office shows an officer a case; a click in the tray does it. */
const OPEN = "open";

export function DeskCase(): JSX.Element {
  const { model, words, route, actions } = useApp();
  const chosen = route.shown.value?.panel === "case" ? route.shown.value.id : null;
  const talk = model.desk.value?.ticket?.case ?? null;
  const id = chosen ?? talk;
  const view = id === null ? undefined : model.cases.value.get(id);
  const title = useCaseTitle(id);
  const asked = id === null ? null : actions.pending(`act.${id}`).value;
  const asks = asked?.is === "no" && asked.why?.code === "reason_needed";
  const isUnseen = id !== null && view === undefined;
  useEffect(() => {
    if (isUnseen) void actions.lookAtCase(id);
  }, [id, isUnseen]);
  useEffect(() => {
    if (talk !== null && chosen !== null) route.close(); // who comes to the desk comes first
  }, [talk]);
  return (
    <section class="card desk-case" aria-labelledby="desk-case">
      <h2 id="desk-case">{view === undefined ? words.say("desk-case") : title}</h2>
      {asks && id !== null && <ReasonForm key={id} id={id} />}
      {!asks && view === undefined && <IdleDesk />}
      {!asks && view && <CaseOnDesk key={view.id} view={view} isChosen={view.id === chosen} />}
    </section>
  );
}

/** `isChosen`: the officer opened it, and goes on there. */
function CaseOnDesk({ view, isChosen }: { view: CaseView; isChosen: boolean }): JSX.Element {
  const app = useApp();
  const { model, words } = app;
  useSeen(view);
  const name = useFocusWhenLost<HTMLHeadingElement>(view.state);
  useLayoutEffect(() => {
    if (isChosen) name.current?.focus();
  }, [isChosen]);
  return (
    <article class="case">
      <div class="case-paper">
        <h3 id={CASE_NAME} tabIndex={-1} ref={isChosen ? name : null} aria-describedby="desk-case-facts">
          {words.both(model.services.value.get(view.service)?.title)}
        </h3>
        <p id="desk-case-facts" class="case-facts">
          <CaseState view={view} />
          <span>{view.number}</span>
          {view.citizen && <span>{view.citizen}</span>}
          <span>{sayDue(app, view)}</span>
        </p>
        <ObjectionStanding view={view} />
        <Answers view={view} />
        <Documents documents={view.documents ?? []} />
        <Acts view={view} />
        {(view.parties?.length ?? 0) > 0 && <CasePartyPart name="Parties" view={view} />}
        <CaseNotes view={view} />
      </div>
      <Transcript view={view} tools={(box) => <CannedReplies view={view} box={box} />} />
    </article>
  );
}

function Acts({ view }: { view: CaseView }): JSX.Element | null {
  const { words, actions } = useApp();
  const chosen = useSignal<string | null>(null);
  const acts = (view.acts ?? []).filter((known) => known.id !== OPEN);
  const act = acts.find((known) => known.id === chosen.value);
  if (acts.length === 0) return null;
  return (
    <section class="acts" aria-label={words.say("acts")}>
      <h4>{words.say("acts")}</h4>
      <div class="row">
        {acts.map((known) => (
          <Button
            key={known.id}
            kind={known.id === "grant" ? "primary" : "secondary"}
            onClick={() => (chosen.value = chosen.value === known.id ? null : known.id)}
          >
            {words.both(known.title)}
          </Button>
        ))}
      </div>
      {act && <ActForm key={act.id} view={view} act={act} done={() => (chosen.value = null)} />}
      <RejectionWords of={actions.pending(`act.${view.id}`)} />
    </section>
  );
}

function ActForm({ view, act, done }: { view: CaseView; act: Act; done: () => void }): JSX.Element {
  const { words, actions } = useApp();
  const questions = questionsOf(act.form, words.language.value);
  const values = useSignal<FormAnswers>({});
  const faults = useSignal<Faults>({});
  const form = useFirstField<HTMLFormElement>();
  const submit = async (event: Event) => {
    event.preventDefault();
    faults.value = check(questions, values.value, words.officeDay(Date.now()));
    if (Object.keys(faults.value).length > 0) return;
    const reply = await actions.act(view.id, act.id, answersToSubmit(questions, values.value));
    if (reply.t === "done") done();
    if (reply.t === "rejected") faults.value = faultsOf(reply);
  };
  return (
    <form
      class="sure"
      noValidate
      ref={form}
      aria-label={words.both(act.title)}
      onSubmit={(event) => void submit(event)}
    >
      <Questions
        questions={questions}
        values={values.value}
        faults={faults.value}
        prefix={`act-${act.id}`}
        type={(name, value) => (values.value = { ...values.value, [name]: value })}
      />
      <div class="row">
        <button type="submit" class="button primary">
          {words.say("act-do", { act: words.both(act.title) })}
        </button>
        <Button onClick={done}>{words.say("act-not")}</Button>
      </div>
    </form>
  );
}
