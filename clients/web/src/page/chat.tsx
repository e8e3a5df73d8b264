// What is said near me and in the room. Text that could not be sent stays in the box: nothing typed is lost.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { isStaff } from "../model/muted";
import type { Person, Said } from "../protocol/generated";
import { languageOf } from "../words/script";
import { useApp } from "./context";
import { Empty } from "./controls";
import { OthersPart } from "./late-others";
import { useNewestLine } from "./scrolling";
import { WriteBox } from "./write-box";

export function Chat(): JSX.Element {
  const { words } = useApp();
  const audience = useSignal<"near" | "room">("near");
  return (
    <div class="chat">
      <ChatLines />
      <OthersPart from="chat" />
      <div class="segments" role="group" aria-label={words.say("chat-audience")}>
        {(["near", "room"] as const).map((to) => (
          <button
            key={to}
            type="button"
            class="segment"
            aria-pressed={audience.value === to}
            onClick={() => (audience.value = to)}
          >
            {words.say(`chat-${to}`)}
          </button>
        ))}
      </div>
      <WriteBox
        keep="say"
        label={words.say(audience.value === "near" ? "chat-write-near" : "chat-write-room")}
        draft={(text) => ({ t: "say", to: audience.value, text })}
      />
    </div>
  );
}

function ChatLines(): JSX.Element {
  const { model, muted, words } = useApp();
  const people = new Map([...model.people.value.values()].map((person) => [person.id, person]));
  const lines = model.chat.value.filter(({ id }) => !muted.hides(id, people.get(id)));
  const log = useNewestLine(lines.length);
  return (
    <div class="chat-lines" ref={log} role="log" aria-label={words.say("chat-log")} aria-live="polite" tabIndex={0}>
      {lines.length === 0 && <Empty>{words.say("chat-none")}</Empty>}
      {lines.map((line) => (
        <p key={`${line.at}/${line.id}/${line.text}`} class={line.id === model.me.value?.id ? "bubble mine" : "bubble"}>
          <span class="bubble-head">
            <Speaker line={line} person={people.get(line.id)} />{" "}
            <span class="bubble-about">
              {words.say(`scope-${line.scope}`)} · {words.time(line.at)}
            </span>
          </span>
          <span lang={languageOf(line.text)}>{line.text}</span>
        </p>
      ))}
    </div>
  );
}

/** Who said it; of another citizen also the way to mute or report them. */
function Speaker({ line, person }: { line: Said; person: Person | undefined }): JSX.Element {
  const { model, muted, words } = useApp();
  const name = <strong lang={languageOf(line.name)}>{line.name}</strong>;
  if ((person && isStaff(person)) || model.isOfficer.value || line.id === model.me.value?.id) return name;
  return (
    <button
      type="button"
      class="bubble-name"
      title={words.say("person-choices")}
      onClick={() => (muted.chosen.value = { id: line.id, name: line.name, from: "chat" })}
    >
      {name}
    </button>
  );
}
