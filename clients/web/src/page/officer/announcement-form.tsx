// One announcement as it is written: kind, for whom, both texts, from when until when by the office's own clock.
import { type Signal, useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { ANNOUNCEMENT_CHARS_MAX, type Announcement } from "../../protocol/generated";
import { useApp } from "../context";
import { Button, RejectionWords } from "../controls";
import { instantIn, localIn } from "../zoned";
import { Field } from "./field";
import { useFirstField } from "./focus";

const KINDS = ["other", "holiday", "outage", "line_closed"] as const satisfies Announcement["kind"][];
const DAY_S = 86_400;

/** The end of the office's day of that instant, as an input has it. */
function endOfDay(zone: string, at: number): string {
  return `${localIn(zone, at + DAY_S).slice(0, 10)}T00:00`;
}

export function AnnouncementForm({ of, close }: { of: Announcement | null; close: () => void }): JSX.Element {
  const { words, actions, model } = useApp();
  const { say, both } = words;
  const zone = model.office.value?.zone || "UTC";
  const kind = useSignal<Announcement["kind"]>(of?.kind ?? "other");
  const service = useSignal(of?.service ?? "");
  const [ko, en] = [useSignal(of?.ko ?? ""), useSignal(of?.en ?? "")];
  const since = useSignal(of === null ? "" : localIn(zone, of.since));
  const until = useSignal(of === null ? endOfDay(zone, Date.now() / 1_000) : localIn(zone, of.until));
  const pending = actions.pending(of === null ? "announcement.post.new" : `announcement.change.${of.id}`);
  const form = useFirstField<HTMLFormElement>();
  const wasSent = useSignal(false);
  const faults = wasSent.value && pending.value.is === "no" ? (pending.value.why?.fields ?? {}) : {};
  const submit = async (event: Event) => {
    event.preventDefault();
    wasSent.value = true;
    const from = since.value === (of === null ? "" : localIn(zone, of.since)) ? null : instantIn(zone, since.value);
    const said = {
      kind: kind.value,
      ko: ko.value,
      en: en.value,
      until: instantIn(zone, until.value) ?? 0,
      ...(service.value && { service: service.value }),
      ...(from !== null && { since: from }),
    };
    const reply = await actions.announce(
      of === null ? { t: "announcement.post", ...said } : { t: "announcement.change", announcement: of.id, ...said },
    );
    if (reply.t === "done") close();
  };
  const textFault = (fault: string | undefined) =>
    fault
      ? say(fault === "too_long" ? "announcements-text-too_long" : "announcements-text-missing", {
          max: ANNOUNCEMENT_CHARS_MAX,
        })
      : "";
  return (
    <form class="sure announcement-form" noValidate ref={form} aria-label={say("announcements-new")} onSubmit={submit}>
      <Choice name="kind" chosen={kind} options={KINDS.map((one) => [one, say(`announced-${one}`)])} />
      <Choice
        name="service"
        chosen={service}
        options={[
          ["", say("announcements-office")],
          ...(model.office.value?.services ?? []).map(({ id, title }) => [id, both(title)] as const),
        ]}
      />
      {kind.value === "line_closed" && <p class="hint">{say("announcements-line-hint")}</p>}
      <p class="hint">{say("announcements-text-hint", { max: ANNOUNCEMENT_CHARS_MAX })}</p>
      <Text name="ko" text={ko} fault={textFault(faults.ko)} />
      <Text name="en" text={en} fault={textFault(faults.en)} />
      <When name="since" at={since} fault={faults.since ? say("announcements-since-out_of_range") : ""} />
      <When name="until" at={until} fault={faults.until ? say("announcements-until-out_of_range") : ""} />
      <p class="hint">{say("announcements-zone", { zone })}</p>
      {wasSent.value && <RejectionWords of={pending} />}
      <div class="row">
        <button type="submit" class="button primary" aria-busy={pending.value.is === "asked"}>
          {say(of === null ? "announcements-post" : "announcements-save")}
        </button>
        <Button onClick={close}>{say("act-not")}</Button>
      </div>
    </form>
  );
}

interface ChoiceProps<T extends string> {
  readonly name: "kind" | "service";
  readonly chosen: Signal<T>;
  readonly options: readonly (readonly [T, string])[];
}

function Choice<T extends string>({ name, chosen, options }: ChoiceProps<T>): JSX.Element {
  const { words } = useApp();
  return (
    <Field id={`announcement-${name}`} label={words.say(`announcements-${name}`)}>
      <select
        id={`announcement-${name}`}
        class="input"
        value={chosen.value}
        onChange={(event) => (chosen.value = event.currentTarget.value as T)}
      >
        {options.map(([value, word]) => (
          <option key={value} value={value}>
            {word}
          </option>
        ))}
      </select>
    </Field>
  );
}

function Text({ name, text, fault }: { name: "ko" | "en"; text: Signal<string>; fault: string }): JSX.Element {
  const { words } = useApp();
  const id = `announcement-${name}`;
  return (
    <Field id={id} label={words.say(`announcements-${name}`)} fault={fault}>
      <textarea
        id={id}
        class="input"
        rows={3}
        lang={name}
        aria-describedby={`${id}-fault`}
        aria-invalid={fault !== ""}
        value={text.value}
        onInput={(event) => (text.value = event.currentTarget.value)}
      />
    </Field>
  );
}

function When({ name, at, fault }: { name: "since" | "until"; at: Signal<string>; fault: string }): JSX.Element {
  const { words } = useApp();
  const id = `announcement-${name}`;
  return (
    <Field id={id} label={words.say(`announcements-${name}`)} fault={fault}>
      <input
        id={id}
        class="input"
        type="datetime-local"
        aria-describedby={`${id}-fault`}
        aria-invalid={fault !== ""}
        value={at.value}
        onInput={(event) => (at.value = event.currentTarget.value)}
      />
    </Field>
  );
}
