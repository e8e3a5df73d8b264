// What visitors reported and waits for a decision, with its lines, and who is barred from the rooms: for who supervises (SPEC O29).
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useId } from "preact/hooks";
import type { ReportDecide } from "../../protocol/generated";
import { languageOf } from "../../words/script";
import { useApp } from "../context";
import { Button, Empty, RejectionWords } from "../controls";
import { request } from "../office-request";
import { type OpenReport, type ToldBar, type ToldReports, toldReports } from "./reports-told";

const AGAIN_MS = 5_000;
const REASONS = ["insult", "harassment", "advertising", "impersonation", "other"] as const;
/** What can be decided: nothing, a warning, or so long out of the rooms. */
const DECISIONS = ["dismissed", "warned", "ten_minutes", "day", "week", "month"] as const;
type Decision = (typeof DECISIONS)[number];

/** In the desk's line: how many wait for me. */
export function ReportsWaiting(): JSX.Element | null {
  const { model, words, route } = useApp();
  const count = model.queue.value?.reports ?? 0;
  if (count === 0) return null;
  return <Button onClick={() => route.open("reports")}>{words.say("reports-waiting", { count })}</Button>;
}

export function ReportsPanel(): JSX.Element {
  const app = useApp();
  const { model, words, actions } = app;
  const fault = useSignal<"asking" | "failed" | "not_allowed" | null>("asking");
  const last = useSignal<ToldReports | null>(null); // it stays while one cannot ask: somebody may be deciding in it
  const ask = async () => {
    if (document.visibilityState === "hidden") return;
    const reply = await request(app, "/api/reports");
    if (!("no" in reply)) last.value = toldReports(reply.told);
    fault.value = "no" in reply ? (reply.no === "not_allowed" ? "not_allowed" : "failed") : null;
  };
  const count = model.queue.value?.reports ?? 0;
  useEffect(() => {
    void ask();
    const timer = setInterval(() => void ask(), AGAIN_MS);
    return () => clearInterval(timer);
  }, [count]);
  const now = fault.value;
  return (
    <div class="reports">
      <p role="status">{now !== null && words.say(`reports-${now}`)}</p>
      <RejectionWords of={actions.pending("report.decide")} />
      <RejectionWords of={actions.pending("report.lift")} />
      {last.value && now !== "not_allowed" && <Reports told={last.value} again={ask} />}
    </div>
  );
}

interface ReportsProps {
  readonly told: ToldReports;
  readonly again: () => Promise<void>;
}

function Reports({ told: { waiting, reports, bars }, again }: ReportsProps): JSX.Element {
  const { words } = useApp();
  return (
    <>
      <h3 tabIndex={-1} id="reports-open">
        {words.say("reports-open", { count: waiting })}
      </h3>
      {reports.length === 0 && <Empty>{words.say("reports-none")}</Empty>}
      {reports.map((one) => (
        <OneReport key={one.id} one={one} again={again} />
      ))}
      {bars.length > 0 && <h3>{words.say("reports-bars")}</h3>}
      <ul class="line-list">
        {bars.map((bar) => (
          <OneBar key={bar.id} bar={bar} again={again} />
        ))}
      </ul>
    </>
  );
}

function OneReport({ one, again }: { one: OpenReport; again: () => Promise<void> }): JSX.Element {
  const { words } = useApp();
  const { say } = words;
  return (
    <article class="card report" aria-label={say("reports-one", { name: one.name, by: one.by })}>
      <h4>
        <span lang={languageOf(one.name)}>{one.name}</span>
      </h4>
      <p>
        {say(`reports-reason-${one.reason}`)} · {say("reports-by", { by: one.by, time: words.when(one.at) })}
      </p>
      {one.barred && <p>{say("reports-barred-already")}</p>}
      <p class="hint">{say("reports-before", { count: one.before })}</p>
      {one.text && <blockquote class="left-words">{one.text}</blockquote>}
      {one.lines.length === 0 ? (
        <p class="hint">{say("reports-no-lines")}</p>
      ) : (
        <ol class="report-lines" aria-label={say("reports-lines", { name: one.name })}>
          {one.lines.map((line) => (
            <li key={`${line.at}/${line.text}`}>
              <span class="hint">{words.time(line.at)}</span> <span lang={languageOf(line.text)}>{line.text}</span>
            </li>
          ))}
        </ol>
      )}
      <Decide one={one} again={again} />
    </article>
  );
}

function Decide({ one, again }: { one: OpenReport; again: () => Promise<void> }): JSX.Element {
  const { words, actions } = useApp();
  const { say } = words;
  const id = useId();
  const [decision, reason] = [useSignal<Decision>("dismissed"), useSignal<OpenReport["reason"]>(one.reason)];
  const isBar = decision.value !== "dismissed" && decision.value !== "warned";
  const decide = async (event: Event) => {
    event.preventDefault();
    const reply = await actions.report({ t: "report.decide", report: one.id, ...said(decision.value, reason.value) });
    if (reply.t !== "done") return;
    document.getElementById("reports-open")?.focus();
    await again();
  };
  return (
    <form class="reports" noValidate onSubmit={(event) => void decide(event)}>
      <label class="label" for={`${id}-decision`}>
        {say("reports-decision")}
      </label>
      <select
        id={`${id}-decision`}
        class="input"
        value={decision.value}
        onChange={({ currentTarget }) => (decision.value = currentTarget.value as Decision)}
      >
        {DECISIONS.map((each) => (
          <option key={each} value={each}>
            {say(`reports-do-${each}`)}
          </option>
        ))}
      </select>
      {isBar && (
        <>
          <label class="label" for={`${id}-reason`}>
            {say("reports-bar-reason")}
          </label>
          <select
            id={`${id}-reason`}
            class="input"
            value={reason.value}
            onChange={({ currentTarget }) => (reason.value = currentTarget.value as OpenReport["reason"])}
          >
            {REASONS.map((each) => (
              <option key={each} value={each}>
                {say(`reports-reason-${each}`)}
              </option>
            ))}
          </select>
        </>
      )}
      <button type="submit" class="button primary">
        {say("reports-decide", { name: one.name })}
      </button>
    </form>
  );
}

function said(decision: Decision, reason: OpenReport["reason"]): Pick<ReportDecide, "decision" | "term" | "reason"> {
  if (decision === "dismissed" || decision === "warned") return { decision };
  return { decision: "barred", term: decision, reason };
}

function OneBar({ bar, again }: { bar: ToldBar; again: () => Promise<void> }): JSX.Element {
  const { words, actions } = useApp();
  const { say } = words;
  const lift = async () => {
    const reply = await actions.report({ t: "report.lift", report: bar.id });
    if (reply.t !== "done") return;
    document.getElementById("reports-open")?.focus();
    await again();
  };
  return (
    <li class="line-row">
      <span class="line-facts">
        <strong lang={languageOf(bar.name)}>{bar.name}</strong>
        <span class="hint">
          {say(`reports-reason-${bar.reason}`)} · {say("reports-until", { time: words.when(bar.until) })}
        </span>
      </span>
      <Button label={say("reports-lift-label", { name: bar.name })} onClick={() => void lift()}>
        {say("reports-lift")}
      </Button>
    </li>
  );
}
