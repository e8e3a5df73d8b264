// A box to write in and send from. What stands in it is kept on this device; what was sent goes out by itself when the line is back.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useId } from "preact/hooks";
import type { WordsDraft } from "../model/outgoing";
import { TEXT_CHARS_MAX } from "../protocol/generated";
import { lettersOf } from "../protocol/letters";
import { useApp } from "./context";
import { RejectionWords } from "./controls";
import { Icon } from "./icons";
import { isInputMethodKey } from "./keys";
import { TooLong } from "./too-long";

interface WriteBoxProps {
  /** Under which name the unsent text is kept. */
  readonly keep: string;
  readonly label: string;
  readonly draft: (text: string) => WordsDraft;
}

export function WriteBox({ keep, label, draft }: WriteBoxProps): JSX.Element {
  const { outgoing, words } = useApp();
  const id = useId();
  const text = outgoing.box(keep);
  const isEmpty = useSignal(false);
  const submit = (event: Event) => {
    event.preventDefault();
    const written = text.value.trim();
    isEmpty.value = written === "";
    if (isEmpty.value || lettersOf(written) > TEXT_CHARS_MAX) return;
    if (!outgoing.send(keep, draft(written))) outgoing.fault(keep).value = { is: "no", why: null };
  };
  return (
    <>
      <OnTheirWay box={keep} />
      <form class="write" onSubmit={submit}>
        <label class="hidden" for={id}>
          {label}
        </label>
        <textarea
          id={id}
          class="input"
          rows={2}
          aria-describedby={`${id}-fault ${id}-empty`}
          placeholder={label}
          value={text.value}
          enterkeyhint="send"
          onInput={(event) => {
            isEmpty.value = false;
            outgoing.type(keep, event.currentTarget.value);
          }}
          onKeyDown={(event) => isSend(event) && submit(event)}
        />
        <button type="submit" class="button primary">
          <Icon name="send" />
          <span>{words.say("send")}</span>
        </button>
        <TooLong id={`${id}-fault`} text={text.value.trim()} max={TEXT_CHARS_MAX} />
      </form>
      <p class="rejection" id={`${id}-empty`} role="status">
        {isEmpty.value && words.say("write-empty")}
      </p>
      <RejectionWords of={outgoing.fault(keep)} />
    </>
  );
}

/** What was sent while the line is down: it stays in sight until it is out. */
function OnTheirWay({ box }: { box: string }): JSX.Element | null {
  const { model, outgoing, words } = useApp();
  const lines = outgoing.lines.value.filter((line) => line.box === box);
  if (lines.length === 0 || model.status.value.is === "open") return null;
  return (
    <div role="status">
      {lines.map(({ id, draft }) => (
        <p key={id} class="bubble mine">
          {draft.text}
        </p>
      ))}
      <p class="hint">{words.say("write-going")}</p>
    </div>
  );
}

/** Enter sends, shift and Enter begins a line; while a Korean syllable is being composed Enter belongs to it. */
function isSend(event: KeyboardEvent): boolean {
  return event.key === "Enter" && !event.shiftKey && !isInputMethodKey(event);
}
