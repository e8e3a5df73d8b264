// A request of somebody whom I help: as what, what I may, until when. It is asked for when I look, and the record says so (SPEC C48).
import "./styles/parties.css";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import type { CaseView } from "../protocol/generated";
import { AskTwice } from "./ask-twice";
import { useApp } from "./context";
import { RejectionWords } from "./controls";

export function Helping({ view }: { view: CaseView }): JSX.Element | null {
  const { words, actions } = useApp();
  const { say } = words;
  const { helping } = view;
  useLook(view);
  if (helping == null) return null;
  const role = say(`party-role-${helping.role}`);
  const until = helping.until == null ? null : words.when(helping.until);
  return (
    <section class="note parties" aria-labelledby="case-next">
      <p id="case-next" class="party-name" tabIndex={-1}>
        {say("helping", { name: helping.name, role })}
      </p>
      <p>{say(helping.writes ? "helping-writes" : "helping-reads")}</p>
      {(helping.hidden ?? 0) > 0 && <p>{say("helping-hidden", { count: helping.hidden ?? 0 })}</p>}
      <p>{until === null ? say("helping-until-over") : say("helping-until", { time: until })}</p>
      <p class="hint">{say("helping-told")}</p>
      <p role="status" class="hint">
        {!helping.opened && say("helping-opening")}
      </p>
      <RejectionWords of={actions.pending(`look.${view.id}`)} />
      <AskTwice name="party-leave" kind="quiet" act={() => void actions.endParty(view.id, helping.party)}>
        <RejectionWords of={actions.pending(`party.${helping.party}`)} />
      </AskTwice>
    </section>
  );
}

/** Ask for the content when none is here, and somebody has the page before their eyes. */
function useLook(view: CaseView): void {
  const { actions, model } = useApp();
  const isOpen = model.status.value.is === "open";
  useEffect(() => {
    if (view.helping?.opened || !isOpen) return;
    const look = () => {
      if (document.visibilityState !== "visible") return;
      document.removeEventListener("visibilitychange", look);
      void actions.look(view.id);
    };
    document.addEventListener("visibilitychange", look);
    look();
    return () => document.removeEventListener("visibilitychange", look);
  }, [view, isOpen]);
}
