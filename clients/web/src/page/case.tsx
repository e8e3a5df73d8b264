// One request: what is asked of me, what was said, what was decided, what I may take with me.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import type { CaseView } from "../protocol/generated";
import { CaseForm } from "./case-form";
import { CaseState } from "./cases";
import { useApp } from "./context";
import { Button, Empty, Refusal } from "./controls";
import { Documents } from "./documents";
import { Transcript } from "./transcript";

const ASKS_FORM: ReadonlySet<string> = new Set(["draft", "supplement_asked"]);
const OVER: ReadonlySet<string> = new Set(["granted", "refused", "delivered", "withdrawn", "closed"]);

export function CaseScreen({ id }: { id: string }): JSX.Element {
  const { model, words } = useApp();
  const view = model.cases.value.get(id);
  if (view === undefined) return <Empty>{words.say("case-gone")}</Empty>;
  return <OneCase view={view} />;
}

function OneCase({ view }: { view: CaseView }): JSX.Element {
  const { words, model } = useApp();
  const isTalk = model.talking.value?.case === view.id;
  const asksForm = view.form != null && ASKS_FORM.has(view.state);
  return (
    <article class="case" aria-labelledby="case-name">
      <h3 id="case-name">{words.both(model.services.value.get(view.service)?.title) || view.number}</h3>
      <p class="case-facts">
        <CaseState view={view} />
        <span>{view.number}</span>
        {view.due && !OVER.has(view.state) && <span>{words.say("case-due", { day: words.day(view.due) })}</span>}
      </p>
      <p class="case-next">
        {isTalk ? words.say("case-next-talking") : words.sayOr(`case-next-${view.state}`, "case-next-other")}
      </p>
      {view.reason && <Reason view={view} />}
      <Documents documents={view.documents ?? []} />
      {asksForm && <CaseForm view={view} key={view.id} />}
      <Transcript view={view} />
      {!OVER.has(view.state) && <Withdraw view={view} />}
    </article>
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

/** Taking a request back is asked twice, in place. */
function Withdraw({ view }: { view: CaseView }): JSX.Element | null {
  const { words, actions, model } = useApp();
  const asked = useSignal(false);
  if (model.talking.value?.case === view.id) return null;
  if (!asked.value)
    return (
      <Button kind="quiet" onClick={() => (asked.value = true)}>
        {words.say("case-withdraw")}
      </Button>
    );
  return (
    <div class="sure" role="group" aria-label={words.say("case-withdraw-sure")}>
      <p>{words.say("case-withdraw-sure")}</p>
      <Button kind="danger" onClick={() => void actions.withdrawCase(view.id)}>
        {words.say("case-withdraw-yes")}
      </Button>
      <Button onClick={() => (asked.value = false)}>{words.say("case-withdraw-no")}</Button>
      <Refusal of={actions.pending(`withdraw.${view.id}`)} />
    </div>
  );
}
