// What one may choose of a visit: how many come, before a number is taken (SPEC T41); to be called some minutes later (T39),
// and by a certain officer (T42).
import type { Signal } from "@preact/signals";
import type { JSX } from "preact";
import { isInLine } from "../model/line";
import { PEOPLE_MAX, type TicketView } from "../protocol/generated";
import { useApp } from "./context";
import { Button, RejectionWords } from "./controls";

/** All are always offered: whether the day of the number is over by then is decided by the office's clock, not by the device's. */
const MINUTES = [5, 10, 15, 30] as const;

export function ComeLater({ ticket }: { ticket: TicketView }): JSX.Element | null {
  const { words, actions } = useApp();
  const { say } = words;
  const pending = actions.pending(`ticket.later.${ticket.id}`);
  const isLater = ticket.not_before != null;
  const left = ticket.laters ?? 0;
  if (left === 0 && !isLater) return null;
  const ask = (minutes: number) => () => void actions.comeLater(ticket.id, minutes);
  return (
    <div class="come-later">
      {isLater && <Button onClick={ask(0)}>{say("later-now")}</Button>}
      {left > 0 && (
        <details>
          <summary>{say(isLater ? "later-again" : "later")}</summary>
          <p class="hint" id={`later-${ticket.id}`}>
            {say("later-hint")} {say("later-left", { count: left })}
          </p>
          <div class="row" role="group" aria-label={say("later")} aria-describedby={`later-${ticket.id}`}>
            {MINUTES.map((minutes) => (
              <Button key={minutes} busy={pending.value.is === "asked"} onClick={ask(minutes)}>
                {say("later-minutes", { minutes })}
              </Button>
            ))}
          </div>
        </details>
      )}
      <RejectionWords of={pending} own={{ too_late: "later-too-late" }} />
    </div>
  );
}

/** The officers on duty for this ticket, of whom one may be waited for (SPEC T42). */
export function PreferOfficer({ ticket }: { ticket: TicketView }): JSX.Element | null {
  const { words, actions, model } = useApp();
  const { say } = words;
  const pending = actions.pending(`ticket.prefer.${ticket.id}`);
  const onDuty = model.counters.value.filter(
    ({ services, state, officer, gone }) =>
      services.includes(ticket.service) && state !== "closed" && officer != null && !gone,
  );
  const isOffered = isInLine(ticket) && model.features.value.includes("prefer");
  if (!isOffered || (onDuty.length < 2 && ticket.preferred == null)) return null;
  const prefer = (counter: string | null) => () => void actions.preferOfficer(ticket.id, counter);
  return (
    <div class="prefer-officer">
      {ticket.preferred != null && <Button onClick={prefer(null)}>{say("prefer-anybody")}</Button>}
      <details>
        <summary>{say("prefer")}</summary>
        <p class="hint" id={`prefer-${ticket.id}`}>
          {say("prefer-hint")}
        </p>
        <div class="row" role="group" aria-label={say("prefer")} aria-describedby={`prefer-${ticket.id}`}>
          {onDuty
            .filter(({ officer }) => officer !== ticket.preferred)
            .map(({ id, officer, title }) => (
              <Button key={id} busy={pending.value.is === "asked"} onClick={prefer(id)}>
                {officer} ({words.both(title)})
              </Button>
            ))}
        </div>
      </details>
      <RejectionWords of={pending} />
    </div>
  );
}

export function PeopleQuestion({ service, chosen }: { service: string; chosen: Signal<number> }): JSX.Element {
  const { say } = useApp().words;
  const id = `people-${service}`;
  return (
    <div>
      <label class="label" for={id}>
        {say("people-question")}
      </label>
      <select
        id={id}
        class="input"
        value={String(chosen.value)}
        onChange={(event) => (chosen.value = Number(event.currentTarget.value))}
      >
        {Array.from({ length: PEOPLE_MAX }, (_, before) => before + 1).map((count) => (
          <option key={count} value={String(count)}>
            {say("people-choice", { count })}
          </option>
        ))}
      </select>
    </div>
  );
}
