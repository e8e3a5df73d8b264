// What is looked for in the audit log: a kind, an officer, a subject as people call it, a day of the office.
import { type Signal, useSignal } from "@preact/signals";
import type { JSX, TargetedInputEvent } from "preact";
import { useId } from "preact/hooks";
import { useApp } from "../context";
import { Button } from "../controls";
import { AUDIT_KINDS, type AuditPage, type AuditWanted, EVERYTHING } from "./audit-log";

const SUBJECT_CHARS_MAX = 64;

interface FilterProps {
  readonly officers: Signal<AuditPage["officers"]>;
  readonly find: (wanted: AuditWanted) => void;
}

export function AuditFilter({ officers, find }: FilterProps): JSX.Element {
  const { words } = useApp();
  const typed = useSignal<AuditWanted>(EVERYTHING);
  const kinds = AUDIT_KINDS.map((kind) => [kind, words.say(`audit-kind-${kind}`)] as const);
  const set = (name: keyof AuditWanted) => (value: string) => {
    typed.value = { ...typed.value, [name]: value };
  };
  const submit = (event: Event) => {
    event.preventDefault();
    find(typed.value);
  };
  return (
    <form class="audit-filter" noValidate aria-label={words.say("audit-filter")} onSubmit={submit}>
      <Choice name="kind" value={typed.value.kind} options={kinds} choose={set("kind")} />
      <Choice name="actor" value={typed.value.actor} options={officers.value} choose={set("actor")} />
      <Typed name="subject" value={typed.value.subject} type="text" write={set("subject")} />
      <Typed name="day" value={typed.value.day} type="date" write={set("day")} />
      <div class="row">
        <button type="submit" class="button primary">
          {words.say("audit-find")}
        </button>
        <Button
          onClick={() => {
            typed.value = EVERYTHING;
            find(EVERYTHING);
          }}
        >
          {words.say("audit-all")}
        </Button>
      </div>
    </form>
  );
}

interface ChoiceProps {
  readonly name: "kind" | "actor";
  readonly value: string;
  readonly options: readonly (readonly [string, string])[];
  readonly choose: (value: string) => void;
}

function Choice({ name, value, options, choose }: ChoiceProps): JSX.Element {
  const { words } = useApp();
  const id = useId();
  return (
    <div>
      <label class="label" for={id}>
        {words.say(`audit-by-${name}`)}
      </label>
      <select id={id} class="input" value={value} onChange={(event) => choose(event.currentTarget.value)}>
        <option value="">{words.say("audit-any")}</option>
        {options.map(([option, label]) => (
          <option key={option} value={option}>
            {label}
          </option>
        ))}
      </select>
    </div>
  );
}

interface TypedProps {
  readonly name: "subject" | "day";
  readonly value: string;
  readonly type: "text" | "date";
  readonly write: (value: string) => void;
}

function Typed({ name, value, type, write }: TypedProps): JSX.Element {
  const { words } = useApp();
  const id = useId();
  const onInput = (event: TargetedInputEvent<HTMLInputElement>) => write(event.currentTarget.value);
  const shared = { id, value, onInput, class: "input", autocomplete: "off" } as const;
  return (
    <div>
      <label class="label" for={id}>
        {words.say(`audit-by-${name}`)}
      </label>
      {type === "date" ? (
        <input {...shared} type="date" />
      ) : (
        <input {...shared} type="text" maxLength={SUBJECT_CHARS_MAX} />
      )}
    </div>
  );
}
