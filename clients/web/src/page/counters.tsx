// What the office does for people: each service with its honest wait and one way to begin, and its counters as they stand now.
import type { JSX } from "preact";
import type { CounterView, ServiceLine } from "../protocol/generated";
import { sayRange } from "../words/wait";
import { useApp } from "./context";
import { Button, Empty, Refusal } from "./controls";
import { StateShape } from "./icons";

export function Counters(): JSX.Element {
  const { model, words } = useApp();
  const office = model.office.value;
  if (office === null || office.services.length === 0) return <Empty>{words.say("counters-none")}</Empty>;
  const offered = new Set(office.services.map((service) => service.id));
  const others = office.counters.filter((counter) => !counter.services.some((service) => offered.has(service)));
  return (
    <div class="services">
      {office.services.map((service) => (
        <ServiceCard
          key={service.id}
          service={service}
          counters={office.counters.filter((counter) => counter.services.includes(service.id))}
        />
      ))}
      {others.length > 0 && (
        <section class="service">
          <h3>{words.say("counters-other")}</h3>
          <CounterRows counters={others} />
        </section>
      )}
    </div>
  );
}

function ServiceCard({ service, counters }: { service: ServiceLine; counters: readonly CounterView[] }): JSX.Element {
  const { words } = useApp();
  const title = words.both(service.title);
  return (
    <section class="service" aria-label={title}>
      <h3>{title}</h3>
      {service.hint && <p class="hint">{words.both(service.hint)}</p>}
      <ServiceWait service={service} />
      <ServiceStart service={service} />
      <CounterRows counters={counters} />
    </section>
  );
}

export function ServiceWait({ service }: { service: ServiceLine }): JSX.Element {
  const { say } = useApp().words;
  if (service.broken) return <p class="wait is-broken">{say("service-broken")}</p>;
  if (service.kind === "form") return <p class="wait">{say("service-form-any-time")}</p>;
  return (
    <p class="wait">
      <span class="wait-people">{say("waiting-count", { count: service.waiting })}</span>
      <span class="wait-range">{service.desks === 0 ? say("wait-no-desk") : sayRange(service, say)}</span>
    </p>
  );
}

/** The one button with which this service begins, or what is going on with it already. */
export function ServiceStart({ service, large = false }: { service: ServiceLine; large?: boolean }): JSX.Element {
  const { model, words, actions, route } = useApp();
  const title = words.both(service.title);
  const mine = model.tickets.value.find((ticket) => ticket.service === service.id);
  if (mine)
    return (
      <Button
        kind="secondary"
        label={words.say("ticket-see-label", { number: mine.number })}
        onClick={() => route.open("ticket")}
      >
        {words.say("ticket-see", { number: mine.number })}
      </Button>
    );
  const isForm = service.kind === "form";
  const name = `${isForm ? "open" : "ticket"}.${service.id}`;
  const pending = actions.pending(name);
  const begin = () => (isForm ? openForm(service.id) : actions.takeTicket(service.id));
  const openForm = async (id: string) => {
    const answer = await actions.openCase(id);
    if (answer.t === "done" && answer.ref) route.open("case", answer.ref);
  };
  return (
    <>
      <Button
        kind="primary"
        {...(large ? { size: "large" as const } : {})}
        busy={pending.value.is === "asked"}
        disabled={service.broken === true}
        label={words.say(isForm ? "fill-form-label" : "take-ticket-label", { service: title })}
        onClick={() => void begin()}
      >
        {words.say(isForm ? "fill-form" : "take-ticket")}
      </Button>
      <Refusal of={pending} />
    </>
  );
}

function CounterRows({ counters }: { counters: readonly CounterView[] }): JSX.Element {
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
