// Where I sit and whom I serve, with the next steps as buttons. What is allowed is decided by the office; this offers what fits.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { lineOf } from "../../model/line";
import type { Desk, DeskPause, TicketView, Undoable } from "../../protocol/generated";
import { useApp } from "../context";
import { Button } from "../controls";
import { CounterState } from "../counter-rows";
import { TimeLeft, useSecondsLeft } from "../time-left";
import { RaiseAlarm } from "./alarms";
import { ChooseCounter } from "./choose-counter";
import { CloseDesk } from "./close-desk";
import { AfterTalk } from "./conduct";
import { useFocusWhenLost } from "./focus";
import { Serving } from "./serving";

export function DeskStatus(): JSX.Element {
  const { model } = useApp();
  const desk = seatOf(model.desk.value);
  const ticket = desk?.ticket ?? null;
  const finished = useSignal<TicketView | null>(null);
  const ended = useSignal(""); // the number of a talk that I ended just now
  useEffect(() => {
    if (desk?.state === "paused" || ticket?.state === "called") ended.value = "";
  }, [desk?.state, ticket?.state]);
  return (
    <>
      <DeskHead desk={desk} />
      {desk && ticket && (
        <Serving
          desk={desk}
          ticket={ticket}
          finished={() => (finished.value = ticket)}
          ended={() => (ended.value = ticket.number)}
        />
      )}
      <Finished ticket={ticket === null ? finished.value : null} />
      {desk?.state === "open" && ticket === null && ended.value !== "" && <AfterTalk number={ended.value} />}
      {desk && !ticket && <Ready desk={desk} />}
      {!desk && <ChooseCounter />}
    </>
  );
}

/** Return the desk at which somebody sits. */
function seatOf(desk: Desk | null): Desk | null {
  return desk === null || desk.counter === null || desk.state === "closed" ? null : desk;
}

/** Where I sit and how it stands. After a step the focus comes here; while somebody is at the desk, to their number. */
function DeskHead({ desk }: { desk: Desk | null }): JSX.Element {
  const { model, words } = useApp();
  const isAlone = desk?.ticket == null;
  const counter = model.counters.value.find((known) => known.id === desk?.counter);
  const title = useFocusWhenLost<HTMLHeadingElement>(isAlone ? `${desk?.counter} ${desk?.state}` : "");
  return (
    <div class="desk-head">
      <h2 id="desk-mine" tabIndex={-1} ref={isAlone ? title : null} aria-describedby="desk-state">
        {words.say("desk-mine")}
      </h2>
      <p id="desk-state">
        {desk && (
          <>
            <strong>{words.both(counter?.title)}</strong> <CounterState state={desk.state} />
            {desk.reason && ` ${words.sayOr(`pause-${desk.reason}`, "pause-break")}`}
          </>
        )}
      </p>
      {desk && <RaiseAlarm />}
    </div>
  );
}

/** Whom I served last: said once, and the way back to what was written. */
function Finished({ ticket }: { ticket: TicketView | null }): JSX.Element {
  const { words, route } = useApp();
  const id = ticket?.case;
  return (
    <div class="finished" role="status">
      {ticket && <p>{words.say("desk-finished", { number: ticket.number })}</p>}
      {id && (
        <Button kind="quiet" onClick={() => route.open("case", id)}>
          {words.say("desk-finished-look")}
        </Button>
      )}
    </div>
  );
}

function Ready({ desk }: { desk: Desk }): JSX.Element {
  const { model, words, actions } = useApp();
  const { here, away, later, others } = lineOf(model.queue.value?.tickets, model.me.value?.name);
  const waiting = here.length;
  if (desk.state === "paused") {
    return (
      <div class="row">
        <Button kind="primary" size="large" onClick={() => void actions.desk("desk.resume")}>
          {words.say("desk-resume")}
        </Button>
        <CloseDesk desk={desk} waiting={waiting} />
      </div>
    );
  }
  return (
    <div class="ready">
      {desk.undo && <Missed key={desk.undo.id} missed={desk.undo} />}
      <p>
        {words.say("waiting-count", { count: waiting })}
        {away.length > 0 && <span class="hint"> {words.say("line-away-count", { count: away.length })}</span>}
        {later.length > 0 && <span class="hint"> {words.say("line-later-count", { count: later.length })}</span>}
        {others.length > 0 && <span class="hint"> {words.say("line-others-count", { count: others.length })}</span>}
      </p>
      <div class="row">
        <Button kind="primary" size="large" disabled={waiting === 0} onClick={() => void actions.callNext()}>
          {words.say("desk-call-next")}
        </Button>
        <Pause />
        <CloseDesk desk={desk} waiting={waiting} />
      </div>
    </div>
  );
}

/** Whom I marked as missed just now: they may be here after all (SPEC T38). */
function Missed({ missed }: { missed: Undoable }): JSX.Element | null {
  const { words, actions } = useApp();
  const left = useSecondsLeft(missed.id);
  if (left === null || left === 0) return null;
  const { number } = missed;
  return (
    <div class="sure" role="group" aria-label={words.say("desk-undo-missed", { number })}>
      <p role="status">{words.say("desk-undo-missed-hint", { number })}</p>
      <div class="row">
        <Button onClick={() => void actions.undoMissed(missed.id)}>{words.say("desk-undo-missed", { number })}</Button>
        <TimeLeft ticket={missed.id} />
      </div>
    </div>
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
