// The desk while nobody is at it: who waits, what is overdue, and what can be done next.
import type { JSX } from "preact";
import { backlogOf } from "../../model/backlog";
import { sayAgo } from "../../words/wait";
import { useApp } from "../context";
import { Button, Empty } from "../controls";
import { useNowS } from "./now";

export function IdleDesk(): JSX.Element {
  const { model, words, route, actions } = useApp();
  const nowS = useNowS();
  const { waiting, away, others, longest, requests, overdue, soon } = backlogOf(
    model.queue.value,
    nowS,
    model.me.value?.name,
  );
  const [first] = overdue;
  const open = (id: string) => {
    void actions.lookAtCase(id);
    route.open("case", id);
  };
  return (
    <div class="idle">
      <dl class="figures">
        <Figure
          name="idle-waiting"
          value={waiting}
          about={[
            longest && words.say("idle-longest", { ago: sayAgo(longest.since, nowS, words.say) }),
            away > 0 && words.say("line-away-count", { count: away }),
            others > 0 && words.say("line-others-count", { count: others }),
          ]}
        />
        <Figure name="idle-requests" value={requests} about={[soon > 0 && words.say("idle-soon", { count: soon })]} />
        <Figure name="idle-overdue" value={overdue.length} isLate={overdue.length > 0} about={[]} />
      </dl>
      {first && (
        <Button onClick={() => open(first.id)}>{words.say("idle-open-overdue", { number: first.number })}</Button>
      )}
      <Empty>{words.say("desk-case-none")}</Empty>
    </div>
  );
}

interface FigureProps {
  readonly name: string;
  readonly value: number;
  readonly about: readonly (string | false | null)[];
  readonly isLate?: boolean;
}

function Figure({ name, value, about, isLate = false }: FigureProps): JSX.Element {
  const { words } = useApp();
  return (
    <div class={isLate ? "figure-card is-late" : "figure-card"}>
      <dt>{words.say(name)}</dt>
      <dd>
        <strong>{value}</strong>
        {about.filter(Boolean).map((line) => (
          <span class="hint" key={line}>
            {line}
          </span>
        ))}
      </dd>
    </div>
  );
}
