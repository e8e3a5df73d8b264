// Easy mode: one thing a page, large, in plain words, without any hurry. What is most urgent is what is shown.
import type { JSX } from "preact";
import type { TicketView } from "../protocol/generated";
import { sayNoDesk, sayRange } from "../words/wait";
import { CalledBanner } from "./called";
import { useCaseTitle } from "./case-title";
import { useApp } from "./context";
import { Button, Empty, FocusHeading } from "./controls";
import { ServiceStart } from "./counters";
import { BarredPart } from "./late-others";
import { Announcements, TakeBackPart } from "./late-parts";
import { NewsBadge } from "./notices";
import { PanelBody } from "./panel-body";
import type { OpenPanel } from "./route";
import { sayStanding, TicketTerms, useTicketLine, useWaitingMeanwhile } from "./ticket";

export function EasyHall(): JSX.Element {
  const { model, route, words } = useApp();
  const shown = route.shown.value;
  return (
    <div class="hall is-easy">
      <a class="skip" href="#main">
        {words.say("skip-to-content")}
      </a>
      <header class="easy-bar">
        <h1 class="where-place">{words.both(model.room.value?.title) || words.say("brand")}</h1>
        <Button onClick={() => route.toggle("help")}>{words.say("help")}</Button>
        <Button onClick={() => route.toggle("settings")}>{words.say("settings")}</Button>
      </header>
      <main id="main" tabIndex={-1} class="easy-main">
        <CalledBanner />
        <WaitingMeanwhile />
        <BarredPart />
        {!shown && <Announcements name="AnnouncedList" />}
        {shown ? <EasyPanel shown={shown} /> : model.called.value === null && <NextThing />}
      </main>
    </div>
  );
}

/** In a talk nothing else shows that another number of mine waits. */
function WaitingMeanwhile(): JSX.Element | null {
  const words = useWaitingMeanwhile();
  return words === "" ? null : <p class="hint">{words}</p>;
}

function EasyPanel({ shown }: { shown: OpenPanel }): JSX.Element {
  const { words, route } = useApp();
  const caseTitle = useCaseTitle(shown.id);
  return (
    <>
      <Button icon="back" onClick={() => route.close()}>
        {words.say("easy-back")}
      </Button>
      <FocusHeading level={2} key={`${shown.panel}/${shown.id}`}>
        {shown.panel === "case" ? caseTitle : words.say(shown.panel)}
      </FocusHeading>
      <PanelBody shown={shown} />
    </>
  );
}

/** My talk, else my ticket, else the question what I have come for. */
function NextThing(): JSX.Element {
  const { model, route, words } = useApp();
  const talking = model.talking.value;
  const ticket = model.ticket.value;
  if (talking?.case) return <PanelBody shown={{ panel: "case", id: talking.case }} />;
  return (
    <>
      <TakeBackPart />
      {ticket ? <Waiting ticket={ticket} /> : <Choose />}
      {model.cases.value.size + model.appointments.value.length > 0 && (
        <Button onClick={() => route.open("cases")}>
          {words.say("easy-cases")}
          <NewsBadge />
        </Button>
      )}
      {model.bar.value === null && <Button onClick={() => route.open("chat")}>{words.say("easy-chat")}</Button>}
    </>
  );
}

function Choose(): JSX.Element {
  const { model, words } = useApp();
  const services = model.office.value?.services ?? [];
  return (
    <>
      <h2 class="easy-title">{words.say("easy-title")}</h2>
      {services.length === 0 && <Empty>{words.say("counters-none")}</Empty>}
      {services.map((service) => (
        <section class="card easy-service" key={service.id} aria-label={words.both(service.title)}>
          <h3>{words.both(service.title)}</h3>
          {service.hint && <p>{words.both(service.hint)}</p>}
          <ServiceStart service={service} large />
        </section>
      ))}
    </>
  );
}

function Waiting({ ticket }: { ticket: TicketView }): JSX.Element {
  const { words, route, model } = useApp();
  const line = useTicketLine(ticket);
  const service = model.services.value.get(ticket.service);
  const place = ticket.place ?? 0;
  const hasPlace = place > 0;
  return (
    <section class="card easy-ticket" aria-label={words.say("ticket-title", { number: ticket.number })}>
      <h2>
        {words.say("easy-number")} <span class="ticket-big">{ticket.number}</span>
      </h2>
      <p class="easy-ahead">{hasPlace ? words.say("easy-ahead", { count: place - 1 }) : line}</p>
      {hasPlace && ticket.not_before != null && <p>{sayStanding(ticket, words)}</p>}
      {hasPlace && ticket.state !== "waiting" && ticket.not_before == null && (
        <p>{words.say(`ticket-${ticket.state}`)}</p>
      )}
      {hasPlace && <p>{service?.desks ? sayRange(ticket, words.say) : sayNoDesk(service, words)}</p>}
      <p>{words.say("easy-wait")}</p>
      <TicketTerms ticket={ticket} />
      <Button onClick={() => route.open("ticket")}>{words.say("easy-change")}</Button>
    </section>
  );
}
