// The words of a message and a number to call, with what is asked before they are kept (SPEC O14).
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";
import type { InquiryBoxes } from "../model/inquiry-boxes";
import type { CommandReply } from "../net/requests";
import { PHONE_CHARS_MAX, TEXT_CHARS_MAX } from "../protocol/generated";
import { lettersOf } from "../protocol/letters";
import { useApp } from "./context";
import { Button, RejectionWords } from "./controls";
import { TooLong } from "./too-long";

interface InquiryFormProps {
  /** Where what is typed stays on this device until the office has it. */
  readonly boxes: InquiryBoxes;
  /** The name of what is under way. */
  readonly name: `inquiry.${"leave" | "change"}.${string}`;
  readonly submit: string;
  readonly asksConsent?: boolean;
  readonly send: (text: string, phone: string, consent: boolean) => Promise<CommandReply>;
  readonly close: () => void;
}

export function InquiryForm({ boxes, name, submit, asksConsent, send, close }: InquiryFormProps): JSX.Element {
  const { words, actions, outgoing } = useApp();
  const { say, sayOr } = words;
  const id = useId();
  const [text, phone, consent] = [outgoing.box(boxes.text), outgoing.box(boxes.phone), useSignal(false)];
  const wasSent = useSignal(false); // what was rejected before this form was opened is no fault of it
  const box = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => box.current?.focus(), []);
  const pending = actions.pending(name);
  const why = wasSent.value && pending.value.is === "no" ? pending.value.why : null;
  const faults = why?.code === "form_invalid" ? (why.fields ?? {}) : {};
  const end = () => {
    outgoing.type(boxes.text, "");
    outgoing.type(boxes.phone, "");
    close();
  };
  const isTooLong = lettersOf(text.value.trim()) > TEXT_CHARS_MAX || lettersOf(phone.value.trim()) > PHONE_CHARS_MAX;
  const leave = async (event: Event) => {
    event.preventDefault();
    if (isTooLong || pending.value.is === "asked") return;
    wasSent.value = true;
    const reply = await send(text.value, phone.value, consent.value);
    if (reply.t === "done") end();
  };
  const fault = (field: string) =>
    faults[field] && (
      <p class="fault" id={`${id}-${field}-fault`}>
        {sayOr(`inquiry-fault-${field}-${faults[field]}`, "inquiry-fault-other")}
      </p>
    );
  const about = (field: string) => ({
    "aria-invalid": faults[field] ? (true as const) : undefined,
    "aria-describedby": `${id}-${field}-fault ${id}-${field}-long`,
  });
  return (
    <form class="inquiry" noValidate aria-label={submit} onSubmit={(event) => void leave(event)}>
      <label class="label" for={`${id}-text`}>
        {say("inquiry-text")}
      </label>
      <textarea
        ref={box}
        id={`${id}-text`}
        class="input"
        rows={4}
        {...about("text")}
        value={text.value}
        onInput={({ currentTarget }) => outgoing.type(boxes.text, currentTarget.value)}
      />
      {fault("text")}
      <TooLong id={`${id}-text-long`} text={text.value.trim()} max={TEXT_CHARS_MAX} />
      <label class="label" for={`${id}-phone`}>
        {say("inquiry-phone")}
      </label>
      <input
        id={`${id}-phone`}
        class="input"
        type="tel"
        autocomplete="tel"
        {...about("phone")}
        value={phone.value}
        onInput={({ currentTarget }) => outgoing.type(boxes.phone, currentTarget.value)}
      />
      {fault("phone")}
      <TooLong id={`${id}-phone-long`} text={phone.value.trim()} max={PHONE_CHARS_MAX} />
      {asksConsent && (
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
      {wasSent.value && why?.code !== "form_invalid" && <RejectionWords of={pending} />}
      <div class="row">
        <button type="submit" class="button primary" aria-busy={pending.value.is === "asked"}>
          {submit}
        </button>
        <Button onClick={end}>{say("inquiry-not")}</Button>
      </div>
    </form>
  );
}
