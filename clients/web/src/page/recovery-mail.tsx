// My mail address: where news of the office goes that I did not see here, and by which I come back (SPEC S37 to S39).
import "./styles/recovery.css";
import { type Signal, useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useId, useLayoutEffect, useRef } from "preact/hooks";
import { type App, useApp } from "./context";
import { Button } from "./controls";
import { forgetVisit } from "./forgetting";
import { type NotDone, request, type Told } from "./office-request";

const ADDRESS = "/api/mail";
const LINK = "/api/mail-link";
const FAULTS = ["no_mail_address", "unknown_link", "too_fast", "consent"] as const;
const MAIL_CHARS_MAX = 254;

type Fault = (typeof FAULTS)[number] | "failed" | null;

interface Own {
  readonly possible: boolean;
  readonly mail: string;
  readonly confirmed: boolean;
}

/** Let this device be that citizen's from now on; it forgets who was here before. */
export function goOnAs({ memory }: App, token: string): void {
  forgetVisit(window, false);
  memory.save("token", token);
  location.replace(location.pathname + location.search); // what the page itself holds goes with who was here
}

/** My own address, among the settings; nothing where the office sends no mail. */
export function OwnMail(): JSX.Element | null {
  const app = useApp();
  const { say } = app.words;
  const own = useSignal<Own | null>(null);
  const fault = useSignal<Fault>(null);
  const told = useSignal<"mail-asked" | "mail-removed" | null>(null);
  const title = useRef<HTMLHeadingElement>(null);
  const ask = async (body?: unknown, method?: "DELETE") => {
    const reply = await request(app, ADDRESS, body, method);
    fault.value = "no" in reply ? faultOf(reply) : null;
    if (!("no" in reply)) own.value = ownOf(reply.told);
    return !("no" in reply);
  };
  const give = async (mail: string, consent: boolean) => {
    if (!consent) fault.value = "consent";
    else if (await ask({ mail: mail || " ", consent })) done("mail-asked");
  };
  const remove = async () => {
    if (await ask(null, "DELETE")) done("mail-removed");
  };
  /** Say it; what was pressed is gone, so the focus goes to the heading. */
  const done = (what: "mail-asked" | "mail-removed") => {
    told.value = what;
    title.current?.focus();
  };
  useEffect(() => void ask(), []);
  if (!own.value?.possible) return null;
  const { mail, confirmed } = own.value;
  return (
    <section class="recovery" aria-labelledby="mail">
      <h3 id="mail" ref={title} tabIndex={-1}>
        {say("mail")}
      </h3>
      {mail === "" ? (
        <>
          <p>{say("mail-lead")}</p>
          <AddressForm submit={say("mail-give")} fault={fault} consent={say("mail-consent")} send={give} />
        </>
      ) : (
        <>
          <p>{say(confirmed ? "mail-confirmed" : "mail-waiting", { mail })}</p>
          {!confirmed && <Button onClick={() => void ask()}>{say("recovery-again")}</Button>}
          <Button onClick={() => void remove()}>{say("mail-remove")}</Button>
          {fault.value !== null && <p class="rejection">{say(`mail-fault-${fault.value}`)}</p>}
        </>
      )}
      <p role="status">{told.value !== null && say(told.value)}</p>
    </section>
  );
}

/** On a new device: a link by mail. What is said is the same whether the office knows the address or not. */
export function AskMailLink(): JSX.Element | null {
  const app = useApp();
  const { say } = app.words;
  const isPossible = useSignal(false);
  const fault = useSignal<Fault>(null);
  const isAsked = useSignal(false);
  useEffect(() => {
    void request(app, LINK).then((reply) => (isPossible.value = "told" in reply && reply.told.possible === true));
  }, []);
  const send = async (mail: string) => {
    isAsked.value = false;
    const reply = await request(app, LINK, { mail: mail || " " });
    fault.value = "no" in reply ? faultOf(reply) : null;
    isAsked.value = !("no" in reply);
  };
  if (!isPossible.value) return null;
  return (
    <section class="recovery" aria-labelledby="mail-link">
      <h2 id="mail-link">{say("mail-link")}</h2>
      <p>{say("mail-link-lead")}</p>
      <AddressForm submit={say("mail-link-ask")} fault={fault} send={send} />
      <p role="status">{isAsked.value && say("mail-link-asked")}</p>
    </section>
  );
}

/** What a link in a mail leads to. It does nothing before its button is pressed: programs open links, too. */
export function MailedLink({ name, secret }: { name: "address" | "mail"; secret: string }): JSX.Element {
  const app = useApp();
  const { words, identity } = app;
  const { say } = words;
  const fault = useSignal<Fault>(null);
  const isDone = useSignal(false);
  const isBusy = useSignal(false);
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => place.current?.focus(), [isDone.value]);
  const press = async () => {
    isBusy.value = true;
    const reply = await request(app, name === "mail" ? `${LINK}/use` : `${ADDRESS}/confirm`, { secret });
    isBusy.value = false;
    fault.value = "no" in reply ? faultOf(reply) : null;
    if ("no" in reply) return;
    if (name === "mail") goOnAs(app, String(reply.told.token));
    else isDone.value = true;
  };
  const lead = say(name === "mail" ? "mail-link-here" : "mail-confirm-lead");
  return (
    <div class="recovery" ref={place} tabIndex={-1} role="group" aria-label={isDone.value ? say("mail-is-used") : lead}>
      <p>{isDone.value ? say("mail-is-used") : lead}</p>
      {name === "mail" && identity.token() !== null && <p>{say("recovery-replaces")}</p>}
      <p class="rejection" role="status">
        {fault.value !== null && say(`mail-fault-${fault.value}`)}
      </p>
      {!isDone.value && (
        <Button kind="primary" size="large" busy={isBusy.value} onClick={() => void press()}>
          {say(name === "mail" ? "recovery-use" : "mail-confirm")}
        </Button>
      )}
      <Button kind="quiet" onClick={() => location.replace(location.pathname + location.search)}>
        {say("mail-to-office")}
      </Button>
    </div>
  );
}

interface AddressFormProps {
  readonly submit: string;
  readonly fault: Signal<Fault>;
  /** What one agrees to; without: it is not asked. */
  readonly consent?: string;
  readonly send: (mail: string, consent: boolean) => Promise<void>;
}

function AddressForm({ submit, fault, consent, send }: AddressFormProps): JSX.Element {
  const { words } = useApp();
  const id = useId();
  const [mail, agrees, isBusy] = [useSignal(""), useSignal(false), useSignal(false)];
  const act = async (event: Event) => {
    event.preventDefault();
    if (isBusy.value) return;
    isBusy.value = true;
    await send(mail.value.trim(), agrees.value);
    isBusy.value = false;
  };
  return (
    <form class="recovery" noValidate aria-label={submit} onSubmit={(event) => void act(event)}>
      <label class="label" for={`${id}-mail`}>
        {words.say("mail-address")}
      </label>
      <input
        id={`${id}-mail`}
        class="input"
        type="email"
        autocomplete="email"
        maxLength={MAIL_CHARS_MAX}
        aria-invalid={fault.value === "no_mail_address"}
        aria-describedby={`${id}-fault`}
        value={mail.value}
        onInput={({ currentTarget }) => (mail.value = currentTarget.value)}
      />
      {consent !== undefined && (
        <label class="check">
          <input
            type="checkbox"
            checked={agrees.value}
            aria-invalid={fault.value === "consent"}
            aria-describedby={`${id}-fault`}
            onChange={({ currentTarget }) => (agrees.value = currentTarget.checked)}
          />
          <span>
            {consent}
            <span class="hint">{words.say("mail-consent-hint")}</span>
          </span>
        </label>
      )}
      <p id={`${id}-fault`} class="rejection" role="status">
        {fault.value !== null && words.say(`mail-fault-${fault.value}`)}
      </p>
      <button type="submit" class="button primary" aria-busy={isBusy.value}>
        {submit}
      </button>
    </form>
  );
}

function ownOf({ possible, mail, confirmed }: Told): Own {
  return { possible: possible === true, mail: typeof mail === "string" ? mail : "", confirmed: confirmed === true };
}

function faultOf({ no }: NotDone): Fault {
  return FAULTS.find((fault) => fault === no) ?? "failed";
}
