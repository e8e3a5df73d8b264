// One request: what is asked of me, what was said, what was decided, what I may take with me.
import type { JSX, RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { CaseView, Words } from "../protocol/generated";
import { languageOf } from "../words/script";
import { Answers } from "./answers";
import { AskTwice } from "./ask-twice";
import { CaseForm } from "./case-form";
import { isTalk } from "./case-title";
import { CLOSING, isSentOn, isServed, nextOf, OVER, sayDue } from "./case-words";
import { CaseState } from "./cases";
import { useApp } from "./context";
import { Empty, RejectionWords } from "./controls";
import { Documents } from "./documents";
import { useFocusOnward } from "./focus";
import { CasePartyPart } from "./late-parts";
import { Objection } from "./objection";
import { useSeen } from "./seen";
import { TicketCard } from "./ticket";
import { Transcript } from "./transcript";

const ASKS_FORM: ReadonlySet<string> = new Set(["draft", "supplement_asked"]);

export function CaseScreen({ id }: { id: string }): JSX.Element {
  const { model, words } = useApp();
  const view = model.cases.value.get(id);
  if (view === undefined) return <Empty>{words.say("case-gone")}</Empty>;
  return <CaseArticle view={view} />;
}

function CaseArticle({ view }: { view: CaseView }): JSX.Element {
  const app = useApp();
  const { words, model } = app;
  useSeen(view);
  const stands = `${view.state} ${view.objection?.state ?? ""}`;
  useFocusOnward(stands, ["#case-next"]);
  const top = useTopWhen(stands);
  const isServedNow = isServed(app, view);
  const { helping } = view;
  const asksForm = view.form != null && (helping == null ? ASKS_FORM.has(view.state) : givesMissing(view));
  return (
    <article class="case" aria-labelledby="case-name" ref={top}>
      <h3 id="case-name">{words.both(model.services.value.get(view.service)?.title) || view.number}</h3>
      <p class="case-facts">
        <CaseState view={view} />
        <span>{view.number}</span>
        <span>{sayDue(app, view)}</span>
      </p>
      {helping == null ? (
        <p id="case-next" class="case-next" role="status" tabIndex={-1}>
          {nextOf(app, view)}
        </p>
      ) : (
        <CasePartyPart name="Helping" view={view} />
      )}
      {isSentOn(app, view) && <SentOn view={view} />}
      {view.outcome_title && <Ending view={view} outcome={view.outcome_title} />}
      {view.reason && <Reason view={view} />}
      <Objection view={view} />
      <Documents documents={view.documents ?? []} />
      {isServedNow && <Transcript view={view} />}
      {asksForm && <CaseForm view={view} key={view.id} />}
      {!asksForm && Object.keys(view.fields ?? {}).length > 0 && <OwnAnswers view={view} />}
      {!isServedNow && <Transcript view={view} />}
      {helping == null && <CasePartyPart name="Parties" view={view} />}
      {helping == null && !OVER.has(view.state) && !isTalk(app, view) && <Withdraw view={view} />}
    </article>
  );
}

/** Whether I help with this request, and may give what is missing (SPEC C48). */
function givesMissing({ helping, state }: CaseView): boolean {
  return helping?.writes === true && helping.opened === true && state === "supplement_asked";
}

/** Each time `state` has changed, show the case from its beginning: there stands what happens next. */
function useTopWhen(state: string): RefObject<HTMLElement | null> {
  const article = useRef<HTMLElement>(null);
  const shown = useRef(state);
  useEffect(() => {
    if (shown.current !== state) article.current?.closest(".panel-body")?.scrollTo({ top: 0 });
    shown.current = state;
  }, [state]);
  return article;
}

/** The ticket with which the talk goes on elsewhere: place, range and counter stay in sight. */
function SentOn({ view }: { view: CaseView }): JSX.Element | null {
  const ticket = useApp().model.tickets.value.find(({ case: of, state }) => of === view.id && state === "transferred");
  return ticket === undefined ? null : <TicketCard ticket={ticket} />;
}

/** How the talk ended, and what the officer leaves in writing (SPEC C6). */
function Ending({ view, outcome }: { view: CaseView; outcome: Words }): JSX.Element {
  const { words } = useApp();
  const note = view.entries?.findLast((entry) => entry.code === CLOSING)?.text;
  return (
    <div class="note is-ending">
      <strong>{words.say("case-outcome", { outcome: words.both(outcome) })}</strong>
      {note && <p lang={languageOf(note)}>{note}</p>}
    </div>
  );
}

function Reason({ view }: { view: CaseView }): JSX.Element {
  return (
    <div class="note">
      <strong>{useApp().words.say("case-reason")}</strong>
      <p>{view.reason}</p>
    </div>
  );
}

/** What I answered, to be read again once it is handed in (SPEC C16). */
function OwnAnswers({ view }: { view: CaseView }): JSX.Element | null {
  const { words } = useApp();
  if (view.form == null) return null;
  return (
    <section aria-labelledby="case-answers">
      <h4 id="case-answers">{words.say(view.helping == null ? "case-answers" : "case-answers-shown")}</h4>
      <Answers view={view} />
    </section>
  );
}

function Withdraw({ view }: { view: CaseView }): JSX.Element {
  const { actions } = useApp();
  return (
    <AskTwice name="case-withdraw" kind="quiet" act={() => void actions.withdrawCase(view.id)}>
      <RejectionWords of={actions.pending(`withdraw.${view.id}`)} />
    </AskTwice>
  );
}
