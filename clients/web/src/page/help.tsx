// Help in the same place on every screen: how to do the few things there are, in plain words.
import type { JSX } from "preact";
import { useApp } from "./context";
import { Button } from "./controls";

const TOPICS = ["ticket", "form", "walk", "talk", "keys", "private"] as const;

export function Help(): JSX.Element {
  const { words, model, actions, settings } = useApp();
  const { say } = words;
  const welcome = model.counters.value.find(
    (counter) => counter.id.startsWith("welcome") || counter.id.startsWith("guide"),
  );
  return (
    <div class="help">
      <p class="lead">{say("help-lead")}</p>
      {welcome && (
        <Button kind="primary" icon="walk" onClick={() => void actions.goTo({ kind: "counter", name: welcome.id })}>
          {say("help-guide")}
        </Button>
      )}
      {!settings.now.value.easy && <Button onClick={() => settings.change({ easy: true })}>{say("help-easy")}</Button>}
      {TOPICS.map((topic) => (
        <details key={topic} open={topic === "ticket"}>
          <summary>{say(`help-${topic}-title`)}</summary>
          <p>{say(`help-${topic}`)}</p>
        </details>
      ))}
    </div>
  );
}
