// An officer looks for cases of their services, or for those that they have (SPEC C44).
import { type Signal, useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { isMap } from "../../model/memory";
import { type CaseView, type QueueCase, SEARCH_CHARS_MAX } from "../../protocol/generated";
import { useApp } from "../context";
import { Button, Empty } from "../controls";
import { request } from "../office-request";
import { useNowS } from "./now";
import { TrayRow } from "./queue";

/** A draft is its citizen's alone. */
type FoundState = Exclude<CaseView["state"], "draft">;
const STATES = Object.keys({
  submitted: true,
  received: true,
  supplement_asked: true,
  extended: true,
  granted: true,
  refused: true, // the decision on cases alone
  delivered: true,
  withdrawn: true,
  closed: true,
} satisfies Record<FoundState, true>);

interface Wanted {
  readonly text: string;
  readonly service: string;
  readonly state: string;
}

interface Found {
  readonly cases: readonly QueueCase[];
  readonly more: boolean;
}

const EVERYTHING: Wanted = { text: "", service: "", state: "" };

export function FindCases(): JSX.Element {
  const app = useApp();
  const { words } = app;
  const nowS = useNowS();
  const wanted = useSignal<Wanted>(EVERYTHING);
  const found = useSignal<Found | "asking" | "too_short" | "too_fast" | "failed">("asking");
  const latest = useRef(0);
  const look = async (body: Record<string, unknown>) => {
    const turn = ++latest.current;
    found.value = "asking";
    const reply = await request(app, "/api/cases/search", body);
    if (turn !== latest.current) return; // something else was asked for meanwhile
    if ("no" in reply) found.value = reply.no === "too_short" || reply.no === "too_fast" ? reply.no : "failed";
    else found.value = foundOf(reply.told);
  };
  const mine = () => look({ mine: true });
  useEffect(() => void mine(), []);
  const submit = (event: Event) => {
    event.preventDefault();
    const { text, service, state } = wanted.value;
    void look({ text, ...(service !== "" && { service }), ...(state !== "" && { state }) });
  };
  return (
    <>
      <FindForm wanted={wanted} submit={submit} mine={() => void mine()} />
      <p role="status">{typeof found.value === "string" ? words.say(`find-${found.value}`) : sayFound(found.value)}</p>
      {typeof found.value !== "string" && found.value.cases.length === 0 && <Empty>{words.say("find-none")}</Empty>}
      {typeof found.value !== "string" && found.value.cases.length > 0 && (
        <ul class="case-list">
          {found.value.cases.map((one) => (
            <TrayRow key={one.id} waiting={one} nowS={nowS} />
          ))}
        </ul>
      )}
    </>
  );

  function sayFound({ cases, more }: Found): string {
    return words.say(more ? "find-more" : "find-count", { count: cases.length });
  }
}

interface FormProps {
  readonly wanted: Signal<Wanted>;
  readonly submit: (event: Event) => void;
  readonly mine: () => void;
}

function FindForm({ wanted, submit, mine }: FormProps): JSX.Element {
  const { words, model } = useApp();
  const id = useId();
  const set = (name: keyof Wanted) => (event: { currentTarget: { value: string } }) => {
    wanted.value = { ...wanted.value, [name]: event.currentTarget.value };
  };
  return (
    <form class="audit-filter" noValidate aria-label={words.say("find")} onSubmit={submit}>
      <label class="label" for={`${id}-text`}>
        {words.say("find-text")}
      </label>
      <input
        id={`${id}-text`}
        class="input"
        type="search"
        maxLength={SEARCH_CHARS_MAX}
        value={wanted.value.text}
        onInput={set("text")}
      />
      <label class="label" for={`${id}-service`}>
        {words.say("find-service")}
      </label>
      <select id={`${id}-service`} class="input" value={wanted.value.service} onChange={set("service")}>
        <option value="">{words.say("find-any")}</option>
        {(model.office.value?.services ?? []).map((service) => (
          <option key={service.id} value={service.id}>
            {words.both(service.title)}
          </option>
        ))}
      </select>
      <label class="label" for={`${id}-state`}>
        {words.say("find-state")}
      </label>
      <select id={`${id}-state`} class="input" value={wanted.value.state} onChange={set("state")}>
        <option value="">{words.say("find-any")}</option>
        {STATES.map((state) => (
          <option key={state} value={state}>
            {words.sayOr(`case-${state}`, "case-next-other")}
          </option>
        ))}
      </select>
      <div class="row">
        <button type="submit" class="button primary">
          {words.say("find-now")}
        </button>
        <Button onClick={mine}>{words.say("find-mine")}</Button>
      </div>
    </form>
  );
}

/** What the office told, as far as it is what is asked for. */
function foundOf(told: Readonly<Record<string, unknown>>): Found | "failed" {
  const { cases, more } = told;
  if (!Array.isArray(cases) || !cases.every((one) => isMap(one) && typeof one.id === "string")) return "failed";
  return { cases: cases as QueueCase[], more: more === true };
}
