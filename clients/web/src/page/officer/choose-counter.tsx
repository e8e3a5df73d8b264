// Which counter to sit down at, by service; the taken ones are shown with who sits there, and one that was left may be taken over.
import type { JSX } from "preact";
import type { CounterView } from "../../protocol/generated";
import { type App, useApp } from "../context";
import { Button, Empty } from "../controls";
import { CounterState } from "../counter-rows";

export function ChooseCounter(): JSX.Element {
  const { model, words } = useApp();
  const counters = model.counters.value;
  if (!counters.some(isFree)) return <Empty>{words.say("desk-none-free")}</Empty>;
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

/** Nobody sits there, or its officer is gone (SPEC T11). */
function isFree({ state, gone }: CounterView): boolean {
  return state === "closed" || gone === true;
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
            {isFree(counter) ? (
              <Button icon="desk" onClick={() => void actions.openDesk(counter.id)}>
                {counter.gone === true
                  ? words.say("desk-take-over", { counter: words.both(counter.title), officer: counter.officer ?? "" })
                  : words.say("desk-open-label", { counter: words.both(counter.title) })}
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
