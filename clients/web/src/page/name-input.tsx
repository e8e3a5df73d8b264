// Where a visitor's name is written. It holds as many letters as the office takes, measured as the office measures them.
import type { Signal } from "@preact/signals";
import type { JSX } from "preact";
import { NAME_CHARS_MAX } from "../protocol/generated";
import { fitted } from "../protocol/letters";

export function NameInput({ id, name, hint }: { id: string; name: Signal<string>; hint?: string }): JSX.Element {
  return (
    <input
      id={id}
      class="input"
      autocomplete="nickname"
      value={name.value}
      aria-describedby={hint}
      onInput={({ currentTarget: input }) => {
        name.value = fitted(input.value, NAME_CHARS_MAX);
        if (input.value !== name.value) input.value = name.value;
      }}
    />
  );
}
