// Where an invitation is typed, or came by a link: whoever it is comes beside somebody's request (SPEC C47).
import "./styles/parties.css";
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { useApp } from "./context";
import { Button } from "./controls";
import { request } from "./office-request";
import { faultOf, type PartyFault, PartyFaultWords } from "./party-faults";

export function TypedInvitation(): JSX.Element | null {
  const app = useApp();
  const { words, route, model } = app;
  const { say } = words;
  const typed = useSignal(route.shown.peek()?.id ?? "");
  const [fault, isBusy] = [useSignal<PartyFault>(null), useSignal(false)];
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    field.current?.focus();
    route.hideId(); // it must not stay in the history of this device
  }, []);
  const submit = async (event: Event) => {
    event.preventDefault();
    if (isBusy.value) return;
    isBusy.value = true;
    const reply = await request(app, "/api/parties/join", { code: typed.value || " " });
    isBusy.value = false;
    fault.value = "no" in reply ? faultOf(reply) : null;
    if ("no" in reply || typeof reply.told.case !== "string") return field.current?.focus();
    route.open("case", reply.told.case);
  };
  if (model.isOfficer.value) return null;
  return (
    <form class="parties" onSubmit={(event) => void submit(event)} aria-label={say("join")}>
      <p>{say("party-typed-lead")}</p>
      <p>{say("party-typed-told")}</p>
      <label class="label" for="party-typed">
        {say("party-code")}
      </label>
      <input
        id="party-typed"
        class="input"
        ref={field}
        inputMode="numeric"
        autocomplete="off"
        maxLength={100}
        aria-describedby="party-typed-hint party-typed-fault"
        aria-invalid={fault.value !== null}
        value={typed.value}
        onInput={(event) => (typed.value = event.currentTarget.value)}
      />
      <p id="party-typed-hint" class="hint">
        {say("party-typed-hint")}
      </p>
      <PartyFaultWords of={fault} id="party-typed-fault" />
      <button type="submit" class="button primary large wide" aria-busy={isBusy.value}>
        {say("party-join")}
      </button>
      <Button kind="quiet" onClick={() => route.close()}>
        {say("close")}
      </Button>
    </form>
  );
}
