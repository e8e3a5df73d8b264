// Against a decision: its citizen objects in their own words, within a term; then how the objection stands (SPEC C41, C42).
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useId, useLayoutEffect } from "preact/hooks";
import { type CaseView, OBJECTION_CHARS_MAX } from "../protocol/generated";
import { lettersOf } from "../protocol/letters";
import { languageOf } from "../words/script";
import { useApp } from "./context";
import { Button, RejectionWords } from "./controls";
import { TooLong } from "./too-long";

/** What is written stays in this box of the device until the office has it. */
const boxOf = (view: CaseView) => `objection.${view.id}`;

export function Objection({ view }: { view: CaseView }): JSX.Element | null {
  const { model, outgoing } = useApp();
  const { objection } = view;
  useEffect(() => {
    if (objection != null) outgoing.type(boxOf(view), ""); // also when the answer was lost: what was written is in the lines
  }, [objection?.at]);
  if (objection != null) return <ObjectionStanding view={view} />;
  if (view.object_until == null || view.helping != null || !model.features.value.includes("objections")) return null;
  return <MayObject view={view} until={view.object_until} />;
}

/** How the objection stands, and what the citizen wrote; for both sides. */
export function ObjectionStanding({ view }: { view: CaseView }): JSX.Element | null {
  const { words, model } = useApp();
  const { objection } = view;
  if (objection == null) return null;
  const due = words.day(objection.due);
  const text = view.entries?.findLast(({ code }) => code === "object")?.text;
  const side = model.isOfficer.value ? "officer-" : "";
  return (
    <section class="note" aria-labelledby="case-objection">
      <h4 id="case-objection">{words.say("objection")}</h4>
      <p>{words.say(`objection-${side}${objection.state}`, { due })}</p>
      {text && <blockquote lang={languageOf(text)}>{text}</blockquote>}
    </section>
  );
}

/** Always offered while the office says until when: its clock decides, not the device's (`term_over`). */
function MayObject({ view, until }: { view: CaseView; until: number }): JSX.Element {
  const { words, outgoing } = useApp();
  const isOpen = useSignal(outgoing.box(boxOf(view)).peek() !== "");
  const day = words.day(until - 1); // the last second in which one may
  return (
    <section aria-labelledby="case-objection">
      <h4 id="case-objection">{words.say("objection")}</h4>
      <p>{words.say("objection-lead", { day })}</p>
      {!isOpen.value && <Button onClick={() => (isOpen.value = true)}>{words.say("objection-begin")}</Button>}
      {isOpen.value && <ObjectionForm view={view} close={() => (isOpen.value = false)} />}
    </section>
  );
}

function ObjectionForm({ view, close }: { view: CaseView; close: () => void }): JSX.Element {
  const { words, outgoing, actions } = useApp();
  const id = useId();
  const box = boxOf(view);
  const text = outgoing.box(box);
  const isEmpty = useSignal(false);
  const pending = actions.pending(`object.${view.id}`);
  useLayoutEffect(() => document.getElementById(id)?.focus(), []);
  const submit = (event: Event) => {
    event.preventDefault();
    const written = text.value.trim();
    isEmpty.value = written === "";
    if (isEmpty.value || lettersOf(written) > OBJECTION_CHARS_MAX || pending.value.is === "asked") return;
    void actions.object(view.id, written);
  };
  return (
    <form class="sure" noValidate onSubmit={submit}>
      <label class="label" for={id}>
        {words.say("objection-label")}
      </label>
      <p class="hint" id={`${id}-hint`}>
        {words.say("objection-hint")}
      </p>
      <textarea
        id={id}
        class="input"
        rows={6}
        required
        aria-describedby={`${id}-hint ${id}-fault ${id}-long`}
        aria-invalid={isEmpty.value}
        value={text.value}
        onInput={(event) => {
          isEmpty.value = false;
          outgoing.type(box, event.currentTarget.value);
        }}
      />
      <p class="fault" id={`${id}-fault`} role="status">
        {isEmpty.value && words.say("rejected-blank_text")}
      </p>
      <TooLong id={`${id}-long`} text={text.value.trim()} max={OBJECTION_CHARS_MAX} />
      <div class="row">
        <button type="submit" class="button primary" aria-busy={pending.value.is === "asked"}>
          {words.say("objection-submit")}
        </button>
        <Button onClick={close}>{words.say("objection-later")}</Button>
      </div>
      <RejectionWords of={pending} />
    </form>
  );
}
