// A day as three inputs with words beside them, in the order of the language: nobody has to page back through a calendar to 1948.
import type { JSX } from "preact";
import { type DayPart, partsOf, typedDay } from "../model/day";
import type { FormAnswer, Question } from "../model/form";
import { useApp } from "./context";

const ORDER: Readonly<Record<"ko" | "en", readonly DayPart[]>> = {
  ko: ["year", "month", "day"],
  en: ["day", "month", "year"],
};

interface DayInputProps {
  readonly id: string;
  readonly asked: Question;
  readonly value: FormAnswer;
  readonly isFaulty: boolean;
  readonly type: (name: string, value: FormAnswer) => void;
}

export function DayInput({ id, asked, value, isFaulty, type }: DayInputProps): JSX.Element {
  const { words } = useApp();
  const parts = partsOf(value === null ? "" : String(value));
  return (
    <div class="day">
      {ORDER[words.language.value].map((part) => (
        <label key={part} class={`day-part is-${part}`}>
          <span>{words.say(`day-${part}`)}</span>
          <input
            id={`${id}-${part}`}
            class="input"
            type="text"
            inputMode="numeric"
            value={parts[part]}
            autocomplete={asked.autofill === "bday" ? `bday-${part}` : undefined}
            aria-invalid={isFaulty}
            aria-required={asked.required}
            aria-describedby={`${id}-fault`}
            onInput={({ currentTarget: input }) => type(asked.name, typedDay(parts, part, input.value))}
          />
        </label>
      ))}
    </div>
  );
}
