// What this visitor can do: each action is one command on the wire and what the page must know of its reply. Knows no page.
import { type Signal, signal } from "@preact/signals";
import type { Connection } from "../net/connection";
import type { CommandDraft, CommandReply } from "../net/requests";
import {
  type DeskPause,
  type DeskTransfer,
  FIELD_CHARS_MAX,
  FRAME_IN_BYTES_MAX,
  type Go,
  type Rejected,
} from "../protocol/generated";
import { lettersOf } from "../protocol/letters";
import type { Drafts } from "./drafts";
import type { FormAnswers } from "./form";
import type { Model } from "./model";
import type { Motion } from "./motion";

/** What the page shows of the last command of one kind: nothing, that it is on its way, or why it was not done. */
export type Pending =
  | { readonly is: "rest" }
  | { readonly is: "asked" }
  | { readonly is: "no"; readonly why: Rejected | null };

const FRAME_ROOM_BYTES = 4_096; // for the names of the answers and what is around them

export type AnnouncementDraft = Extract<CommandDraft, { t: `announcement.${string}` }>;

export type AppointmentDraft = Extract<CommandDraft, { t: `appointment.${string}` }>;

export type BellDraft = Extract<CommandDraft, { t: `bell.${string}` }>;

export type InquiryDraft = Extract<CommandDraft, { t: `inquiry.${string}` }>;

export type AlarmDraft = Extract<CommandDraft, { t: "desk.alarm" | `alarm.${string}` }>;

export type ReportDraft = Extract<CommandDraft, { t: `report.${string}` }>;

export type Target = Pick<Go, "kind"> & Partial<Pick<Go, "name" | "x" | "y">>;

/** An answer that is still too long to be handed in can also be too long for a message: this device keeps such a draft (SPEC W2). */
function isKeepable(fields: FormAnswers): boolean {
  const texts = Object.values(fields).filter((value) => typeof value === "string");
  const bytes = new TextEncoder().encode(texts.join("").normalize("NFC")).length + FRAME_ROOM_BYTES;
  return bytes <= FRAME_IN_BYTES_MAX && texts.every((text) => lettersOf(text) <= FIELD_CHARS_MAX);
}

export class Actions {
  private readonly pendings = new Map<string, Signal<Pending>>();

  constructor(
    private readonly connection: Connection,
    private readonly model: Model,
    private readonly motion: Motion,
    private readonly drafts: Drafts,
    private readonly now: () => number,
  ) {}

  /** The state of one action, by name, with the id of what it is about: for busy buttons and for words beside them. */
  pending(name: string): Signal<Pending> {
    const known = this.pendings.get(name) ?? signal<Pending>({ is: "rest" });
    this.pendings.set(name, known);
    return known;
  }

  private async ask(name: string, command: CommandDraft): Promise<CommandReply> {
    const pending = this.pending(name);
    pending.value = { is: "asked" };
    const reply = await this.connection.ask(command);
    pending.value = reply.t === "done" ? { is: "rest" } : { is: "no", why: reply.t === "rejected" ? reply : null };
    return reply;
  }

  /** Ask about one thing of many: its row has a state of its own. */
  private askOf(thing: string, command: CommandDraft): Promise<CommandReply> {
    return this.ask(`${command.t}.${thing}`, command);
  }

  // in the room -------------------------------------------------------------------------------------------------------

  head(heading: number): void {
    const chosen = this.motion.head(heading, this.now());
    if (chosen !== null) this.connection.send({ t: "move", ...chosen });
  }

  /** Say again where I head: keys may have been let go while there was no connection. */
  restateHeading(): void {
    const heading = this.motion.restate();
    if (heading !== null) this.connection.send({ t: "move", ...heading });
  }

  goTo(target: Target): Promise<CommandReply> {
    return this.ask("go", { t: "go", n: this.motion.nextNumber(), ...target });
  }

  changeProfile(profile: { name?: string; look?: string; lang?: "ko" | "en" }): Promise<CommandReply> {
    return this.ask("profile", { t: "profile", ...profile });
  }

  // my tickets --------------------------------------------------------------------------------------------------------

  /** Take a number; `ground` is the legal ground on which I may go first, `people` how many of us come (SPEC T41). */
  takeTicket(service: string, ground: string | null = null, people = 1): Promise<CommandReply> {
    const more = { ...(ground === null ? {} : { ground }), ...(people === 1 ? {} : { people }) };
    return this.ask(`ticket.${service}`, { t: "ticket.take", service, ...more });
  }

  /** Book, move, cancel an appointment, or say that I am here for it (SPEC T30 to T32). */
  appointment(command: AppointmentDraft): Promise<CommandReply> {
    return this.askOf("service" in command ? command.service : command.appointment, command);
  }

  /** Ring where nobody is, wait no longer, or say as an officer that I come (SPEC O12, O13). */
  bell(command: BellDraft): Promise<CommandReply> {
    return this.askOf("service" in command ? command.service : command.bell, command);
  }

  /** Leave, change or cancel a message; take one on as an officer, and answer it (SPEC O14, O15). */
  inquiry(command: InquiryDraft): Promise<CommandReply> {
    return this.askOf("service" in command ? command.service : command.inquiry, command);
  }

  /** Report a visitor; decide on a report as a supervisor, and let in again (SPEC O28, O29). */
  report(command: ReportDraft): Promise<CommandReply> {
    return this.ask(command.t, command);
  }

  async answerCall(ticket: string): Promise<CommandReply> {
    const reply = await this.askOf(ticket, { t: "ticket.answer", ticket });
    if (reply.t !== "lost") this.model.callAnswered();
    return reply;
  }

  deferTicket(ticket: string): Promise<CommandReply> {
    return this.askOf(ticket, { t: "ticket.defer", ticket });
  }

  leaveTicket(ticket: string): Promise<CommandReply> {
    return this.askOf(ticket, { t: "ticket.leave", ticket });
  }

  /** Not to be called for so many minutes; 0: now after all (SPEC T39). */
  comeLater(ticket: string, minutes: number): Promise<CommandReply> {
    return this.askOf(ticket, { t: "ticket.later", ticket, minutes });
  }

  /** Wait for the officer at this counter, or for anybody (SPEC T42). */
  preferOfficer(ticket: string, counter: string | null): Promise<CommandReply> {
    return this.askOf(ticket, { t: "ticket.prefer", ticket, ...(counter === null ? {} : { counter }) });
  }

  /** Take back what I gave back by mistake (SPEC T37). */
  undoLeaving(ticket: string): Promise<CommandReply> {
    return this.askOf(ticket, { t: "ticket.undo", ticket });
  }

  // my cases ----------------------------------------------------------------------------------------------------------

  openCase(service: string): Promise<CommandReply> {
    return this.ask(`open.${service}`, { t: "case.open", service });
  }

  /** Keep a draft at the office; the new revision, `stale` when another device was faster, null when it could not be kept. */
  async keepDraft(caseId: string, fields: FormAnswers, rev: number): Promise<number | "stale" | null> {
    if (!isKeepable(fields)) return null;
    const reply = await this.connection.ask({ t: "case.draft", case: caseId, fields: { ...fields }, rev });
    if (reply.t === "rejected" && reply.code === "form_stale") return "stale";
    return reply.t === "done" ? (reply.rev ?? rev + 1) : null;
  }

  async submitCase(caseId: string, fields: FormAnswers): Promise<CommandReply> {
    const reply = await this.ask(`submit.${caseId}`, { t: "case.submit", case: caseId, fields: { ...fields } });
    if (reply.t === "done") this.drafts.handedIn(caseId);
    return reply;
  }

  withdrawCase(caseId: string): Promise<CommandReply> {
    return this.ask(`withdraw.${caseId}`, { t: "case.withdraw", case: caseId });
  }

  /** Object to what was decided, in the citizen's own words (SPEC C41). */
  object(caseId: string, text: string): Promise<CommandReply> {
    return this.ask(`object.${caseId}`, { t: "case.object", case: caseId, text });
  }

  /** See a request with which I help somebody; the record says that I looked (SPEC C48). */
  look(caseId: string): Promise<CommandReply> {
    return this.ask(`look.${caseId}`, { t: "case.look", case: caseId });
  }

  /** Let somebody see my request no longer, or help with one no longer (SPEC C49). */
  endParty(caseId: string, party: string): Promise<CommandReply> {
    return this.ask(`party.${party}`, { t: "party.end", case: caseId, party });
  }

  // the officer's desk ------------------------------------------------------------------------------------------------

  /** See a case of my services: the office writes down who read it, and sends it. One that is not mine needs a reason (SPEC C13). */
  lookAtCase(caseId: string, reason?: string): Promise<CommandReply> {
    const fields = reason === undefined ? {} : { fields: { reason } };
    return this.ask(`act.${caseId}`, { t: "case.act", case: caseId, act: "open", ...fields });
  }

  act(caseId: string, act: string, fields: FormAnswers): Promise<CommandReply> {
    return this.ask(`act.${caseId}`, { t: "case.act", case: caseId, act, fields: { ...fields } });
  }

  /** Note something on a case for colleagues: its citizen never sees it (SPEC C45). */
  note(caseId: string, text: string): Promise<CommandReply> {
    return this.ask(`note.${caseId}`, { t: "case.note", case: caseId, text });
  }

  /** Give a case that I have to a colleague, by name (SPEC C44). */
  handOver(caseId: string, to: string, note: string): Promise<CommandReply> {
    return this.ask(`hand-over.${caseId}`, { t: "case.hand_over", case: caseId, to, note });
  }

  openDesk(counter: string): Promise<CommandReply> {
    return this.ask("desk", { t: "desk.open", counter });
  }

  pauseDesk(reason: NonNullable<DeskPause["reason"]>): Promise<CommandReply> {
    return this.ask("desk", { t: "desk.pause", reason });
  }

  /** One of the commands of a desk that say nothing but their name. */
  desk(
    command: "desk.resume" | "desk.close" | "desk.recall" | "desk.serve" | "desk.missed" | "desk.hold",
  ): Promise<CommandReply> {
    return this.ask("desk", { t: command });
  }

  /** Call somebody again whom I marked as missed just now (SPEC T38). */
  undoMissed(ticket: string): Promise<CommandReply> {
    return this.ask("desk", { t: "desk.undo", ticket });
  }

  callNext(ticket?: string): Promise<CommandReply> {
    return this.ask("desk", { t: "desk.call", ...(ticket === undefined ? {} : { ticket }) });
  }

  transfer(service: string, to: NonNullable<DeskTransfer["to"]>): Promise<CommandReply> {
    return this.ask("desk", { t: "desk.transfer", service, to });
  }

  /** Give whoever I serve a number for a further service (SPEC T40). */
  giveFurther(service: string): Promise<CommandReply> {
    return this.ask("desk", { t: "desk.further", service });
  }

  /** Call for help, come to a colleague who does, or say that it is over (SPEC O23, O24). */
  alarm(command: AlarmDraft): Promise<CommandReply> {
    return this.ask("alarm", command);
  }

  /** Warn whoever I serve, or end the talk (SPEC T44, T45). */
  guard(command: Extract<CommandDraft, { t: "desk.warn" | "desk.end_talk" }>): Promise<CommandReply> {
    return this.ask("desk", command);
  }

  /** Announce something, change it or withdraw it: supervisors alone may (SPEC T24). */
  announce(command: AnnouncementDraft): Promise<CommandReply> {
    return this.askOf("announcement" in command ? command.announcement : "new", command);
  }

  finish(outcome: string, note: string): Promise<CommandReply> {
    return this.ask("desk", { t: "desk.finish", outcome, note });
  }
}
