// How somebody is invited beside a request: as what, for how long, what they see and do; then the invitation, told this once.
import { type Signal, useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";
import { questionsOf } from "../model/form";
import { OFFICE_PATH } from "../office-path";
import type { CaseView, PartyView } from "../protocol/generated";
import { useApp } from "./context";
import { Button } from "./controls";
import { request } from "./office-request";
import { faultOf, type PartyFault, PartyFaultWords } from "./party-faults";

const ADDRESS = "/api/parties";
const HALF = "1234 5678 9012".length; // of a code: it is shown in two lines
const ROLES = ["companion", "guardian", "mentor", "driver", "interpreter"] as const satisfies PartyView["role"][];
const DAYS = [7, 1, 30, 0] as const;

interface Made {
  readonly code: string;
  readonly link: string;
  readonly square: string;
}

interface FormProps {
  readonly view: CaseView;
  readonly close: () => void;
}

export function InviteForm({ view, close }: FormProps): JSX.Element {
  const app = useApp();
  const { say } = app.words;
  const [role, days, writes] = [useSignal<PartyView["role"]>("companion"), useSignal<number>(7), useSignal(false)];
  const shown = useSignal<readonly string[]>([]);
  const [made, fault, isBusy] = [useSignal<Made | null>(null), useSignal<PartyFault>(null), useSignal(false)];
  const first = useRef<HTMLSelectElement>(null);
  const id = useId();
  useLayoutEffect(() => first.current?.focus(), []);
  const submit = async (event: Event) => {
    event.preventDefault();
    if (isBusy.value) return;
    isBusy.value = true;
    const wanted = { case: view.id, role: role.value, fields: shown.value, writes: writes.value, days: days.value };
    const reply = await request(app, ADDRESS, wanted);
    isBusy.value = false;
    fault.value = "no" in reply ? faultOf(reply) : null;
    if ("no" in reply) return;
    const { code, link, square } = reply.told;
    made.value = { code: String(code), link: String(link), square: String(square) };
  };
  if (made.value !== null) return <Invitation made={made.value} close={close} />;
  return (
    <form class="sure" noValidate aria-label={say("party-invite")} onSubmit={(event) => void submit(event)}>
      <label class="label" for={`${id}-role`}>
        {say("party-as")}
      </label>
      <select
        id={`${id}-role`}
        class="input"
        ref={first}
        value={role.value}
        onChange={({ currentTarget }) => (role.value = currentTarget.value as PartyView["role"])}
      >
        {ROLES.map((each) => (
          <option key={each} value={each}>
            {say(`party-role-${each}`)}
          </option>
        ))}
      </select>
      <label class="label" for={`${id}-days`}>
        {say("party-days")}
      </label>
      <select
        id={`${id}-days`}
        class="input"
        value={days.value}
        onChange={({ currentTarget }) => (days.value = Number(currentTarget.value))}
      >
        {DAYS.map((each) => (
          <option key={each} value={each}>
            {say(`party-days-${each}`)}
          </option>
        ))}
      </select>
      <Shown view={view} shown={shown} />
      <label class="check">
        <input
          type="checkbox"
          checked={writes.value}
          onChange={({ currentTarget }) => (writes.value = currentTarget.checked)}
        />
        <span>
          {say("party-writes")}
          <span class="hint">{say("party-writes-hint")}</span>
        </span>
      </label>
      <PartyFaultWords of={fault} />
      <div class="row">
        <button type="submit" class="button primary" aria-busy={isBusy.value}>
          {say("party-make")}
        </button>
        <Button onClick={close}>{say("party-not")}</Button>
      </div>
    </form>
  );
}

/** Answer by answer: what is not chosen is hidden. */
function Shown({ view, shown }: { view: CaseView; shown: Signal<readonly string[]> }): JSX.Element {
  const { words } = useApp();
  const { say } = words;
  const questions = questionsOf(view.form, words.language.value);
  const turn = (name: string, on: boolean) => {
    const others = shown.value.filter((each) => each !== name);
    shown.value = on ? [...others, name] : others;
  };
  return (
    <fieldset class="question">
      <legend class="label">{say("party-shown")}</legend>
      <p class="hint">{say("party-shown-hint")}</p>
      {questions.map(({ name, title }) => (
        <label key={name} class="check">
          <input
            type="checkbox"
            checked={shown.value.includes(name)}
            onChange={({ currentTarget }) => turn(name, currentTarget.checked)}
          />
          <span>{title}</span>
        </label>
      ))}
      {questions.length > 1 && (
        <Button kind="quiet" onClick={() => (shown.value = questions.map(({ name }) => name))}>
          {say("party-shown-all")}
        </Button>
      )}
    </fieldset>
  );
}

/** An invitation that was made. It takes the focus, for it is told this once. */
function Invitation({ made, close }: { made: Made; close: () => void }): JSX.Element {
  const { say } = useApp().words;
  const card = useRef<HTMLDivElement>(null);
  const isCopied = useSignal(false);
  const id = useId();
  useLayoutEffect(() => card.current?.focus(), []);
  const copy = async () => {
    isCopied.value = await navigator.clipboard?.writeText(made.link).then(
      () => true,
      () => false,
    );
  };
  return (
    <div class="party-card" ref={card} tabIndex={-1} role="group" aria-label={say("party-code")}>
      <p>{say("party-code-once")}</p>
      <p class="label">{say("party-code")}</p>
      <p class="party-digits">
        <span>{made.code.slice(0, HALF)}</span> <span>{made.code.slice(HALF + 1)}</span>
      </p>
      <img src={`data:image/svg+xml,${encodeURIComponent(made.square)}`} alt={say("party-square")} />
      <label class="label" for={id}>
        {say("party-link")}
      </label>
      <input id={id} class="input" readOnly value={made.link} onFocus={({ currentTarget }) => currentTarget.select()} />
      <p>{say("party-code-where", { address: `${location.host}${OFFICE_PATH}` })}</p>
      <p>{say("party-code-good")}</p>
      <p class="hint" role="status">
        {isCopied.value && say("party-copied")}
      </p>
      <div class="row">
        <Button onClick={() => void copy()}>{say("party-copy")}</Button>
        <Button kind="primary" onClick={close}>
          {say("party-noted")}
        </Button>
      </div>
    </div>
  );
}
