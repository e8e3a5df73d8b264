// What the forms about accounts are made of: a field with its hint, a box to tick, why something was not done.
import type { Signal } from "@preact/signals";
import type { JSX } from "preact";
import { useApp } from "../context";

interface FieldProps {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly write: (typed: string) => void;
  readonly hint?: string;
  readonly fault?: string;
  readonly type?: "text" | "password";
  readonly complete?: string;
  /** Digits alone are typed here. */
  readonly isCode?: boolean;
}

export function Field({
  id,
  label,
  value,
  write,
  hint,
  fault,
  type = "text",
  complete = "off",
  isCode,
}: FieldProps): JSX.Element {
  const about = [hint && `${id}-hint`, fault && `${id}-fault`].filter(Boolean).join(" ");
  return (
    <div class="question">
      <label class="label" for={id}>
        {label}
      </label>
      {hint && (
        <span class="hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
      <input
        {...(type === "password" ? { type: "password" as const } : { type: "text" as const })}
        id={id}
        class="input"
        autocomplete={complete}
        autocapitalize="none"
        spellcheck={false}
        {...(isCode && { inputMode: "numeric" as const })}
        required
        aria-invalid={fault ? true : undefined}
        aria-describedby={about || undefined}
        value={value}
        onInput={({ currentTarget }) => write(currentTarget.value)}
      />
      {fault && (
        <p class="fault" id={`${id}-fault`}>
          {fault}
        </p>
      )}
    </div>
  );
}

interface TickProps {
  readonly label: string;
  readonly isOn: boolean;
  readonly turn: (isOn: boolean) => void;
  readonly hint?: string;
  readonly isFixed?: boolean;
}

export function Tick({ label, isOn, turn, hint, isFixed = false }: TickProps): JSX.Element {
  return (
    <label class="check">
      <input
        type="checkbox"
        checked={isOn}
        disabled={isFixed}
        onChange={({ currentTarget }) => turn(currentTarget.checked)}
      />
      <span>
        {label}
        {hint && <span class="hint">{hint}</span>}
      </span>
    </label>
  );
}

export interface Rejection {
  readonly no: string;
  readonly seconds: number;
}

/** Why it was not done, in words; nothing while all is well. */
export function Why({ of }: { of: Signal<Rejection | null> }): JSX.Element {
  const { words } = useApp();
  const why = of.value;
  const key = `account-no-${why?.no}`;
  return (
    <p class="rejection" role="alert">
      {why && words.say(words.has(key) ? key : "account-no-other", { seconds: Math.max(1, why.seconds) })}
    </p>
  );
}
