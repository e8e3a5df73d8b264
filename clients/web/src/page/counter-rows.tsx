// Counters as they stand now: word, shape and colour, who sits there, whom it calls, and the way to it.
import type { JSX } from "preact";
import type { CounterView } from "../protocol/generated";
import { useApp } from "./context";
import { Button } from "./controls";
import { StateShape } from "./icons";

export function CounterRows({ counters }: { counters: readonly CounterView[] }): JSX.Element {
  return (
    <ul class="counter-rows">
      {counters.map((counter) => (
        <CounterRow key={counter.id} counter={counter} />
      ))}
    </ul>
  );
}

function CounterRow({ counter }: { counter: CounterView }): JSX.Element {
  const { words, actions, model } = useApp();
  const title = words.both(counter.title);
  const isHere = counter.place === model.room.value?.place;
  return (
    <li class="counter-row">
      <div class="counter-facts">
        <span class="counter-title">{title}</span>
        <CounterState state={counter.state} />
        {counter.officer && (
          <span class="counter-officer">{words.say("counter-officer", { name: counter.officer })}</span>
        )}
        {counter.calling && (
          <span class="counter-calling">{words.say("counter-calling", { number: counter.calling })}</span>
        )}
      </div>
      {isHere && (
        <Button
          kind="quiet"
          icon="walk"
          label={words.say("take-me-label", { where: title })}
          onClick={() => void actions.goTo({ kind: "counter", name: counter.id })}
        >
          {words.say("take-me")}
        </Button>
      )}
    </li>
  );
}

/** The state of a counter in three ways: word, shape, colour. */
export function CounterState({ state }: { state: CounterView["state"] }): JSX.Element {
  const { words } = useApp();
  return (
    <span class={`state is-${state}`}>
      <StateShape state={state} />
      {words.say(`counter-${state}`)}
    </span>
  );
}
