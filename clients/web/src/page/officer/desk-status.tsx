// Where I sit and whom I serve, with the next steps as buttons. What is allowed is decided by the office; this offers what fits.
import type { JSX } from "preact";
import type { Desk, DeskPause } from "../../protocol/generated";
import { useApp } from "../context";
import { Button } from "../controls";
import { CounterState } from "../counter-rows";
import { ChooseCounter } from "./choose-counter";
import { Serving } from "./serving";

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
