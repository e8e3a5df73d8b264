// My requests, newest first, each with its state in a word and its date.
import type { JSX } from "preact";
import type { CaseView } from "../protocol/generated";
import { type CaseStanding, sayDue, stateOf } from "./case-words";
import { useApp } from "./context";
import { Button, Empty } from "./controls";
import { AppointmentListPart } from "./late-parts";

export function CaseList(): JSX.Element {
  const { model, words, route } = useApp();
  const cases = [...model.cases.value.values()].reverse();
  const booked = model.appointments.value.length > 0 && <AppointmentListPart />;
  if (cases.length === 0) {
    if (booked)
      return (
        <>
          {booked}
          <JoinButton />
        </>
      );
    return (
      <>
        <Empty>{words.say("cases-none")}</Empty>
        <Button kind="primary" onClick={() => route.open("counters")}>
          {words.say("cases-none-next")}
        </Button>
        <JoinButton />
      </>
    );
  }
  return (
    <>
      {booked}
      <ul class="case-list">
        {cases.map((view) => (
          <CaseRow key={view.id} view={view} />
        ))}
      </ul>
      <JoinButton />
    </>
  );
}

/** The way to help somebody else, who has told a number. */
function JoinButton(): JSX.Element | null {
  const { model, words, route } = useApp();
  if (!model.features.value.includes("parties")) return null;
  return (
    <Button kind="quiet" onClick={() => route.open("join")}>
      {words.say("cases-join")}
    </Button>
  );
}

function CaseRow({ view }: { view: CaseView }): JSX.Element {
  const app = useApp();
  const { model, words, route } = app;
  const due = sayDue(app, view);
  const title = words.both(model.services.value.get(view.service)?.title) || view.number;
  const valid = (view.documents ?? []).filter(({ revoked }) => revoked == null).length;
  return (
    <li>
      <button type="button" class="case-row" onClick={() => route.open("case", view.id)}>
        <span class="case-title">{title}</span>
        <CaseState view={view} />
        <span class="case-about">
          {view.helping && `${words.say("case-helping", { name: view.helping.name })} · `}
          {view.number}
          {due !== "" && ` · ${due}`}
          {valid > 0 && ` · ${words.say("case-documents", { count: valid })}`}
        </span>
      </button>
    </li>
  );
}

export function CaseState({ view }: { view: CaseStanding }): JSX.Element {
  return <span class={`case-state is-${view.state}`}>{stateOf(useApp(), view)}</span>;
}
