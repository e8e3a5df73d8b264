// Why an officer opens a case that a colleague has, or that is over (SPEC C13). The reason goes into the record, and both sides read it.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useId } from "preact/hooks";
import { REASON_CHARS_MAX } from "../../protocol/generated";
import { lettersOf } from "../../protocol/letters";
import { useApp } from "../context";
import { Button } from "../controls";
import { TooLong } from "../too-long";
import { useFirstField } from "./focus";

export function ReasonForm({ id }: { id: string }): JSX.Element {
  const { words, actions, route } = useApp();
  const field = useId();
  const reason = useSignal("");
  const isMissing = useSignal(false);
  const form = useFirstField<HTMLFormElement>();
  const submit = (event: Event) => {
    event.preventDefault();
    const written = reason.value.trim();
    isMissing.value = written === "";
    if (!isMissing.value && lettersOf(written) <= REASON_CHARS_MAX) void actions.lookAtCase(id, written);
  };
  return (
    <form class="sure" noValidate ref={form} aria-label={words.say("open-reason")} onSubmit={submit}>
      <p id={`${field}-why`}>{words.say("open-reason-why")}</p>
      <label class="label" for={field}>
        {words.say("open-reason-label")}
      </label>
      <input
        id={field}
        class="input"
        autocomplete="off"
        required
        aria-describedby={`${field}-why ${field}-fault ${field}-long`}
        aria-invalid={isMissing.value}
        value={reason.value}
        onInput={(event) => (reason.value = event.currentTarget.value)}
      />
      <p class="fault" id={`${field}-fault`} role="status">
        {isMissing.value && words.say("rejected-reason_needed")}
      </p>
      <TooLong id={`${field}-long`} text={reason.value.trim()} max={REASON_CHARS_MAX} />
      <div class="row">
        <button type="submit" class="button primary">
          {words.say("open-reason-open")}
        </button>
        <Button onClick={() => route.close()}>{words.say("act-not")}</Button>
      </div>
    </form>
  );
}
