// What officers tell one another about a case: notes that its citizen never sees, and handing it over (SPEC C44, C45).
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useId } from "preact/hooks";
import { type CaseView, TEXT_CHARS_MAX } from "../../protocol/generated";
import { lettersOf } from "../../protocol/letters";
import { languageOf } from "../../words/script";
import { isObjected, isServed, OVER } from "../case-words";
import { useApp } from "../context";
import { Button, RejectionWords } from "../controls";
import { TooLong } from "../too-long";
import { useFirstField } from "./focus";

/** Not shown while the citizen is at the desk: the talk needs the room, and its last line stays in sight. */
export function CaseNotes({ view }: { view: CaseView }): JSX.Element | null {
  const app = useApp();
  const { words, model } = app;
  const notes = view.notes ?? [];
  const older = (notes[0]?.n ?? 1) - 1; // notes are numbered from 1, and the newest are sent
  if (!model.features.value.includes("case_desk") || isServed(app, view)) return null;
  return (
    <details class="case-notes" open>
      <summary>
        {words.say("notes")}
        {notes.length > 0 && ` (${notes.length})`}
      </summary>
      <p class="hint">{words.say("notes-hint")}</p>
      {older > 0 && <p class="hint">{words.say("notes-older", { count: older })}</p>}
      {notes.length > 0 && (
        <ul class="case-list">
          {notes.map(({ n, at, name, text }) => (
            <li key={n} class="case-note">
              <span class="hint">
                {name} · {words.when(at)}
              </span>
              <span lang={languageOf(text)}>{text}</span>
            </li>
          ))}
        </ul>
      )}
      <NoteForm view={view} />
      {!OVER.has(view.state) || isObjected(view) ? <HandOver view={view} /> : null}
    </details>
  );
}

function NoteForm({ view }: { view: CaseView }): JSX.Element {
  const { words, outgoing, actions } = useApp();
  const id = useId();
  const box = `note.${view.id}`;
  const text = outgoing.box(box);
  const pending = actions.pending(box);
  const submit = async (event: Event) => {
    event.preventDefault();
    const written = text.value.trim();
    if (written === "" || lettersOf(written) > TEXT_CHARS_MAX || pending.value.is === "asked") return;
    const reply = await actions.note(view.id, written);
    if (reply.t === "done") outgoing.type(box, "");
  };
  return (
    <form class="write" onSubmit={(event) => void submit(event)}>
      <label class="hidden" for={id}>
        {words.say("notes-write")}
      </label>
      <textarea
        id={id}
        class="input"
        rows={2}
        aria-describedby={`${id}-long`}
        placeholder={words.say("notes-write")}
        value={text.value}
        onInput={(event) => outgoing.type(box, event.currentTarget.value)}
      />
      <button type="submit" class="button" aria-busy={pending.value.is === "asked"}>
        {words.say("notes-keep")}
      </button>
      <TooLong id={`${id}-long`} text={text.value.trim()} max={TEXT_CHARS_MAX} />
      <RejectionWords of={pending} />
    </form>
  );
}

function HandOver({ view }: { view: CaseView }): JSX.Element | null {
  const { words } = useApp();
  const isOpen = useSignal(false);
  if ((view.colleagues ?? []).length === 0) return null;
  if (!isOpen.value) return <Button onClick={() => (isOpen.value = true)}>{words.say("hand-over")}</Button>;
  return <HandOverForm view={view} close={() => (isOpen.value = false)} />;
}

function HandOverForm({ view, close }: { view: CaseView; close: () => void }): JSX.Element {
  const { words, outgoing, actions, route } = useApp();
  const id = useId();
  const box = `hand-over.${view.id}`;
  const note = outgoing.box(box);
  const colleagues = view.colleagues ?? [];
  const to = useSignal(colleagues[0] ?? "");
  const form = useFirstField<HTMLFormElement>();
  const pending = actions.pending(box);
  const submit = async (event: Event) => {
    event.preventDefault();
    const written = note.value.trim();
    if (lettersOf(written) > TEXT_CHARS_MAX || pending.value.is === "asked") return;
    const reply = await actions.handOver(view.id, to.value, written);
    if (reply.t !== "done") return;
    outgoing.type(box, "");
    route.close();
  };
  return (
    <form
      class="sure"
      noValidate
      ref={form}
      aria-label={words.say("hand-over")}
      onSubmit={(event) => void submit(event)}
    >
      <label class="label" for={`${id}-to`}>
        {words.say("hand-over-to")}
      </label>
      <select
        id={`${id}-to`}
        class="input"
        value={to.value}
        onChange={(event) => (to.value = event.currentTarget.value)}
      >
        {colleagues.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
      <label class="label" for={`${id}-note`}>
        {words.say("hand-over-note")}
      </label>
      <textarea
        id={`${id}-note`}
        class="input"
        rows={2}
        aria-describedby={`${id}-long`}
        value={note.value}
        onInput={(event) => outgoing.type(box, event.currentTarget.value)}
      />
      <TooLong id={`${id}-long`} text={note.value.trim()} max={TEXT_CHARS_MAX} />
      <div class="row">
        <button type="submit" class="button primary" aria-busy={pending.value.is === "asked"}>
          {words.say("hand-over-now")}
        </button>
        <Button onClick={close}>{words.say("act-not")}</Button>
      </div>
      <RejectionWords of={pending} />
    </form>
  );
}
