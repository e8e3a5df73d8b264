// The code by which I find my own things again on another device: made and taken back here, typed there (SPEC S30).
import "./styles/recovery.css";
import { type Signal, useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { OFFICE_PATH } from "../office-path";
import { AskTwice } from "./ask-twice";
import { useApp } from "./context";
import { Button } from "./controls";
import { type NotDone, request, type Told } from "./office-request";
import { AskMailLink, goOnAs, MailedLink } from "./recovery-mail";

const ADDRESS = "/api/recovery";
const HALF = "1234 5678 9012".length; // of a code: it is copied in two lines
const MAILED = /^(mail|address)-(.+)$/; // behind `#recover/`, in place of a code
const ENDS_WITHIN_MS = 10_000;
const FAULTS = ["mistyped", "unknown_code", "too_fast"] as const;

type Fault = (typeof FAULTS)[number] | "failed" | null;

/** What the office keeps: since when I have a code, and how many devices it let in. */
interface Kept {
  readonly since: number | null;
  readonly devices: number;
}

interface Made {
  readonly code: string;
  readonly square: string;
}

/** My own code, among the settings. */
export function OwnCode(): JSX.Element {
  const app = useApp();
  const { words, identity, model } = app;
  const { say } = words;
  const kept = useSignal<Kept | null>(null);
  const made = useSignal<Made | null>(null);
  const fault = useSignal<Fault>(null);
  const ask = async (method?: "POST" | "DELETE") => {
    const reply = await request(app, ADDRESS, method && null, method);
    fault.value = "no" in reply ? faultOf(reply) : null;
    return "no" in reply ? null : reply.told;
  };
  const look = async () => {
    const told = await ask();
    if (told !== null) kept.value = keptOf(told);
  };
  const make = async () => {
    const told = await ask("POST");
    if (told !== null) made.value = { code: String(told.code), square: String(told.square) };
  };
  const revoke = async () => {
    if ((await ask("DELETE")) === null) return;
    comeBack();
    await look();
  };
  /** Where other devices were let in the office ends the connection, whichever device has it: this one comes back. */
  const comeBack = () => {
    const stop = model.status.subscribe((status) => {
      if (status.is !== "ended") return;
      queueMicrotask(() => stop());
      identity.reconnect();
    });
    setTimeout(stop, ENDS_WITHIN_MS);
  };
  const noted = () => {
    made.value = null;
    void look();
  };
  useEffect(() => void look(), []);
  const now = kept.value;
  return (
    <section class="recovery" aria-labelledby="recovery">
      <h3 id="recovery">{say("recovery")}</h3>
      <p>{say("recovery-lead")}</p>
      {made.value !== null && <Code made={made.value} close={noted} />}
      {made.value === null && now?.since === null && (
        <Button onClick={() => void make()}>{say("recovery-make")}</Button>
      )}
      {made.value === null && now !== null && (now.since !== null || now.devices > 0) && (
        <>
          {now.since !== null && <p>{say("recovery-kept", { time: words.when(now.since) })}</p>}
          <p>{say("recovery-devices", { count: now.devices })}</p>
          {now.since !== null && <AskTwice name="recovery-renew" act={() => void make()} />}
          <AskTwice name="recovery-revoke" act={() => void revoke()} />
        </>
      )}
      <FaultWords of={fault} />
      {now === null && fault.value !== null && <Button onClick={() => void look()}>{say("recovery-again")}</Button>}
    </section>
  );
}

/** A new code. It takes the focus, for it is told this once. */
function Code({ made, close }: { made: Made; close: () => void }): JSX.Element {
  const { say } = useApp().words;
  const card = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => card.current?.focus(), []);
  return (
    <div class="recovery-card" ref={card} tabIndex={-1} role="group" aria-label={say("recovery-code")}>
      <p class="label">{say("recovery-code")}</p>
      <p class="recovery-digits">
        <span>{made.code.slice(0, HALF)}</span> <span>{made.code.slice(HALF + 1)}</span>
      </p>
      <img src={`data:image/svg+xml,${encodeURIComponent(made.square)}`} alt={say("recovery-square")} />
      <p>{say("recovery-where", { address: `${location.host}${OFFICE_PATH}` })}</p>
      <p>{say("recovery-once")}</p>
      <p>{say("recovery-care")}</p>
      <p class="hint">{say("recovery-forgotten")}</p>
      <div class="row">
        <Button onClick={() => window.print()}>{say("recovery-print")}</Button>
        <Button kind="primary" onClick={close}>
          {say("recovery-noted")}
        </Button>
      </div>
    </div>
  );
}

/** Where the code is typed, or came by a link: whoever it is goes on here, and this device forgets who was here before. */
export function TypedCode(): JSX.Element | null {
  const app = useApp();
  const { words, route, identity, model } = app;
  const { say } = words;
  const typed = useSignal(route.shown.peek()?.id ?? "");
  const mailed = MAILED.exec(typed.value);
  const fault = useSignal<Fault>(null);
  const isBusy = useSignal(false);
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => field.current?.focus(), []);
  useEffect(() => route.hideId(), []); // it must not stay in the history of this device
  const submit = async (event: Event) => {
    event.preventDefault();
    if (isBusy.value) return;
    isBusy.value = true;
    const reply = await request(app, `${ADDRESS}/use`, { code: typed.value || " " });
    isBusy.value = false;
    fault.value = "no" in reply ? faultOf(reply) : null;
    if ("no" in reply || typeof reply.told.token !== "string") return field.current?.focus();
    goOnAs(app, reply.told.token);
  };
  if (model.isOfficer.value) return null;
  if (mailed) return <MailedLink name={mailed[1] === "mail" ? "mail" : "address"} secret={mailed[2] ?? ""} />;
  return (
    <>
      <form class="recovery" onSubmit={(event) => void submit(event)} aria-label={say("recover")}>
        <p>{say("recovery-typed-lead")}</p>
        {identity.token() !== null && <p>{say("recovery-replaces")}</p>}
        <label class="label" for="recovery-typed">
          {say("recovery-code")}
        </label>
        <input
          id="recovery-typed"
          class="input"
          ref={field}
          inputMode="numeric"
          autocomplete="off"
          maxLength={100}
          aria-describedby="recovery-typed-hint recovery-fault"
          aria-invalid={fault.value !== null}
          value={typed.value}
          onInput={(event) => (typed.value = event.currentTarget.value)}
        />
        <p id="recovery-typed-hint" class="hint">
          {say("recovery-typed-hint")}
        </p>
        <FaultWords of={fault} />
        <button type="submit" class="button primary large wide" aria-busy={isBusy.value}>
          {say("recovery-use")}
        </button>
        <Button kind="quiet" onClick={() => route.close()}>
          {say("close")}
        </Button>
      </form>
      <AskMailLink />
    </>
  );
}

function FaultWords({ of }: { of: Signal<Fault> }): JSX.Element {
  const { words } = useApp();
  return (
    <p id="recovery-fault" class="rejection" role="status">
      {of.value !== null && words.say(`recovery-fault-${of.value}`)}
    </p>
  );
}

function keptOf({ since, devices }: Told): Kept {
  return { since: typeof since === "number" ? since : null, devices: typeof devices === "number" ? devices : 0 };
}

function faultOf({ no }: NotDone): Fault {
  return FAULTS.find((fault) => fault === no) ?? "failed";
}
