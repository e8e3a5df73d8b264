// A day, then a time of it: the free times of a service as the office has them now. Loaded with what is around appointments.
import { type ReadonlySignal, type Signal, useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { Pending } from "../model/actions";
import type { CommandReply } from "../net/requests";
import { OFFICE_PATH } from "../office-path";
import type { Language } from "../words/words";
import { askTimes, daysOf, type FreeDay } from "./appointment-times";
import { useApp } from "./context";
import { Button, Empty } from "./controls";

interface PickerProps {
  readonly service: string;
  readonly word: "appointment-book" | "appointment-move-to";
  readonly pending: ReadonlySignal<Pending>;
  readonly hint: "appointment-choose-hint" | "appointment-move-hint";
  readonly choose: (at: number) => Promise<CommandReply>;
}

type Times =
  | { readonly is: "coming" }
  | { readonly is: "failed" }
  | { readonly is: "here"; readonly days: readonly FreeDay[] };

export function AppointmentPicker(props: PickerProps): JSX.Element {
  const { words } = useApp();
  const times: Signal<Times> = useSignal({ is: "coming" });
  const load = useLoad(props.service, times);
  useEffect(() => void load(), []);
  const { value } = times;
  if (value.is === "coming") return <p role="status">{words.say("appointment-times-coming")}</p>;
  if (value.is === "failed") {
    return (
      <>
        <p role="status">{words.say("appointment-times-failed")}</p>
        <Button onClick={() => void load()}>{words.say("appointment-again")}</Button>
      </>
    );
  }
  if (value.days.length === 0) return <Empty>{words.say("appointment-times-none")}</Empty>;
  return <Choices {...props} days={value.days} again={load} />;
}

function useLoad(service: string, times: Signal<Times>): () => Promise<void> {
  const { model } = useApp();
  return async () => {
    const found = await askTimes(OFFICE_PATH, service);
    const zone = model.office.peek()?.zone || "UTC";
    times.value = found === null ? { is: "failed" } : { is: "here", days: daysOf(found, zone) };
  };
}

function Choices({
  days,
  again,
  pending,
  word,
  hint,
  choose,
}: PickerProps & { days: readonly FreeDay[]; again: () => Promise<void> }): JSX.Element {
  const { words } = useApp();
  const day = useSignal(days[0]?.day ?? "");
  const at = useSignal<number | null>(null);
  const isMissing = useSignal(false);
  const shown = days.find((each) => each.day === day.value) ?? days[0];
  const submit = async () => {
    isMissing.value = at.value === null;
    if (at.value === null) return;
    const reply = await choose(at.value);
    if (reply.t === "done") return;
    at.value = null;
    await again();
  };
  const busy = pending.value.is === "asked";
  return (
    <form
      class="appointment-choices"
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void submit();
      }}
    >
      <p>{words.say("appointment-choose")}</p>
      <p class="hint">{words.say(hint)}</p>
      <DaySelect days={days} day={day} changed={() => (at.value = null)} />
      <TimeChoices times={shown?.times ?? []} at={at} />
      <p class="rejection" role="status">
        {isMissing.value && at.value === null && words.say("appointment-time-missing")}
      </p>
      <button type="submit" class="button primary" aria-busy={busy} aria-disabled={busy}>
        <span>{words.say(word)}</span>
      </button>
    </form>
  );
}

function DaySelect({
  days,
  day,
  changed,
}: {
  days: readonly FreeDay[];
  day: Signal<string>;
  changed: () => void;
}): JSX.Element {
  const { words } = useApp();
  return (
    <div>
      <label for="appointment-day">{words.say("appointment-day")}</label>
      <select
        id="appointment-day"
        class="input"
        value={day.value}
        onChange={({ currentTarget }) => {
          day.value = currentTarget.value;
          changed();
        }}
      >
        {days.map((each) => (
          <option key={each.day} value={each.day}>
            {sayDay(each.day, words.language.value)}
          </option>
        ))}
      </select>
    </div>
  );
}

function TimeChoices({ times, at }: { times: readonly number[]; at: Signal<number | null> }): JSX.Element {
  const { words } = useApp();
  const group = useRef<HTMLFieldSetElement>(null);
  return (
    <fieldset ref={group} class="appointment-times">
      <legend>{words.say("appointment-time")}</legend>
      {times.map((each) => (
        <label key={each} class="appointment-time">
          <input
            type="radio"
            name="appointment-time"
            checked={at.value === each}
            onChange={() => {
              at.value = each;
            }}
          />
          <span>{words.time(each)}</span>
        </label>
      ))}
    </fieldset>
  );
}

const LOCALES: Readonly<Record<Language, string>> = { ko: "ko-KR", en: "en-GB" };

/** A day of the calendar as one says it: with its weekday, without its year. */
function sayDay(day: string, language: Language): string {
  const options = { month: "long", day: "numeric", weekday: "long", timeZone: "UTC" } as const;
  return new Intl.DateTimeFormat(LOCALES[language], options).format(Date.parse(day));
}
