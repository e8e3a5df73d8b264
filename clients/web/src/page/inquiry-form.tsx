// The words of a message and a number to call, with what is asked before they are kept (SPEC O14).
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";
import type { CommandReply } from "../net/requests";
import { TEXT_CHARS_MAX } from "../protocol/generated";
import { useApp } from "./context";
import { Button, RejectionWords } from "./controls";

interface InquiryFormProps {
  /** Where what is typed stays on this device until the office has it. */
  readonly box: string;
  readonly name: "inquiry.leave" | "inquiry.change";
  readonly submit: string;
  readonly asksConsent?: boolean;
  readonly send: (text: string, phone: string, consent: boolean) => Promise<CommandReply>;
  readonly close: () => void;
}

export const PHONE = ".phone"; // behind the name of the box of the words

export function InquiryForm(props: InquiryFormProps): JSX.Element {
  const { words, actions, outgoing } = useApp();
  const { say, sayOr } = words;
  const id = useId();
  const [text, phone, consent] = [outgoing.box(props.box), outgoing.box(props.box + PHONE), useSignal(false)];
  const box = useRef<HTMLTextAreaElement>(null);
  const forget = () => {
    outgoing.type(props.box, "");
    outgoing.type(props.box + PHONE, "");
  };
  useLayoutEffect(() => box.current?.focus(), []);
  const pending = actions.pending(props.name);
  const why = pending.value.is === "no" ? pending.value.why : null;
  const faults = why?.code === "form_invalid" ? (why.fields ?? {}) : {};
  const submit = async (event: Event) => {
    event.preventDefault();
    const reply = await props.send(text.value, phone.value, consent.value);
    if (reply.t !== "done") return;
    forget();
    props.close();
  };
  const fault = (name: string) =>
    faults[name] && (
      <p class="fault" id={`${id}-${name}-fault`}>
        {sayOr(`inquiry-fault-${name}-${faults[name]}`, "inquiry-fault-other")}
      </p>
    );
  const about = (name: string) => ({
    "aria-invalid": faults[name] ? (true as const) : undefined,
    "aria-describedby": faults[name] ? `${id}-${name}-fault` : undefined,
  });
  return (
    <form class="inquiry" noValidate aria-label={props.submit} onSubmit={(event) => void submit(event)}>
      <label class="label" for={`${id}-text`}>
        {say("inquiry-text")}
      </label>
      <textarea
        ref={box}
        id={`${id}-text`}
        class="input"
        rows={4}
        maxLength={TEXT_CHARS_MAX}
        {...about("text")}
        value={text.value}
        onInput={({ currentTarget }) => outgoing.type(props.box, currentTarget.value)}
      />
      {fault("text")}
      <label class="label" for={`${id}-phone`}>
        {say("inquiry-phone")}
      </label>
      <input
        id={`${id}-phone`}
        class="input"
        type="tel"
        autocomplete="tel"
        maxLength={24}
        {...about("phone")}
        value={phone.value}
        onInput={({ currentTarget }) => outgoing.type(props.box + PHONE, currentTarget.value)}
      />
      {fault("phone")}
      {props.asksConsent && (
        <label class="check">
          <input
            type="checkbox"
            checked={consent.value}
            {...about("consent")}
            onChange={({ currentTarget }) => (consent.value = currentTarget.checked)}
          />
          <span>
            {say("inquiry-consent")}
            <span class="hint">{say("inquiry-consent-hint")}</span>
          </span>
        </label>
      )}
      {fault("consent")}
      {why?.code !== "form_invalid" && <RejectionWords of={pending} />}
      <div class="row">
        <button type="submit" class="button primary">
          {props.submit}
        </button>
        <Button
          onClick={() => {
            forget();
            props.close();
          }}
        >
          {say("inquiry-not")}
        </Button>
      </div>
    </form>
  );
}
