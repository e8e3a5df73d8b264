// One account as it is written: name, services, languages, rights; of one that is there also what ends it.
import { type Signal, useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { NAME_CHARS_MAX } from "../../protocol/generated";
import { AskTwice } from "../ask-twice";
import { useApp } from "../context";
import { Button } from "../controls";
import { type Reply, request } from "../office-request";
import { useFirstField } from "../officer/focus";
import { Field, type Rejection, Tick, Why } from "./controls";
import type { ToldPassword } from "./one-time";
import { type SeenAccount, text } from "./told";

interface FormProps {
  /** null: a new one. */
  readonly of: SeenAccount | null;
  /** Call it when something was done, or nothing is to be done any more. */
  readonly done: (password: ToldPassword | null) => Promise<void>;
}

export function AccountForm({ of, done }: FormProps): JSX.Element {
  const app = useApp();
  const { say } = app.words;
  const [name, skills] = [useSignal(of?.name ?? ""), useSignal((of?.skills ?? []).join(", "))];
  const services = useSignal<ReadonlySet<string>>(new Set(of?.services));
  const supervisor = useSignal(of?.isSupervisor ?? false);
  const [why, busy] = [useSignal<Rejection | null>(null), useSignal(false)];
  const form = useFirstField<HTMLFormElement>();
  const settle = async (asked: Promise<Reply>) => {
    busy.value = true;
    const reply = await asked;
    busy.value = false;
    why.value = "no" in reply ? reply : null;
    if ("no" in reply) return;
    const password = text(reply.told.password);
    await done(password ? { name: name.value.trim(), password } : null);
  };
  const send = (known: boolean) => {
    const skilled = skills.value.split(",").map((skill) => skill.trim());
    const post = {
      services: [...services.value],
      skills: skilled.filter((skill) => skill !== ""),
      supervisor: supervisor.value,
    };
    return of === null
      ? request(app, "/api/accounts", { ...post, name: name.value, known })
      : request(app, `/api/accounts/${of.id}/post`, post);
  };
  const submit = (event: Event) => {
    event.preventDefault();
    if (services.value.size === 0) why.value = { no: "unknown_service", seconds: 0 };
    else void settle(send(false));
  };
  const title = of === null ? say("accounts-new") : say("accounts-change-label", { name: of.name });
  return (
    <form class="sure account-form" noValidate ref={form} aria-label={title} onSubmit={submit}>
      {of === null && (
        <Field
          id="account-name"
          label={say("accounts-name")}
          value={name.value}
          write={(typed) => (name.value = typed)}
          hint={say("accounts-name-hint", { max: NAME_CHARS_MAX })}
        />
      )}
      <Services chosen={services} />
      <Field
        id="account-skills"
        label={say("accounts-skills")}
        value={skills.value}
        write={(typed) => (skills.value = typed)}
        hint={say("accounts-skills-hint")}
      />
      <Tick
        label={say("accounts-supervisor")}
        hint={say("accounts-supervisor-hint")}
        isOn={supervisor.value}
        isFixed={of?.isOwn ?? false}
        turn={(isOn) => (supervisor.value = isOn)}
      />
      {of !== null && <p class="hint">{say("accounts-ends-hint")}</p>}
      <Why of={why} />
      {why.value?.no === "works_elsewhere" && (
        <Button onClick={() => void settle(send(true))}>{say("accounts-known")}</Button>
      )}
      <div class="row">
        <button type="submit" class="button primary" aria-busy={busy.value}>
          {say(of === null ? "accounts-make" : "accounts-save")}
        </button>
        <Button onClick={() => void done(null)}>{say("act-not")}</Button>
      </div>
      {of !== null && !of.isOwn && (
        <Acts of={of} act={(act) => void settle(request(app, `/api/accounts/${of.id}/${act}`, null))} />
      )}
    </form>
  );
}

function Services({ chosen }: { chosen: Signal<ReadonlySet<string>> }): JSX.Element {
  const { words, model } = useApp();
  const turn = (id: string, isOn: boolean) => {
    const others = [...chosen.value].filter((one) => one !== id);
    chosen.value = new Set(isOn ? [...others, id] : others);
  };
  return (
    <fieldset class="account-services">
      <legend class="label">{words.say("accounts-services")}</legend>
      {[...model.services.value.values()].map(({ id, title }) => (
        <Tick key={id} label={words.both(title)} isOn={chosen.value.has(id)} turn={(isOn) => turn(id, isOn)} />
      ))}
    </fieldset>
  );
}

type Act = "renew" | "disable" | "enable" | "take-post" | "factor-off";

/** What ends or opens the account; where it works elsewhere too, only its work here. */
function Acts({ of: one, act }: { of: SeenAccount; act: (act: Act) => void }): JSX.Element {
  const { say } = useApp().words;
  if (!one.isYours)
    return (
      <div class="account-acts">
        <p class="hint">{say("accounts-apart-hint")}</p>
        <AskTwice name="account-take-post" act={() => act("take-post")} />
      </div>
    );
  return (
    <div class="account-acts">
      <AskTwice name="account-renew" act={() => act("renew")} />
      {one.hasSecondFactor && <AskTwice name="account-factor-off" act={() => act("factor-off")} />}
      {one.isDisabled ? (
        <Button onClick={() => act("enable")}>{say("account-enable")}</Button>
      ) : (
        <AskTwice name="account-disable" act={() => act("disable")} />
      )}
    </div>
  );
}
