// What was said and done in a case, by time and side, and the box to write into it. Heard by its two sides alone (SPEC C6).
import type { JSX } from "preact";
import type { CaseView, Entry } from "../protocol/generated";
import { languageOf } from "../words/script";
import { isTalk } from "./case-title";
import { CLOSING, isServed, OVER } from "./case-words";
import { useApp } from "./context";
import { useNewestLine } from "./scrolling";
import { TalkFiles } from "./talk-files";
import { WriteBox } from "./write-box";

const ASKS_FORM: ReadonlySet<string> = new Set(["draft", "supplement_asked"]);

interface TranscriptProps {
  readonly view: CaseView;
  /** What helps to write; it gets the name under which the text is kept. */
  readonly tools?: (keep: string) => JSX.Element;
}

export function Transcript({ view, tools }: TranscriptProps): JSX.Element | null {
  const app = useApp();
  const { words, model } = app;
  const isSpoken = isTalk(app, view) || isServed(app, view);
  const title = words.say(isSpoken ? "transcript" : "transcript-form");
  const entries = view.entries ?? [];
  const keep = `case.${view.id}`;
  const { helping } = view;
  const mayWrite = helping == null || helping.writes;
  const canWrite = mayWrite && !OVER.has(view.state) && (isSpoken || view.state !== "draft");
  const isLive = canWrite && isSpoken;
  const log = useNewestLine(entries.length, isLive);
  if (entries.length === 0 && !canWrite) return null;
  return (
    <section class={isLive ? "transcript is-live" : "transcript"} aria-label={title}>
      <h4 class={isLive ? "hidden" : undefined}>{title}</h4>
      <div class="transcript-lines" ref={log} role="log" aria-live="polite" aria-label={title} tabIndex={0}>
        {entries.map((entry) => (
          <TranscriptLine key={entry.n} entry={entry} view={view} />
        ))}
      </div>
      {canWrite && tools?.(keep)}
      {canWrite && (
        <WriteBox
          keep={keep}
          label={words.say(model.isOfficer.value ? "transcript-write-officer" : "transcript-write")}
          draft={(text) => ({ t: "case.say", case: view.id, text })}
        />
      )}
      <TalkFiles view={view} canAdd={canWrite && helping == null && !ASKS_FORM.has(view.state)} />
      {canWrite && <p class="hint">{words.say(whoReads(view, model.isOfficer.value))}</p>}
    </section>
  );
}

/** The words for who reads what is written here (SPEC C5, C48). */
function whoReads({ helping, parties = [] }: CaseView, isOfficer: boolean): string {
  if (helping != null) return "transcript-private-helping";
  const isBeside = parties.some(({ state }) => state === "joined");
  if (isOfficer) return isBeside ? "transcript-private-officer-beside" : "transcript-private-officer";
  return isBeside ? "transcript-private-beside" : "transcript-private";
}

function TranscriptLine({ entry, view }: { entry: Entry; view: CaseView }): JSX.Element {
  const { words, model } = useApp();
  const { by, name, code, at, party } = entry;
  if (code) return <EventLine entry={entry} code={code} outcome={code === CLOSING ? view.outcome_title : null} />;
  const isMine = model.isOfficer.value ? by === "officer" : by === "citizen" && party === view.helping?.role;
  const side = party == null ? words.say(`by-${by}`) : words.say(`party-role-${party}`);
  return (
    <p class={isMine ? "bubble mine" : "bubble"}>
      <span class="bubble-head">
        <strong lang={languageOf(name)}>{name}</strong>{" "}
        <span class="bubble-about">
          {side} · {words.when(at)}
        </span>
      </span>
      <span lang={languageOf(entry.text ?? "")}>{entry.text}</span>
    </p>
  );
}

interface EventProps {
  readonly entry: Entry;
  readonly code: string;
  readonly outcome: CaseView["outcome_title"];
}

/** What happened: in a word, how it ended where this was the end, and what was written with it. */
function EventLine({ entry: { text, at, party }, code, outcome }: EventProps): JSX.Element {
  const { words } = useApp();
  return (
    <p class="event">
      {words.sayOr(`entry-${code}`, "entry-other")}
      {outcome && `: ${words.both(outcome)}`}
      {party && ` (${words.say(`party-role-${party}`)})`}
      {text && (
        <>
          {outcome ? " · " : ": "}
          <span lang={languageOf(text)}>{text}</span>
        </>
      )}{" "}
      · {words.when(at)}
    </p>
  );
}
