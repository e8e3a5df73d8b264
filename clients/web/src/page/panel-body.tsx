// What each panel shows.
import type { JSX } from "preact";
import { Chat } from "./chat";
import { useApp } from "./context";
import { Empty } from "./controls";
import { Counters } from "./counters";
import { BarredPart } from "./late-others";
import {
  AppointmentPanelPart,
  CaseListPart,
  CasePart,
  HelpPart,
  OfficerPart,
  PartyPart,
  RecoveryPart,
  SettingsPart,
  TakeBackPart,
} from "./late-parts";
import { People } from "./people";
import type { OpenPanel } from "./route";
import { TicketCard } from "./ticket";

export function PanelBody({ shown }: { shown: OpenPanel }): JSX.Element {
  const isBarred = useApp().model.bar.value !== null;
  switch (shown.panel) {
    case "counters":
      return <Counters />;
    case "people":
      if (isBarred) return <BarredPart />;
      return <People marked={shown.id} />;
    case "chat":
      if (isBarred) return <BarredPart />;
      return <Chat />;
    case "cases":
      return <CaseListPart />;
    case "case":
      return <CasePart id={shown.id ?? ""} />;
    case "ticket":
      return <TicketCards />;
    case "queue":
      return <OfficerPart name="QueuePanel" />;
    case "find":
      return <OfficerPart name="FindCases" />;
    case "audit":
      return <OfficerPart name="AuditPanel" />;
    case "servers":
      return <OfficerPart name="ServersPanel" />;
    case "supervision":
      return <OfficerPart name="SupervisionPanel" />;
    case "reports":
      return <OfficerPart name="ReportsPanel" />;
    case "announcements":
      return <OfficerPart name="AnnouncementsPanel" />;
    case "appointment":
      return <AppointmentPanelPart service={shown.id ?? ""} />;
    case "accounts":
      return <OfficerPart name="AccountsPanel" />;
    case "account":
      return <OfficerPart name="OwnAccountPanel" />;
    case "help":
      return <HelpPart />;
    case "recover":
      return <RecoveryPart name="TypedCode" />;
    case "join":
      return <PartyPart name="TypedInvitation" />;
    case "settings":
      return <SettingsPart />;
  }
}

function TicketCards(): JSX.Element {
  const { model, words } = useApp();
  return (
    <>
      <TakeBackPart />
      {model.tickets.value.length === 0 && <Empty>{words.say("ticket-none")}</Empty>}
      {model.tickets.value.map((ticket) => (
        <TicketCard key={ticket.id} ticket={ticket} />
      ))}
    </>
  );
}
