// Keys with which programs of the city read how the office stands: made here, told once, removed (SPEC O34).
import { type Signal, useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { isMap } from "../../model/memory";
import { OFFICE_PATH } from "../../office-path";
import { AskTwice } from "../ask-twice";
import { useApp } from "../context";
import { Button } from "../controls";
import { request, type Told } from "../office-request";
import { Field } from "./field";

const ADDRESS = "/api/keys";
const RIGHTS = ["figures", "supervision"] as const;
const TERMS = ["30", "90", "365"] as const;
const FAULTS = ["missing", "too_long", "limit"] as const;
type Right = (typeof RIGHTS)[number];
type Fault = (typeof FAULTS)[number] | "failed" | null;

interface ApiKey {
  readonly id: string;
  readonly name: string;
  readonly rights: readonly Right[];
  readonly expires: number;
}

export function ApiKeys(): JSX.Element {
  const app = useApp();
  const { say, when } = app.words;
  const keys = useSignal<readonly ApiKey[] | "failed">([]);
  const secret = useSignal("");
  const look = async () => {
    const reply = await request(app, ADDRESS);
    keys.value = "no" in reply ? "failed" : keysOf(reply.told);
  };
  const remove = async (key: ApiKey) => {
    const reply = await request(app, `${ADDRESS}/${key.id}`, null, "DELETE");
    if ("no" in reply) keys.value = "failed";
    else await look();
  };
  const made = async (told: string) => {
    secret.value = told;
    await look();
  };
  const all = keys.value;
  return (
    <details class="api-keys" onToggle={(event) => event.currentTarget.open && void look()}>
      <summary>{say("api-keys")}</summary>
      <p>{say("api-keys-lead", { address: `${location.origin}${OFFICE_PATH}/api/openapi.json` })}</p>
      <p role="status">{all === "failed" && say("api-keys-failed")}</p>
      {all !== "failed" && (
        <ul class="plain-list">
          {all.map((key) => (
            <li key={key.id}>
              <p>
                {say("api-keys-one", {
                  name: key.name,
                  rights: key.rights.map((right) => say(`api-keys-right-${right}`)).join(", "),
                  time: when(key.expires),
                })}
              </p>
              <AskTwice name="api-key-remove" kind="quiet" act={() => void remove(key)} />
            </li>
          ))}
        </ul>
      )}
      {secret.value === "" ? (
        <NewKey made={(told) => void made(told)} />
      ) : (
        <Secret secret={secret.value} close={() => (secret.value = "")} />
      )}
    </details>
  );
}

function NewKey({ made }: { made: (secret: string) => void }): JSX.Element {
  const app = useApp();
  const { say } = app.words;
  const name = useSignal("");
  const days = useSignal<string>(TERMS[0]);
  const rights = useSignal<readonly Right[]>(["figures"]);
  const fault = useSignal<Fault>(null);
  const isBusy = useSignal(false);
  const submit = async (event: Event) => {
    event.preventDefault();
    event.stopPropagation();
    if (isBusy.peek()) return;
    isBusy.value = true;
    const wanted = { name: name.value, rights: rights.value, days: Number(days.value) };
    const reply = await request(app, ADDRESS, wanted);
    isBusy.value = false;
    fault.value = "no" in reply ? faultOf(reply.no, reply.said) : null;
    if (!("no" in reply)) made(String(reply.told.secret));
  };
  return (
    <form class="sure" noValidate aria-label={say("api-keys-new")} onSubmit={(event) => void submit(event)}>
      <Field id="api-key-name" label={say("api-keys-name")}>
        <input
          id="api-key-name"
          class="input"
          autocomplete="off"
          value={name.value}
          onInput={(event) => (name.value = event.currentTarget.value)}
        />
      </Field>
      <Rights chosen={rights} />
      <Field id="api-key-days" label={say("api-keys-days")}>
        <select
          id="api-key-days"
          class="input"
          value={days.value}
          onChange={(event) => (days.value = event.currentTarget.value)}
        >
          {TERMS.map((term) => (
            <option key={term} value={term}>
              {say("api-keys-term", { days: term })}
            </option>
          ))}
        </select>
      </Field>
      <p class="rejection" role="status">
        {fault.value !== null && say(`api-keys-fault-${fault.value}`)}
      </p>
      <button type="submit" class="button primary" aria-busy={isBusy.value}>
        {say("api-keys-make")}
      </button>
    </form>
  );
}

function Rights({ chosen }: { chosen: Signal<readonly Right[]> }): JSX.Element {
  const { say } = useApp().words;
  const turn = (right: Right, isOn: boolean) => {
    const others = chosen.value.filter((one) => one !== right);
    chosen.value = isOn ? [...others, right] : others;
  };
  return (
    <fieldset>
      <legend class="label">{say("api-keys-rights")}</legend>
      {RIGHTS.map((right) => (
        <label key={right} class="check">
          <input
            type="checkbox"
            checked={chosen.value.includes(right)}
            onChange={(event) => turn(right, event.currentTarget.checked)}
          />
          <span>{say(`api-keys-right-${right}`)}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** A new key. It takes the focus, for it is told this once. */
function Secret({ secret, close }: { secret: string; close: () => void }): JSX.Element {
  const { say } = useApp().words;
  const isPlaced = useRef(false);
  const place = (card: HTMLDivElement | null) => {
    if (!isPlaced.current) card?.focus();
    isPlaced.current = true;
  };
  return (
    <div class="sure" ref={place} tabIndex={-1} role="group" aria-label={say("api-keys-secret")}>
      <p>{say("api-keys-once")}</p>
      <p>
        <code class="api-key">{secret}</code>
      </p>
      <Button kind="primary" onClick={close}>
        {say("api-keys-noted")}
      </Button>
    </div>
  );
}

function keysOf({ keys }: Told): readonly ApiKey[] {
  const found = Array.isArray(keys) ? keys.filter(isMap) : [];
  return found.map(({ id, name, rights, expires }) => ({
    id: String(id),
    name: String(name),
    rights: RIGHTS.filter((right) => Array.isArray(rights) && rights.includes(right)),
    expires: Number(expires),
  }));
}

function faultOf(no: string, { fields }: Told): Fault {
  const said = no === "form_invalid" && isMap(fields) ? Object.values(fields)[0] : no;
  return FAULTS.find((fault) => fault === said) ?? "failed";
}
