// A box to write in and send from. What stands in it is kept on this device until the office has it.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useId } from "preact/hooks";
import { isText } from "../model/memory";
import type { CommandReply } from "../net/requests";
import { TEXT_CHARS_MAX } from "../protocol/generated";
import { lettersOf } from "../protocol/letters";
import { useApp } from "./context";
import { Icon } from "./icons";
import { isInputMethodKey } from "./keys";
import { TooLong } from "./too-long";

interface WriteBoxProps {
  /** Under which name the unsent text is kept. */
  readonly keep: string;
  readonly label: string;
  readonly send: (text: string) => Promise<CommandReply>;
}

export function WriteBox({ keep, label, send }: WriteBoxProps): JSX.Element {
  const { memory, words } = useApp();
  const id = useId();
  const text = useSignal(memory.load(`unsent.${keep}`, "", isText));
  const busy = useSignal(false);
  useEffect(() => memory.save(`unsent.${keep}`, text.value === "" ? null : text.value), [text.value]);
  const submit = async (event: Event) => {
    event.preventDefault();
    const written = text.value;
    if (written.trim() === "" || lettersOf(written.trim()) > TEXT_CHARS_MAX || busy.value) return;
    busy.value = true;
    const reply = await send(written.trim());
    busy.value = false;
    // What was typed while the reply was on its way stays.
    if (reply.t === "done" && text.value.startsWith(written)) text.value = text.value.slice(written.length).trimStart();
  };
  return (
    <form class="write" onSubmit={(event) => void submit(event)}>
      <label class="hidden" for={id}>
        {label}
      </label>
      <textarea
        id={id}
        class="input"
        rows={2}
        aria-describedby={`${id}-fault`}
        placeholder={label}
        value={text.value}
        enterkeyhint="send"
        onInput={(event) => (text.value = event.currentTarget.value)}
        onKeyDown={(event) => isSend(event) && void submit(event)}
      />
      <button type="submit" class="button primary" aria-busy={busy.value}>
        <Icon name="send" />
        <span>{words.say("send")}</span>
      </button>
      <TooLong id={`${id}-fault`} text={text.value.trim()} max={TEXT_CHARS_MAX} />
    </form>
  );
}

/** Enter sends, shift and Enter begins a line; while a Korean syllable is being composed Enter belongs to it. */
function isSend(event: KeyboardEvent): boolean {
  return event.key === "Enter" && !event.shiftKey && !isInputMethodKey(event);
}
