// The whole hall as headings and lists: nothing is missing here but the picture. Knows which parts there are, not what is in them.
import type { ComponentChildren, JSX } from "preact";
import { Chat } from "./chat";
import { useApp } from "./context";
import { Counters } from "./counters";
import { BarredPart } from "./late-others";
import { CaseListPart, TakeBackPart } from "./late-parts";
import { People } from "./people";
import { Masthead, SiteIdentity } from "./site";
import { TicketCard } from "./ticket";

export function PlainPage(): JSX.Element {
  const isBarred = useApp().model.bar.value !== null;
  return (
    <div class="plain">
      <Masthead />
      <Here />
      <BarredPart />
      <MyTickets />
      <Part name="counters">
        <Counters />
      </Part>
      <Part name="cases">
        <CaseListPart />
      </Part>
      {!isBarred && (
        <>
          <Part name="people">
            <People />
          </Part>
          <Part name="chat">
            <Chat />
          </Part>
        </>
      )}
      <SiteIdentity />
    </div>
  );
}

/** Where I am and among how many; and why there is no picture, when nobody asked for that. */
function Here(): JSX.Element {
  const { model, words, area, world } = useApp();
  const isBarred = model.bar.value !== null;
  const where = isBarred
    ? []
    : [words.both(area.value?.title), words.say("people-count", { count: model.count.value })];
  return (
    <section class="plain-here" aria-labelledby="plain-here">
      <h1 id="plain-here">{words.both(model.room.value?.title) || words.say("brand")}</h1>
      <p>{where.filter((part) => part !== "").join(" · ")}</p>
      {!world.isDrawable.value && <p class="hint">{words.say("world-none")}</p>}
    </section>
  );
}

function MyTickets(): JSX.Element | null {
  const { model, words } = useApp();
  if (model.tickets.value.length + model.undo.value.length === 0) return null;
  return (
    <section class="plain-tickets" aria-labelledby="plain-ticket">
      <h2 id="plain-ticket" tabIndex={-1}>
        {words.say("tickets")}
      </h2>
      <TakeBackPart />
      {model.tickets.value.map((ticket) => (
        <TicketCard key={ticket.id} ticket={ticket} />
      ))}
    </section>
  );
}

interface PartProps {
  readonly name: "counters" | "cases" | "people" | "chat";
  readonly children: ComponentChildren;
}

function Part({ name, children }: PartProps): JSX.Element {
  return (
    <section class="card" aria-labelledby={`plain-${name}`}>
      <h2 id={`plain-${name}`} tabIndex={-1}>
        {useApp().words.say(name)}
      </h2>
      {children}
    </section>
  );
}
