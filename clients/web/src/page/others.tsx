// What I can do about another visitor: mute them here, or report them to the office; what became of it; and that I am barred (SPEC R24, R25, O28).
import "./styles/others.css";
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import type { Chosen } from "../model/muted";
import type { ReportMake } from "../protocol/generated";
import { languageOf } from "../words/script";
import { useApp } from "./context";
import { Button, FocusHeading, RejectionWords } from "./controls";

const WORDS_MAX = 500;
export const REASONS = ["insult", "harassment", "advertising", "impersonation", "other"] as const;

export function PersonChoices({ person }: { person: Chosen }): JSX.Element {
  const { model, muted, words } = useApp();
  const { say } = words;
  const { id, name } = person;
  const opener = useRef(document.activeElement);
  const isMuted = muted.now.value.has(id);
  const close = () => {
    muted.chosen.value = null;
    const back = opener.current;
    const isThere = back instanceof HTMLElement && back.isConnected;
    (isThere
      ? back
      : document.querySelector<HTMLElement>(`.${person.from} [tabindex], .${person.from} button`)
    )?.focus();
  };
  return (
    <section class="others card" aria-label={say("person-choices-label", { name })}>
      <FocusHeading level={2} key={id}>
        <span lang={languageOf(name)}>{name}</span>
      </FocusHeading>
      <p class="hint">{say("others-mute-hint", { name })}</p>
      <p role="status">{isMuted && say("others-muted", { name })}</p>
      <div class="row">
        <Button onClick={() => muted.set(id, isMuted ? null : name)}>
          {say(isMuted ? "others-unmute" : "others-mute")}
        </Button>
      </div>
      {model.features.value.includes("reports") && <ReportForm person={person} key={`report ${id}`} />}
      <Button onClick={close}>{say("others-close")}</Button>
    </section>
  );
}

function ReportForm({ person: { id, name } }: { person: Chosen }): JSX.Element {
  const { words, actions, outgoing, model } = useApp();
  const { say } = words;
  const area = useId();
  const box = `report.${id}`; // what is typed stays on this device until the office has it
  const [reason, text, sent] = [useSignal<ReportMake["reason"]>("insult"), outgoing.box(box), useSignal("")];
  const pending = actions.pending("report.make");
  useEffect(() => {
    pending.value = { is: "rest" }; // why another report was rejected
  }, []);
  const submit = async (event: Event) => {
    event.preventDefault();
    const report = { t: "report.make", visitor: id, reason: reason.value, text: text.value } as const;
    const reply = await actions.report(report);
    if (reply.t !== "done") return;
    outgoing.type(box, "");
    sent.value = reply.ref ?? "";
  };
  const mine = model.reports.value.find((one) => one.id === sent.value);
  if (sent.value !== "") return <p role="status">{say("others-sent", { count: mine?.lines ?? 0 })}</p>;
  const code = pending.value.is === "no" ? pending.value.why?.code : undefined;
  return (
    <form noValidate aria-label={say("others-report", { name })} onSubmit={(event) => void submit(event)}>
      <h3>{say("others-report", { name })}</h3>
      <p class="hint">{say("others-report-hint", { name })}</p>
      <fieldset>
        <legend>{say("others-reason")}</legend>
        {REASONS.map((each) => (
          <label class="check" key={each}>
            <input type="radio" name={area} checked={reason.value === each} onChange={() => (reason.value = each)} />
            <span>{say(`reason-${each}`)}</span>
          </label>
        ))}
      </fieldset>
      <label class="label" for={area}>
        {say("others-text")}
      </label>
      <textarea
        id={area}
        class="input"
        rows={3}
        maxLength={WORDS_MAX}
        value={text.value}
        onInput={({ currentTarget }) => outgoing.type(box, currentTarget.value)}
      />
      {code === "too_early" || code === "limit" ? (
        <p class="rejection" role="status">
          {say(`others-${code}`)}
        </p>
      ) : (
        <RejectionWords of={pending} />
      )}
      <button type="submit" class="button primary">
        {say("others-send")}
      </button>
    </form>
  );
}

/** Whom I muted, and what became of my reports. */
export function OthersLists(): JSX.Element {
  const { model, muted, words } = useApp();
  const { say } = words;
  const reports = model.reports.value;
  return (
    <>
      {muted.now.value.size > 0 && (
        <section class="others" aria-labelledby="others-muted-list">
          <h3 id="others-muted-list">{say("others-muted-list")}</h3>
          <ul class="people-list">
            {[...muted.now.value].map(([id, name]) => (
              <li class="person" key={id}>
                <span class="person-name" lang={languageOf(name)}>
                  {name}
                </span>
                <Button label={say("others-unmute-label", { name })} onClick={() => muted.set(id, null)}>
                  {say("others-unmute")}
                </Button>
              </li>
            ))}
          </ul>
        </section>
      )}
      {reports.length > 0 && (
        <section class="others" aria-labelledby="others-reports">
          <h3 id="others-reports">{say("others-reports")}</h3>
          <ul class="people-list" aria-live="polite">
            {reports.map((one) => (
              <li class="person" key={one.id}>
                <span class="person-name">
                  <span lang={languageOf(one.name)}>{one.name}</span>
                  <span class="person-counter">
                    {say(`reason-${one.reason}`)} · {words.when(one.at)}
                  </span>
                </span>
                <span>{say(`others-answer-${one.answer ?? "waiting"}`)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

/** That I may not be in the rooms: why, until when, what I still can, and how to object. */
export function Barred(): JSX.Element | null {
  const { model, words } = useApp();
  const bar = model.bar.value;
  if (bar === null) return null;
  return (
    <section class="others card" role="status" aria-labelledby="barred">
      <h2 id="barred">{words.say("barred-title")}</h2>
      <p>{words.say("barred-why", { reason: words.say(`reason-${bar.reason}`), time: words.when(bar.until) })}</p>
      <p>{words.say("barred-still")}</p>
      <p>{words.say("barred-object")}</p>
    </section>
  );
}
