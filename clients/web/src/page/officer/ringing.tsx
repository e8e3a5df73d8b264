// Who rings at my services while nobody is at their counters: one says that one comes, or opens a counter (SPEC O13).
import type { JSX } from "preact";
import type { QueueBell } from "../../protocol/generated";
import { sayAgo } from "../../words/wait";
import { useApp } from "../context";
import { Button, RejectionWords } from "../controls";
import { useNowS } from "./now";

export function Ringing(): JSX.Element | null {
  const { model, words } = useApp();
  const nowS = useNowS();
  const bells = model.queue.value?.bells ?? [];
  if (bells.length === 0) return null;
  return (
    <section aria-labelledby="desk-ringing">
      <h2 id="desk-ringing">{words.say("line-ringing", { count: bells.length })}</h2>
      <ul class="line-list">
        {bells.map((bell) => (
          <BellRow key={bell.id} bell={bell} nowS={nowS} />
        ))}
      </ul>
      <p class="hint">{words.say("line-ringing-hint")}</p>
    </section>
  );
}

function BellRow({ bell, nowS }: { bell: QueueBell; nowS: number }): JSX.Element {
  const { model, words, actions } = useApp();
  const pending = actions.pending(`bell.answer.${bell.id}`);
  return (
    <li class="line-row">
      <div class="line-facts">
        <strong>{bell.name}</strong>
        <span class="hint">
          {words.both(model.services.value.get(bell.service)?.title)} · {sayAgo(bell.rung, nowS, words.say)}
          {(bell.rings ?? 1) > 1 && ` · ${words.say("line-ringing-times", { count: bell.rings ?? 1 })}`}
          {bell.here === false && ` · ${words.say("line-away")}`}
          {bell.officer && ` · ${words.say("line-ringing-comes", { officer: bell.officer })}`}
        </span>
        <RejectionWords of={pending} />
      </div>
      {!bell.officer && (
        <Button
          busy={pending.value.is === "asked"}
          label={words.say("line-ringing-come-label", { name: bell.name })}
          onClick={() => void actions.bell({ t: "bell.answer", bell: bell.id })}
        >
          {words.say("line-ringing-come")}
        </Button>
      )}
    </li>
  );
}
