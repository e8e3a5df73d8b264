// What is said near me and in the room. Text that could not be sent stays in the box: nothing typed is lost.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { languageOf } from "../words/script";
import { useApp } from "./context";
import { Empty } from "./controls";
import { useNewestLine } from "./scrolling";
import { WriteBox } from "./write-box";

export function Chat(): JSX.Element {
  const { words } = useApp();
  const audience = useSignal<"near" | "room">("near");
  return (
    <div class="chat">
      <ChatLines />
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
  const { model, words } = useApp();
  const lines = model.chat.value;
  const log = useNewestLine(lines.length);
  return (
    <div class="chat-lines" ref={log} role="log" aria-label={words.say("chat-log")} aria-live="polite" tabIndex={0}>
      {lines.length === 0 && <Empty>{words.say("chat-none")}</Empty>}
      {lines.map((line) => (
        <p key={`${line.at}/${line.id}/${line.text}`} class={line.id === model.me.value?.id ? "bubble mine" : "bubble"}>
          <span class="bubble-head">
            <strong lang={languageOf(line.name)}>{line.name}</strong>{" "}
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
