// Which parts of the page come late: the screen of the hall, while a name is chosen; the page of one request with its form and record;
// help and settings; what is around announcements, appointments, choices of a visit, people beside requests and the recovery code; and all that officers see.
import { type Signal, useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { isInquiryBegun, newInquiry } from "../model/inquiry-boxes";
import { isInLine } from "../model/line";
import type { NewsItem } from "../model/news";
import type { CaseView, ServiceLine, TicketView } from "../protocol/generated";
import { ANNOUNCED_WORDS } from "../words/announced";
import { APPOINTMENT_WORDS } from "../words/appointments";
import { BELL_WORDS } from "../words/bell";
import { CASE_WORDS } from "../words/case";
import { CONDUCT_WORDS } from "../words/conduct";
import { HELP_WORDS } from "../words/help";
import { INQUIRY_WORDS } from "../words/inquiry";
import { OFFICER_WORDS } from "../words/officer";
import { PARTY_WORDS } from "../words/parties";
import { RECOVERY_WORDS } from "../words/recovery";
import { VISIT_WORDS } from "../words/visit";
import { useApp } from "./context";
import { type LatePart, latePart, useLatePart } from "./late-part";

const GATE_AFTER_MS = 400;

export const hallPart = latePart(() => import("./hall-screen"));

const casePart = latePart(async (words) => {
  const [part] = await Promise.all([import("./case-parts"), words.add(CASE_WORDS)]);
  return part;
});
const settingsPart = latePart(async (words) => {
  const [part] = await Promise.all([import("./settings"), words.add(HELP_WORDS)]);
  return part;
});
const helpPart = latePart(async (words) => {
  const [part] = await Promise.all([import("./help"), words.add(HELP_WORDS)]);
  return part;
});
const announcedPart = latePart(async (words) => {
  const [part] = await Promise.all([import("./announced"), words.add(ANNOUNCED_WORDS)]);
  return part;
});
const recoveryPart = latePart(async (words) => {
  const [code, mail] = await Promise.all([import("./recovery"), import("./recovery-mail"), words.add(RECOVERY_WORDS)]);
  return { OwnCode: code.OwnCode, TypedCode: code.TypedCode, OwnMail: mail.OwnMail };
});
const partyPart = latePart(async (words) => {
  const [part] = await Promise.all([import("./party-parts"), words.add(PARTY_WORDS)]);
  return part;
});
const appointmentPart = latePart(async (words) => {
  const [part] = await Promise.all([import("./appointments"), words.add(APPOINTMENT_WORDS)]);
  return part;
});
const bellPart = latePart(async (words) => {
  const [part] = await Promise.all([import("./bell"), words.add(BELL_WORDS)]);
  return part;
});
const visitPart = latePart(async (words) => {
  const [part] = await Promise.all([import("./visit-parts"), words.add(VISIT_WORDS)]);
  return part;
});
const inquiryPart = latePart(async (words) => {
  const [part] = await Promise.all([import("./inquiry"), words.add(INQUIRY_WORDS)]);
  return part;
});
const conductPart = latePart((words) => words.add(CONDUCT_WORDS).then(() => true));
/** What a citizen may open next: here before it is asked for, also while the line is down. */
export const NEXT_PARTS: readonly Pick<LatePart<unknown>, "load">[] = [casePart, visitPart, settingsPart, helpPart];

const officerPart = latePart(async (words) => {
  const more = [CASE_WORDS, OFFICER_WORDS, ANNOUNCED_WORDS].map((source) => words.add(source));
  const [part] = await Promise.all([import("./officer"), ...more]);
  return part;
});

export function HallPart(): JSX.Element {
  const { words, model } = useApp();
  const line = model.status.value.is;
  useEffect(() => void hallPart.load(words), [line]); // given up while the line was down, it is tried again with it
  const Screen = useLatePart(hallPart)?.HallScreen;
  if (Screen) return <Screen />;
  return (
    <main id="main">
      <p role="status">{words.say("hall-coming")}</p>
    </main>
  );
}

export function CasePart({ id }: { id: string }): JSX.Element | null {
  const Screen = useLatePart(casePart)?.CaseScreen;
  return Screen ? <Screen id={id} /> : null;
}

export function CaseListPart(): JSX.Element | null {
  const List = useLatePart(casePart)?.CaseList;
  return List ? <List /> : null;
}

export function SettingsPart(): JSX.Element | null {
  const Screen = useLatePart(settingsPart)?.SettingsPanel;
  return Screen ? <Screen /> : null;
}

export function HelpPart(): JSX.Element | null {
  const Screen = useLatePart(helpPart)?.Help;
  return Screen ? <Screen /> : null;
}

/** Show that component of what is around the recovery code and one's mail address as soon as it is here. */
export function RecoveryPart({ name }: { name: "OwnCode" | "OwnMail" | "TypedCode" }): JSX.Element | null {
  const Component = useLatePart(recoveryPart)?.[name];
  return Component ? <Component /> : null;
}

/** Show that component of what is around people beside requests as soon as it is here; most requests have none. */
export function PartyPart({ name }: { name: "TypedInvitation" }): JSX.Element | null {
  const Component = useLatePart(partyPart)?.[name];
  return Component ? <Component /> : null;
}

/** Who is beside a request, or what I may who help with it. */
export function CasePartyPart(props: { name: "Parties" | "Helping"; view: CaseView }): JSX.Element | null {
  return useApp().model.features.value.includes("parties") ? <CasePartyLater {...props} /> : null;
}

function CasePartyLater({ name, view }: { name: "Parties" | "Helping"; view: CaseView }): JSX.Element | null {
  const Component = useLatePart(partyPart)?.[name];
  return Component ? <Component view={view} /> : null;
}

/** Show that component of what is around announcements as soon as it is here; nothing of it comes before it is needed. */
export function AnnouncedPart({ name }: { name: "AnnouncedList" | "AnnouncedNews" | "GateBoard" }): JSX.Element | null {
  const Component = useLatePart(announcedPart)?.[name];
  return Component ? <Component /> : null;
}

/** What the office announces now; nothing while it announces nothing. */
export function Announcements({ name }: { name: "AnnouncedList" | "AnnouncedNews" }): JSX.Element | null {
  return useApp().model.office.value?.announcements?.length ? <AnnouncedPart name={name} /> : null;
}

/** That the line of this service is closed, and until when. */
export function LineClosedPart({ service }: { service: ServiceLine }): JSX.Element | null {
  const Words = useLatePart(announcedPart)?.LineClosed;
  return Words ? <Words service={service} /> : null;
}

/** My appointment at this service, or the way to one; nothing where it gives none. */
export function AppointmentOfferPart({ service }: { service: ServiceLine }): JSX.Element | null {
  const { model } = useApp();
  const mine = model.appointments.value.some((one) => one.service === service.id);
  if (!model.features.value.includes("appointments") || model.isOfficer.value) return null;
  return service.appointments || mine ? <AppointmentOfferLater service={service} /> : null;
}

function AppointmentOfferLater({ service }: { service: ServiceLine }): JSX.Element | null {
  const Offer = useLatePart(appointmentPart)?.AppointmentOffer;
  return Offer ? <Offer service={service} /> : null;
}

export function AppointmentPanelPart({ service }: { service: string }): JSX.Element | null {
  const Screen = useLatePart(appointmentPart)?.AppointmentPanel;
  return Screen ? <Screen service={service} /> : null;
}

export function AppointmentListPart(): JSX.Element | null {
  const List = useLatePart(appointmentPart)?.AppointmentList;
  return List ? <List /> : null;
}

/** My ring at this service, or the way to one; nothing while somebody is there. */
export function BellPart({ service }: { service: ServiceLine }): JSX.Element | null {
  const { model } = useApp();
  const mine = model.bells.value.some((one) => one.service === service.id);
  if (!model.features.value.includes("bells") || model.isOfficer.value) return null;
  return service.bell || mine ? <BellLater service={service} /> : null;
}

function BellLater({ service }: { service: ServiceLine }): JSX.Element | null {
  const Offer = useLatePart(bellPart)?.BellOffer;
  return Offer ? <Offer service={service} /> : null;
}

/** What I left for this service, and the way to leave something while nobody is there; also what I have begun to write. */
export function InquiryPart({ service }: { service: ServiceLine }): JSX.Element | null {
  const { model, outgoing } = useApp();
  const isBegun = isInquiryBegun(newInquiry(service.id), outgoing);
  const mine = model.inquiries.value.some((one) => one.service === service.id);
  if (!model.features.value.includes("inquiries") || model.isOfficer.value) return null;
  return service.inquiries || mine || isBegun ? <InquiryLater service={service} /> : null;
}

function InquiryLater({ service }: { service: ServiceLine }): JSX.Element | null {
  const Offer = useLatePart(inquiryPart)?.InquiryOffer;
  return Offer ? <Offer service={service} /> : null;
}

/** What can be done about a message of which the office has told. */
export function InquiryActionPart({ item }: { item: NewsItem }): JSX.Element | null {
  const Action = useLatePart(inquiryPart)?.InquiryAction;
  return Action ? <Action item={item} /> : null;
}

/** The words of a warning, or of the end of a talk: nothing of them comes before an officer has said so (SPEC T44, T45). */
export function ConductPart(): null {
  useLatePart(conductPart);
  return null;
}

/** What can be done about a ring of which the office has told. */
export function BellActionPart({ item }: { item: NewsItem }): JSX.Element | null {
  const Action = useLatePart(bellPart)?.BellAction;
  return Action ? <Action item={item} /> : null;
}

/** What can be done about an appointment of which the office has told. */
export function AppointmentActionPart({ item }: { item: NewsItem }): JSX.Element | null {
  const Action = useLatePart(appointmentPart)?.AppointmentAction;
  return Action ? <Action item={item} /> : null;
}

/** To be called some minutes later (SPEC T39), or by a certain officer (T42). */
export function VisitChoicesPart({ ticket }: { ticket: TicketView }): JSX.Element | null {
  const isOffered = isInLine(ticket) || ticket.state === "called";
  return isOffered && useApp().model.features.value.includes("later") ? <VisitChoicesLater ticket={ticket} /> : null;
}

function VisitChoicesLater({ ticket }: { ticket: TicketView }): JSX.Element | null {
  const part = useLatePart(visitPart);
  return part ? (
    <>
      <part.ComeLater ticket={ticket} />
      <part.PreferOfficer ticket={ticket} />
    </>
  ) : null;
}

/** How many of us come, asked before a number is taken (SPEC T41). */
export function PeopleQuestionPart(props: { service: string; chosen: Signal<number> }): JSX.Element | null {
  return useApp().model.features.value.includes("people") ? <PeopleQuestionLater {...props} /> : null;
}

function PeopleQuestionLater(props: { service: string; chosen: Signal<number> }): JSX.Element | null {
  const Question = useLatePart(visitPart)?.PeopleQuestion;
  return Question ? <Question {...props} /> : null;
}

/** What the office tells at the gate, to those who stay there for a moment: it comes behind what the hall is drawn with. */
export function GatePart(): JSX.Element | null {
  const isDue = useSignal(false);
  useEffect(() => {
    const soon = setTimeout(() => (isDue.value = true), GATE_AFTER_MS);
    return () => clearTimeout(soon);
  }, []);
  return isDue.value ? <AnnouncedPart name="GateBoard" /> : null;
}

/** Show that component of the officers' part as soon as it is here. */
export function OfficerPart({ name }: { name: keyof typeof import("./officer") }): JSX.Element | null {
  const Component = useLatePart(officerPart)?.[name];
  return Component ? <Component /> : null;
}

/** What I gave back just now and can take back; nothing of it comes before something was given back. */
export function TakeBackPart(): JSX.Element | null {
  return useApp().model.undo.value.length > 0 ? <TakeBackLater /> : null;
}

function TakeBackLater(): JSX.Element | null {
  const TakeBack = useLatePart(visitPart)?.TakeBack;
  return TakeBack ? <TakeBack /> : null;
}
