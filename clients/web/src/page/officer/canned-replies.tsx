// What officers write often, above the box of a talk: a press puts it into the box. Who supervises writes them here (SPEC C40).
import { type Signal, useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { isMap } from "../../model/memory";
import type { CaseView } from "../../protocol/generated";
import type { Language } from "../../words/words";
import { AskTwice } from "../ask-twice";
import { type App, useApp } from "../context";
import { Button } from "../controls";
import { type NotDone, request } from "../office-request";
import {
  type CannedReplies as All,
  type CannedReply,
  cannedRepliesOf,
  filled,
  type Known,
  languagesOf,
} from "./canned-reply";
import { CannedReplyForm, FAULTS, type Faults, type ReplyText } from "./canned-reply-form";

const ADDRESS = "/api/canned-replies";
const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { ko: "한국어", en: "English" };

type Answer = All | "asking" | "failed";

/** `box`: under which name the text of the box is kept. */
export function CannedReplies({ view, box }: { view: CaseView; box: string }): JSX.Element {
  const app = useApp();
  const { say } = app.words;
  const answer = useSignal<Answer>("asking");
  const written = useSignal<CannedReply | "new" | null>(null);
  const place = useRef<HTMLDetailsElement>(null);
  const look = async () => {
    const reply = await request(app, ADDRESS);
    answer.value = ("told" in reply && cannedRepliesOf(reply.told)) || "failed";
  };
  const insert = (reply: CannedReply, language: Language) => {
    const before = app.outgoing.box(box).peek();
    const text = filled(reply[language], knownOf(app, view, language));
    app.outgoing.type(box, before === "" ? text : `${before}\n${text}`);
    if (place.current) place.current.open = false;
    place.current?.closest("section")?.querySelector("textarea")?.focus();
  };
  const keep = async (text: ReplyText): Promise<Faults> => {
    const of = written.peek();
    const reply = await (of === null || of === "new"
      ? request(app, ADDRESS, text)
      : request(app, `${ADDRESS}/${of.id}`, text, "PUT"));
    if ("no" in reply) return faultsOf(reply);
    written.value = null;
    await look();
    return {};
  };
  const remove = async (removed: CannedReply) => {
    const reply = await request(app, `${ADDRESS}/${removed.id}`, null, "DELETE");
    if ("no" in reply) answer.value = "failed";
    else await look();
  };
  const all = answer.value;
  return (
    <details class="canned" ref={place} onToggle={(event) => event.currentTarget.open && void look()}>
      <summary>{say("canned")}</summary>
      {typeof all === "string" && <p role="status">{say(`canned-${all}`)}</p>}
      {typeof all !== "string" && (
        <>
          <Replies all={all} view={view} insert={insert} change={written} remove={remove} />
          {all.supervises && written.value === null && (
            <Button onClick={() => (written.value = "new")}>{say("canned-new")}</Button>
          )}
          {all.supervises && written.value !== null && (
            <CannedReplyForm
              key={written.value === "new" ? "new" : written.value.id}
              of={written.value === "new" ? null : written.value}
              keep={keep}
              close={() => (written.value = null)}
            />
          )}
        </>
      )}
    </details>
  );
}

interface RepliesProps {
  readonly all: All;
  readonly view: CaseView;
  readonly insert: (reply: CannedReply, language: Language) => void;
  readonly change: Signal<CannedReply | "new" | null>;
  readonly remove: (reply: CannedReply) => Promise<void>;
}

function Replies({ all, view, insert, change, remove }: RepliesProps): JSX.Element {
  const { words } = useApp();
  const { say } = words;
  const offered = all.replies.filter(({ service }) => service === null || service === view.service);
  if (offered.length === 0) return <p>{say("canned-none")}</p>;
  return (
    <ul class="canned-list">
      {offered.map((reply) => (
        <li key={reply.id}>
          {languagesOf(reply, words.language.value).map((language) => (
            <button
              key={language}
              type="button"
              class="canned-text"
              lang={language}
              onClick={() => insert(reply, language)}
            >
              <span class="canned-language">{LANGUAGE_NAMES[language]}</span> {reply[language]}
            </button>
          ))}
          {all.supervises && (
            <div class="row">
              <Button kind="quiet" onClick={() => (change.value = reply)}>
                {say("canned-change")}
              </Button>
              <AskTwice name="canned-remove" kind="quiet" act={() => void remove(reply)} />
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}

function knownOf({ model }: App, view: CaseView, language: Language): Known {
  const desk = model.desk.peek();
  const isHere = desk?.ticket?.case === view.id;
  return {
    name: (isHere ? desk?.citizen : view.citizen) || undefined,
    number: (isHere ? desk?.ticket?.number : view.number) || undefined,
    counter: model.counters.peek().find(({ id }) => id === desk?.counter)?.title[language] || undefined,
    officer: model.me.peek()?.name,
  };
}

function faultsOf({ no, said: { fields } }: NotDone): Faults {
  const word = isMap(fields) ? (fields.ko ?? fields.en) : no;
  return { text: FAULTS.find((fault) => fault === word) ?? "failed" };
}
