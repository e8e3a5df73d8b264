// The question whether somebody may go first, asked in one calm step before a ticket is taken. Folded away: most need not answer.
import type { Signal } from "@preact/signals";
import type { JSX } from "preact";
import { useApp } from "./context";

/** The legal grounds that an office may know (SPEC T8); it says itself when one does not hold there. */
const GROUNDS = ["age_80", "disability", "pregnancy", "small_child"] as const;

export type Ground = (typeof GROUNDS)[number];

export function GroundQuestion({ service, chosen }: { service: string; chosen: Signal<Ground | null> }): JSX.Element {
  const { say } = useApp().words;
  return (
    <details class="ground">
      <summary>{say(chosen.value === null ? "ground-first" : `ground-${chosen.value}`)}</summary>
      <fieldset>
        <legend class="label">{say("ground-question")}</legend>
        <p class="hint">{say("ground-hint")}</p>
        {[null, ...GROUNDS].map((ground) => (
          <label class="check" key={ground ?? "none"}>
            <input
              type="radio"
              name={`ground-${service}`}
              checked={chosen.value === ground}
              onChange={() => (chosen.value = ground)}
            />
            <span>{say(ground === null ? "ground-none" : `ground-${ground}`)}</span>
          </label>
        ))}
      </fieldset>
    </details>
  );
}
