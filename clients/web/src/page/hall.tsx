// Inside: the drawn world (or the plain page) with a quiet bar over it and one panel at a time.
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { Bar } from "./bar";
import { CalledBanner } from "./called";
import { CaseList } from "./cases";
import { Chat } from "./chat";
import { useApp } from "./context";
import { Button } from "./controls";
import { Counters } from "./counters";
import { useCovered } from "./covered";
import { EasyHall } from "./easy";
import { Panel } from "./panel";
import { PanelBody } from "./panel-body";
import { People } from "./people";
import { TicketCard } from "./ticket";
import { WorldRegion } from "./world-region";

/** What the plain page shows anyway: its buttons lead there instead of opening it once more. */
const ON_PLAIN_PAGE: ReadonlySet<string> = new Set(["ticket", "counters", "cases", "people", "chat"]);
const WIDE = "(min-width: 56.01rem)";

export function Hall(): JSX.Element {
  const { settings, words, route } = useApp();
  const { easy, plain, lowData } = settings.now.value;
  useTalk();
  useCovered();
  const isPlain = plain || lowData;
  const place = route.place.value;
  const isOnPage = isPlain && place !== null && ON_PLAIN_PAGE.has(place.panel);
  useEffect(() => {
    if (isOnPage) document.getElementById(`plain-${place.panel}`)?.focus();
  }, [place]);
  if (easy) return <EasyHall />;
  return (
    <div class={`hall ${isPlain ? "is-plain" : "is-drawn"} ${place && !isOnPage ? "has-panel" : ""}`}>
      <a class="skip" href="#main">
        {words.say("skip-to-content")}
      </a>
      <Bar />
      <CalledBanner />
      <main id="main" tabIndex={-1}>
        {isPlain ? <PlainPage /> : <WorldRegion />}
        {!isPlain && <Ask />}
        {place && !isOnPage && (
          <Panel>
            <PanelBody place={place} />
          </Panel>
        )}
      </main>
    </div>
  );
}

/** A talk that begins opens its page, once: the person was called for it. */
function useTalk(): void {
  const { model, route } = useApp();
  const talk = model.talking.value?.case ?? null;
  useEffect(() => {
    if (talk !== null) route.open("case", talk);
  }, [talk]);
}

/** The first question, for as long as nothing else is going on: on a wide screen its answer stands open beside the world. */
function Ask(): JSX.Element | null {
  const { words, route, model } = useApp();
  const isBusy = route.place.value !== null || model.tickets.value.length > 0;
  useEffect(() => {
    if (!isBusy && window.matchMedia(WIDE).matches) route.open("counters");
  }, []);
  if (isBusy) return null;
  return (
    <div class="ask">
      <Button kind="primary" size="large" onClick={() => route.open("counters")}>
        {words.say("hall-ask")}
      </Button>
    </div>
  );
}

/** The whole hall as headings and lists: nothing is missing here but the picture. */
function PlainPage(): JSX.Element {
  const { words, model } = useApp();
  return (
    <div class="plain">
      {model.tickets.value.length > 0 && (
        <section class="plain-tickets" aria-labelledby="plain-ticket">
          <h2 id="plain-ticket" tabIndex={-1}>
            {words.say("tickets")}
          </h2>
          {model.tickets.value.map((ticket) => (
            <TicketCard key={ticket.id} ticket={ticket} />
          ))}
        </section>
      )}
      <section class="card" aria-labelledby="plain-counters">
        <h2 id="plain-counters" tabIndex={-1}>
          {words.say("counters")}
        </h2>
        <Counters />
      </section>
      <section class="card" aria-labelledby="plain-cases">
        <h2 id="plain-cases" tabIndex={-1}>
          {words.say("cases")}
        </h2>
        <CaseList />
      </section>
      <section class="card" aria-labelledby="plain-people">
        <h2 id="plain-people" tabIndex={-1}>
          {words.say("people")}
        </h2>
        <People />
      </section>
      <section class="card" aria-labelledby="plain-chat">
        <h2 id="plain-chat" tabIndex={-1}>
          {words.say("chat")}
        </h2>
        <Chat />
      </section>
    </div>
  );
}
