// Which counter to sit down at, by service; the taken ones are shown with who sits there.
import type { JSX } from "preact";
import type { CounterView } from "../../protocol/generated";
import { type App, useApp } from "../context";
import { Button, Empty } from "../controls";
import { CounterState } from "../counter-rows";

export function ChooseCounter(): JSX.Element {
  const { model, words } = useApp();
  const counters = model.counters.value;
  if (counters.every((counter) => counter.state !== "closed")) return <Empty>{words.say("desk-none-free")}</Empty>;
  return (
    <>
      <p>{words.say("desk-choose")}</p>
      {(model.office.value?.services ?? []).map((service) => (
        <FreeCounters
          key={service.id}
          title={words.both(service.title)}
          counters={counters.filter((counter) => firstService(counter, model) === service.id)}
        />
      ))}
    </>
  );
}

/** A counter of several services is listed once, under the first. */
function firstService(counter: CounterView, { services }: App["model"]): string | undefined {
  return counter.services.find((service) => services.value.has(service));
}

function FreeCounters({ title, counters }: { title: string; counters: readonly CounterView[] }): JSX.Element | null {
  const { words, actions } = useApp();
  if (counters.length === 0) return null;
  return (
    <section class="free-counters">
      <h2>{title}</h2>
      <ul class="choices">
        {counters.map((counter) => (
          <li key={counter.id}>
            {counter.state === "closed" ? (
              <Button icon="desk" onClick={() => void actions.openDesk(counter.id)}>
                {words.say("desk-open-label", { counter: words.both(counter.title) })}
              </Button>
            ) : (
              <span class="taken">
                {words.both(counter.title)} <CounterState state={counter.state} />{" "}
                <span class="hint">{counter.officer}</span>
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
