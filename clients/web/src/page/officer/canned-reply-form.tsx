// One text that officers write often, as it is written: in both languages, for all services or one.
import { type Signal, useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { TEXT_CHARS_MAX } from "../../protocol/generated";
import { useApp } from "../context";
import { Button } from "../controls";
import type { CannedReply } from "./canned-reply";
import { Field } from "./field";
import { useFirstField } from "./focus";

export interface ReplyText {
  readonly ko: string;
  readonly en: string;
  readonly service: string | null;
}

export const FAULTS = ["missing", "too_long", "limit", "unknown_target"] as const;

export interface Faults {
  readonly text?: (typeof FAULTS)[number] | "failed";
}

interface FormProps {
  readonly of: CannedReply | null;
  readonly keep: (text: ReplyText) => Promise<Faults>;
  readonly close: () => void;
}

export function CannedReplyForm({ of, keep, close }: FormProps): JSX.Element {
  const { words, model } = useApp();
  const { say, both } = words;
  const [ko, en] = [useSignal(of?.ko ?? ""), useSignal(of?.en ?? "")];
  const service = useSignal(of?.service ?? "");
  const faults = useSignal<Faults>({});
  const form = useFirstField<HTMLFormElement>();
  const submit = async (event: Event) => {
    event.preventDefault();
    event.stopPropagation();
    faults.value = await keep({ ko: ko.value, en: en.value, service: service.value || null });
  };
  const fault = faults.value.text;
  return (
    <form
      class="sure"
      noValidate
      ref={form}
      aria-label={say(of === null ? "canned-new" : "canned-change")}
      onSubmit={(event) => void submit(event)}
    >
      <p class="hint">{say("canned-hint", { max: TEXT_CHARS_MAX })}</p>
      <p class="hint">{say("canned-braces")}</p>
      <Text language="ko" text={ko} />
      <Text language="en" text={en} />
      <Field id="canned-service" label={say("canned-service")}>
        <select
          id="canned-service"
          class="input"
          value={service.value}
          onChange={(event) => (service.value = event.currentTarget.value)}
        >
          <option value="">{say("canned-everywhere")}</option>
          {(model.office.value?.services ?? []).map(({ id, title }) => (
            <option key={id} value={id}>
              {both(title)}
            </option>
          ))}
        </select>
      </Field>
      <p class="rejection" role="status">
        {fault && say(`canned-fault-${fault}`, { max: TEXT_CHARS_MAX })}
      </p>
      <div class="row">
        <button type="submit" class="button primary">
          {say("canned-save")}
        </button>
        <Button onClick={close}>{say("act-not")}</Button>
      </div>
    </form>
  );
}

function Text({ language, text }: { language: "ko" | "en"; text: Signal<string> }): JSX.Element {
  const { words } = useApp();
  const id = `canned-${language}`;
  return (
    <Field id={id} label={words.say(`canned-in-${language}`)}>
      <textarea
        id={id}
        class="input"
        rows={3}
        lang={language}
        value={text.value}
        onInput={(event) => (text.value = event.currentTarget.value)}
      />
    </Field>
  );
}
