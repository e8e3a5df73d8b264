// Made from protocol/schema by `make generate`. Do not edit: change protocol/madang_protocol and generate again.

export type AnyCommand =
  | Hello
  | Move
  | Go
  | Say
  | Profile
  | TicketTake
  | TicketAnswer
  | TicketDefer
  | TicketLeave
  | CaseOpen
  | CaseDraft
  | CaseSubmit
  | CaseSay
  | CaseWithdraw
  | CaseAct
  | CaseObject
  | CaseNote
  | CaseHandOver
  | CaseLook
  | PartyEnd
  | DeskOpen
  | DeskPause
  | DeskResume
  | DeskClose
  | DeskCall
  | DeskRecall
  | DeskServe
  | DeskMissed
  | DeskHold
  | DeskTransfer
  | DeskFinish
  | AnnouncementPost
  | AnnouncementChange
  | AnnouncementWithdraw
  | AppointmentBook
  | AppointmentMove
  | AppointmentCancel
  | AppointmentCheckIn
  | TicketUndo
  | TicketLater
  | TicketPrefer
  | DeskUndo
  | BellRing
  | BellStop
  | BellAnswer
  | DeskFurther
  | DeskWarn
  | DeskEndTalk
  | DeskAlarm
  | AlarmAccept
  | AlarmClose
  | InquiryLeave
  | InquiryChange
  | InquiryCancel
  | InquiryTake
  | InquiryAnswer
  | InquiryCalled
  | ReportMake
  | ReportDecide
  | ReportLift
  | Ack
  | Ping
  | Bye;
export type AnyMessage =
  | Welcome
  | Room
  | Said
  | Done
  | Rejected
  | Tickets
  | Appointments
  | Bells
  | LeftInquiry
  | Reports
  | Called
  | Case
  | CaseEntry
  | CaseGone
  | Desk
  | Notice
  | TickFrame
  | Pong
  | Delayed
  | SeeOther
  | Roster
  | Office
  | Queue;
/**
 * Why a command was rejected. The session goes on (SPEC W7).
 */
export type Rejection =
  | "already_booked"
  | "already_waiting"
  | "barred"
  | "blank_text"
  | "counter_closed"
  | "day_over"
  | "desk_taken"
  | "document_failed"
  | "form_invalid"
  | "form_stale"
  | "id_reused"
  | "in_talk"
  | "limit"
  | "line_closed"
  | "no_desk"
  | "nobody_to_tell"
  | "nobody_waiting"
  | "not_allowed"
  | "not_yours"
  | "own_decision"
  | "reason_needed"
  | "record_full"
  | "room_full"
  | "service_closed"
  | "silent_area"
  | "slot_gone"
  | "somebody_there"
  | "storage"
  | "taken_name"
  | "term_over"
  | "too_early"
  | "too_fast"
  | "too_late"
  | "unknown_alarm"
  | "unknown_announcement"
  | "unknown_appointment"
  | "unknown_bell"
  | "unknown_case"
  | "unknown_counter"
  | "unknown_file"
  | "unknown_inquiry"
  | "unknown_place"
  | "unknown_report"
  | "unknown_service"
  | "unknown_target"
  | "unknown_ticket"
  | "unprintable"
  | "unreachable"
  | "wrong_state";
/**
 * What the office tells somebody that no other message says (SPEC T17). A ticket's notice names it in `about`.
 */
export type NoticeCode =
  | "abandoned"
  | "appointment_missed"
  | "appointment_soon"
  | "appointment_tomorrow"
  | "bell_coming"
  | "bell_open"
  | "bell_rung"
  | "bell_unanswered"
  | "case_handed_over"
  | "case_still_open"
  | "case_taken_over"
  | "citizen_back"
  | "citizen_deferred"
  | "citizen_later"
  | "citizen_left"
  | "desk_closed"
  | "desk_taken_over"
  | "door_closed"
  | "expired"
  | "finished"
  | "further"
  | "held"
  | "inquiry_answered"
  | "inquiry_called"
  | "line_ended"
  | "missed"
  | "missed_over"
  | "name_changed"
  | "no_booth"
  | "not_recorded"
  | "objection_dismissed"
  | "objection_upheld"
  | "partner_away"
  | "partner_back"
  | "partner_walked"
  | "passed_over"
  | "preferred_left"
  | "record_nearly_full"
  | "report_answered"
  | "report_warned"
  | "returned"
  | "room_full"
  | "rooms_barred"
  | "rooms_open"
  | "talk_ended"
  | "talk_warned"
  | "term_over"
  | "term_soon"
  | "timer_failed"
  | "transferred";
/**
 * 4000 bye, 4307 see_other (come back), 4400 malformed, 4401 hello_expected, 4403 forbidden, 4408 slow_reader (come back), 4409 replaced, 4410 seat_over (come back), 4426 unsupported_version, 4429 flood, 4430 newcomers (come back), 4500 internal (come back), 4503 going_away (come back)
 */
export type Close = 4000 | 4307 | 4400 | 4401 | 4403 | 4408 | 4409 | 4410 | 4426 | 4429 | 4430 | 4500 | 4503;
export type Malformed = "not_binary" | "too_large" | "not_msgpack" | "unknown_kind" | "bad_field" | "unexpected_hello";

/**
 * I have seen every reliable message up to this one.
 */
export interface Ack {
  t: "ack";
  /**
   * number of a reliable message in its session, from 1
   */
  s: number;
}
/**
 * Something that an officer may do with a case now.
 */
export interface Act {
  /**
   * name of a place, counter, service ...
   */
  id: string;
  title: Words;
  form?: {
    [k: string]: unknown;
  } | null;
}
/**
 * The same sentence in both languages of the office. Data, never markup.
 */
export interface Words {
  ko: string;
  en: string;
}
/**
 * I come to the colleague who raised this alarm (SPEC O24).
 */
export interface AlarmAccept {
  t: "alarm.accept";
  /**
   * made by the client, new for each command
   */
  id: string;
  /**
   * an id made by the server
   */
  alarm: string;
}
/**
 * Whoever raised the alarm, or came, needs it no more.
 */
export interface AlarmClose {
  t: "alarm.close";
  /**
   * made by the client, new for each command
   */
  id: string;
  /**
   * an id made by the server
   */
  alarm: string;
}
/**
 * What the office announces (SPEC T24). One of the two texts may be missing: the other one is then shown to everybody.
 */
export interface Announcement {
  /**
   * an id made by the server
   */
  id: string;
  kind: "holiday" | "line_closed" | "other" | "outage";
  /**
   * seconds since 1970, UTC
   */
  since: number;
  /**
   * seconds since 1970, UTC
   */
  until: number;
  ko?: string;
  en?: string;
  service?: string | null;
}
/**
 * It is to say this from now on: all of it is given again.
 */
export interface AnnouncementChange {
  t: "announcement.change";
  /**
   * made by the client, new for each command
   */
  id: string;
  /**
   * an id made by the server
   */
  announcement: string;
  kind: "holiday" | "line_closed" | "other" | "outage";
  /**
   * seconds since 1970, UTC
   */
  until: number;
  /**
   * too long for the office: rejected (W13)
   */
  ko?: string;
  /**
   * too long for the office: rejected (W13)
   */
  en?: string;
  service?: string | null;
  since?: number | null;
}
/**
 * A supervisor announces something (SPEC T24). One of the texts may be empty.
 */
export interface AnnouncementPost {
  t: "announcement.post";
  /**
   * made by the client, new for each command
   */
  id: string;
  kind: "holiday" | "line_closed" | "other" | "outage";
  /**
   * seconds since 1970, UTC
   */
  until: number;
  /**
   * too long for the office: rejected (W13)
   */
  ko?: string;
  /**
   * too long for the office: rejected (W13)
   */
  en?: string;
  service?: string | null;
  since?: number | null;
}
/**
 * It is announced no longer.
 */
export interface AnnouncementWithdraw {
  t: "announcement.withdraw";
  /**
   * made by the client, new for each command
   */
  id: string;
  /**
   * an id made by the server
   */
  announcement: string;
}
/**
 * The first message of every connection (SPEC S1). Who I am, what I speak, and what I saw last.
 */
export interface Hello {
  t: "hello";
  /**
   * @minItems 1
   * @maxItems 8
   */
  versions: number[];
  lang?: "en" | "ko";
  token?: string | null;
  officer?: string | null;
  session?: string | null;
  /**
   * number of a reliable message in its session, from 1
   */
  seen?: number;
  name?: string | null;
  look?: string | null;
  place?: string | null;
  entry?: string | null;
  /**
   * @maxItems 16
   *
   * Items: name of a place, counter, service ...
   */
  features?: string[];
  seat?: string | null;
}
/**
 * I head that way from now on (heading 0: I stop). Never a position (SPEC R2). `k` is how many ticks the heading before lasted on the client; 255 or absent: no matter (SPEC R4).
 */
export interface Move {
  t: "move";
  /**
   * wraps after 255
   */
  n: number;
  /**
   * 0 still, then 1..8: E, SE, S, SW, W, NW, N, NE
   */
  h: number;
  k?: number;
}
/**
 * Take me there: the server finds the way (SPEC R5). `name` for all kinds but `point`, which has x and y.
 */
export interface Go {
  t: "go";
  /**
   * made by the client, new for each command
   */
  id: string;
  /**
   * wraps after 255
   */
  n: number;
  kind: "booth" | "counter" | "door" | "person" | "point" | "seat";
  name?: string | null;
  /**
   * 1/8 px
   */
  x?: number;
  /**
   * 1/8 px
   */
  y?: number;
}
/**
 * Say something to those near, or to the room. In a booth it is heard by those in it alone (SPEC R12).
 */
export interface Say {
  t: "say";
  /**
   * made by the client, new for each command
   */
  id: string;
  to: "near" | "room";
  /**
   * too long for the office: rejected (W13)
   */
  text: string;
}
/**
 * Change how I am seen.
 */
export interface Profile {
  t: "profile";
  /**
   * made by the client, new for each command
   */
  id: string;
  name?: string | null;
  look?: string | null;
  lang?: ("en" | "ko") | null;
}
/**
 * Give me a place in the line of this service.
 */
export interface TicketTake {
  t: "ticket.take";
  /**
   * made by the client, new for each command
   */
  id: string;
  /**
   * name of a place, counter, service ...
   */
  service: string;
  ground?: string | null;
  /**
   * how many people come with one number
   */
  people?: number;
}
/**
 * I have heard the call and come.
 */
export interface TicketAnswer {
  t: "ticket.answer";
  /**
   * made by the client, new for each command
   */
  id: string;
  /**
   * an id made by the server
   */
  ticket: string;
}
/**
 * Let the next one go before me.
 */
export interface TicketDefer {
  t: "ticket.defer";
  /**
   * made by the client, new for each command
   */
  id: string;
  /**
   * an id made by the server
   */
  ticket: string;
}
/**
 * I give my place up.
 */
export interface TicketLeave {
  t: "ticket.leave";
  /**
   * made by the client, new for each command
   */
  id: string;
  /**
   * an id made by the server
   */
  ticket: string;
}
/**
 * Begin a request at this service; the answer is a draft with its form.
 */
export interface CaseOpen {
  t: "case.open";
  /**
   * made by the client, new for each command
   */
  id: string;
  /**
   * name of a place, counter, service ...
   */
  service: string;
}
/**
 * Keep what I have typed so far. `rev` is the draft's revision that I built on (SPEC C3).
 */
export interface CaseDraft {
  t: "case.draft";
  /**
   * made by the client, new for each command
   */
  id: string;
  /**
   * an id made by the server
   */
  case: string;
  fields: {
    [k: string]: string | boolean | number | null;
  };
  rev: number;
}
/**
 * Hand the form in.
 */
export interface CaseSubmit {
  t: "case.submit";
  /**
   * made by the client, new for each command
   */
  id: string;
  /**
   * an id made by the server
   */
  case: string;
  fields: {
    [k: string]: string | boolean | number | null;
  };
}
/**
 * Write into the case: heard by its two sides alone, and kept.
 */
export interface CaseSay {
  t: "case.say";
  /**
   * made by the client, new for each command
   */
  id: string;
  /**
   * an id made by the server
   */
  case: string;
  /**
   * too long for the office: rejected (W13)
   */
  text: string;
}
/**
 * I take my request back.
 */
export interface CaseWithdraw {
  t: "case.withdraw";
  /**
   * made by the client, new for each command
   */
  id: string;
  /**
   * an id made by the server
   */
  case: string;
}
/**
 * An officer acts on a case: one of the acts that its backend named.
 */
export interface CaseAct {
  t: "case.act";
  /**
   * made by the client, new for each command
   */
  id: string;
  /**
   * an id made by the server
   */
  case: string;
  /**
   * name of a place, counter, service ...
   */
  act: string;
  fields?: {
    [k: string]: string | boolean | number | null;
  };
}
/**
 * I object to what was decided, in my own words (SPEC C41).
 */
export interface CaseObject {
  t: "case.object";
  /**
   * made by the client, new for each command
   */
  id: string;
  /**
   * an id made by the server
   */
  case: string;
  /**
   * too long for the office: rejected (W13)
   */
  text: string;
}
/**
 * An officer notes something on a case for colleagues: its citizen never sees it (SPEC C45).
 */
export interface CaseNote {
  t: "case.note";
  /**
   * made by the client, new for each command
   */
  id: string;
  /**
   * an id made by the server
   */
  case: string;
  /**
   * too long for the office: rejected (W13)
   */
  text: string;
}
/**
 * An officer gives a case that they have to a colleague, by name, with a note for them (SPEC C44).
 */
export interface CaseHandOver {
  t: "case.hand_over";
  /**
   * made by the client, new for each command
   */
  id: string;
  /**
   * an id made by the server
   */
  case: string;
  to: string;
  /**
   * too long for the office: rejected (W13)
   */
  note?: string;
}
/**
 * Show me a request with which I help somebody; the record says that I looked (SPEC C48).
 */
export interface CaseLook {
  t: "case.look";
  /**
   * made by the client, new for each command
   */
  id: string;
  /**
   * an id made by the server
   */
  case: string;
}
/**
 * I let somebody see my request no longer, or I help with one no longer (SPEC C49).
 */
export interface PartyEnd {
  t: "party.end";
  /**
   * made by the client, new for each command
   */
  id: string;
  /**
   * an id made by the server
   */
  case: string;
  /**
   * an id made by the server
   */
  party: string;
}
/**
 * I sit down at this counter.
 */
export interface DeskOpen {
  t: "desk.open";
  /**
   * made by the client, new for each command
   */
  id: string;
  /**
   * name of a place, counter, service ...
   */
  counter: string;
}
/**
 * I step away for a moment.
 */
export interface DeskPause {
  t: "desk.pause";
  /**
   * made by the client, new for each command
   */
  id: string;
  reason?: "break" | "meeting" | "paperwork";
}
/**
 * I am back.
 */
export interface DeskResume {
  t: "desk.resume";
  /**
   * made by the client, new for each command
   */
  id: string;
}
/**
 * I leave the counter.
 */
export interface DeskClose {
  t: "desk.close";
  /**
   * made by the client, new for each command
   */
  id: string;
}
/**
 * Call the next ticket, or this one.
 */
export interface DeskCall {
  t: "desk.call";
  /**
   * made by the client, new for each command
   */
  id: string;
  ticket?: string | null;
}
/**
 * Call the same ticket once more.
 */
export interface DeskRecall {
  t: "desk.recall";
  /**
   * made by the client, new for each command
   */
  id: string;
}
/**
 * The person is here: begin.
 */
export interface DeskServe {
  t: "desk.serve";
  /**
   * made by the client, new for each command
   */
  id: string;
}
/**
 * The person did not come.
 */
export interface DeskMissed {
  t: "desk.missed";
  /**
   * made by the client, new for each command
   */
  id: string;
}
/**
 * Set this ticket aside for now (papers to fetch).
 */
export interface DeskHold {
  t: "desk.hold";
  /**
   * made by the client, new for each command
   */
  id: string;
}
/**
 * Send this ticket to another service.
 */
export interface DeskTransfer {
  t: "desk.transfer";
  /**
   * made by the client, new for each command
   */
  id: string;
  /**
   * name of a place, counter, service ...
   */
  service: string;
  to?: "age" | "back" | "first" | "front";
}
/**
 * We are done. The outcome goes into the case.
 */
export interface DeskFinish {
  t: "desk.finish";
  /**
   * made by the client, new for each command
   */
  id: string;
  /**
   * name of a place, counter, service ...
   */
  outcome: string;
  /**
   * too long for the office: rejected (W13)
   */
  note?: string;
}
/**
 * Keep this slot of the service for me (SPEC T30).
 */
export interface AppointmentBook {
  t: "appointment.book";
  /**
   * made by the client, new for each command
   */
  id: string;
  /**
   * name of a place, counter, service ...
   */
  service: string;
  /**
   * seconds since 1970, UTC
   */
  at: number;
}
/**
 * Keep this slot instead of mine.
 */
export interface AppointmentMove {
  t: "appointment.move";
  /**
   * made by the client, new for each command
   */
  id: string;
  /**
   * an id made by the server
   */
  appointment: string;
  /**
   * seconds since 1970, UTC
   */
  at: number;
}
/**
 * I do not come: the slot is free again.
 */
export interface AppointmentCancel {
  t: "appointment.cancel";
  /**
   * made by the client, new for each command
   */
  id: string;
  /**
   * an id made by the server
   */
  appointment: string;
}
/**
 * I am here: give me a number for my appointment (SPEC T32).
 */
export interface AppointmentCheckIn {
  t: "appointment.check_in";
  /**
   * made by the client, new for each command
   */
  id: string;
  /**
   * an id made by the server
   */
  appointment: string;
}
/**
 * I gave this place back by mistake: let me have it again (SPEC T37).
 */
export interface TicketUndo {
  t: "ticket.undo";
  /**
   * made by the client, new for each command
   */
  id: string;
  /**
   * an id made by the server
   */
  ticket: string;
}
/**
 * Do not call me for so many minutes (SPEC T39). 0: I can come now after all.
 */
export interface TicketLater {
  t: "ticket.later";
  /**
   * made by the client, new for each command
   */
  id: string;
  /**
   * an id made by the server
   */
  ticket: string;
  minutes: number;
}
/**
 * Let the officer at this counter call me, and no other (SPEC T42). No counter: anybody may.
 */
export interface TicketPrefer {
  t: "ticket.prefer";
  /**
   * made by the client, new for each command
   */
  id: string;
  /**
   * an id made by the server
   */
  ticket: string;
  counter?: string | null;
}
/**
 * Whoever I marked as missed is here: call them to my desk again (SPEC T38).
 */
export interface DeskUndo {
  t: "desk.undo";
  /**
   * made by the client, new for each command
   */
  id: string;
  /**
   * an id made by the server
   */
  ticket: string;
}
/**
 * Nobody is at a counter of this service: tell its officers that I am here (SPEC O12).
 */
export interface BellRing {
  t: "bell.ring";
  /**
   * made by the client, new for each command
   */
  id: string;
  /**
   * name of a place, counter, service ...
   */
  service: string;
}
/**
 * I wait for nobody any more.
 */
export interface BellStop {
  t: "bell.stop";
  /**
   * made by the client, new for each command
   */
  id: string;
  /**
   * an id made by the server
   */
  bell: string;
}
/**
 * An officer comes (SPEC O13).
 */
export interface BellAnswer {
  t: "bell.answer";
  /**
   * made by the client, new for each command
   */
  id: string;
  /**
   * an id made by the server
   */
  bell: string;
}
/**
 * Give whoever I serve a number for a further service, which counts from the time of theirs (SPEC T40).
 */
export interface DeskFurther {
  t: "desk.further";
  /**
   * made by the client, new for each command
   */
  id: string;
  /**
   * name of a place, counter, service ...
   */
  service: string;
}
/**
 * Whoever I serve behaves so that the talk cannot go on like this (SPEC T44).
 */
export interface DeskWarn {
  t: "desk.warn";
  /**
   * made by the client, new for each command
   */
  id: string;
  reason: "abuse" | "other" | "sexual" | "threat";
}
/**
 * It went on after a warning, or I have called for help: the talk is over (SPEC T45).
 */
export interface DeskEndTalk {
  t: "desk.end_talk";
  /**
   * made by the client, new for each command
   */
  id: string;
  reason: "abuse" | "other" | "sexual" | "threat";
}
/**
 * I need a colleague at my counter, now (SPEC O23).
 */
export interface DeskAlarm {
  t: "desk.alarm";
  /**
   * made by the client, new for each command
   */
  id: string;
}
/**
 * Keep this message for the service, and a number to call if I give one (SPEC O14).
 */
export interface InquiryLeave {
  t: "inquiry.leave";
  /**
   * made by the client, new for each command
   */
  id: string;
  /**
   * name of a place, counter, service ...
   */
  service: string;
  /**
   * too long for the office: rejected (W13)
   */
  text: string;
  /**
   * too long for the office: rejected (W13)
   */
  phone?: string;
  consent?: boolean;
}
/**
 * It is to say this: all of it is given again.
 */
export interface InquiryChange {
  t: "inquiry.change";
  /**
   * made by the client, new for each command
   */
  id: string;
  /**
   * an id made by the server
   */
  inquiry: string;
  /**
   * too long for the office: rejected (W13)
   */
  text: string;
  /**
   * too long for the office: rejected (W13)
   */
  phone?: string;
}
/**
 * I need no answer any more.
 */
export interface InquiryCancel {
  t: "inquiry.cancel";
  /**
   * made by the client, new for each command
   */
  id: string;
  /**
   * an id made by the server
   */
  inquiry: string;
}
/**
 * An officer takes it on, and reads it (SPEC O15).
 */
export interface InquiryTake {
  t: "inquiry.take";
  /**
   * made by the client, new for each command
   */
  id: string;
  /**
   * an id made by the server
   */
  inquiry: string;
}
/**
 * An officer answers in words.
 */
export interface InquiryAnswer {
  t: "inquiry.answer";
  /**
   * made by the client, new for each command
   */
  id: string;
  /**
   * an id made by the server
   */
  inquiry: string;
  /**
   * too long for the office: rejected (W13)
   */
  text: string;
}
/**
 * An officer has called: with whom they spoke, it is answered.
 */
export interface InquiryCalled {
  t: "inquiry.called";
  /**
   * made by the client, new for each command
   */
  id: string;
  /**
   * an id made by the server
   */
  inquiry: string;
  reached: boolean;
}
/**
 * Report a visitor. What they said to me lately is put beside it by the office, and by nobody else (SPEC O28).
 */
export interface ReportMake {
  t: "report.make";
  /**
   * made by the client, new for each command
   */
  id: string;
  /**
   * an id made by the server
   */
  visitor: string;
  reason: "advertising" | "harassment" | "impersonation" | "insult" | "other";
  /**
   * too long for the office: rejected (W13)
   */
  text?: string;
}
/**
 * A supervisor decides on a report (SPEC O29). `term` and `reason`: of `barred`, and there they are needed.
 */
export interface ReportDecide {
  t: "report.decide";
  /**
   * made by the client, new for each command
   */
  id: string;
  /**
   * an id made by the server
   */
  report: string;
  decision: "barred" | "dismissed" | "warned";
  term?: ("day" | "month" | "ten_minutes" | "week") | null;
  reason?: ("advertising" | "harassment" | "impersonation" | "insult" | "other") | null;
}
/**
 * A supervisor lets whoever was barred by this report into the rooms again.
 */
export interface ReportLift {
  t: "report.lift";
  /**
   * made by the client, new for each command
   */
  id: string;
  /**
   * an id made by the server
   */
  report: string;
}
/**
 * How late is it? `c` comes back as it was sent.
 */
export interface Ping {
  t: "ping";
  c: number;
}
/**
 * I am leaving on purpose: do not keep my session.
 */
export interface Bye {
  t: "bye";
}
/**
 * The answer to `hello`. Not numbered: it opens the numbering (SPEC S3).
 */
export interface Welcome {
  t: "welcome";
  version: number;
  /**
   * an id made by the server
   */
  session: string;
  resumed: boolean;
  /**
   * an id made by the server
   */
  visitor: string;
  name: string;
  /**
   * name of a place, counter, service ...
   */
  look: string;
  lang: "en" | "ko";
  role: "citizen" | "companion" | "officer" | "supervisor";
  /**
   * number of the 50 ms step since the server's epoch
   */
  tick: number;
  tick_ms: number;
  back_ms: number;
  /**
   * Items: name of a place, counter, service ...
   */
  features?: string[];
  token?: string | null;
  /**
   * number of a reliable message in its session, from 1
   */
  seen?: number;
}
/**
 * I am now in this room, in this slot. A whole roster and a keyframe follow (SPEC R10).
 */
export interface Room {
  t: "room";
  /**
   * an id made by the server
   */
  room: string;
  /**
   * name of a place, counter, service ...
   */
  place: string;
  title: Words;
  /**
   * index of an avatar in its room
   */
  slot: number;
  /**
   * 1/8 px
   */
  x: number;
  /**
   * 1/8 px
   */
  y: number;
  map: string;
  cell: number;
  capacity: number;
  publish: number;
  /**
   * number in the reliable lane
   */
  s?: number;
}
/**
 * Somebody said something that I can hear.
 */
export interface Said {
  t: "said";
  /**
   * index of an avatar in its room
   */
  a: number;
  /**
   * an id made by the server
   */
  id: string;
  name: string;
  scope: "booth" | "near" | "room";
  text: string;
  /**
   * seconds since 1970, UTC
   */
  at: number;
  /**
   * number in the reliable lane
   */
  s?: number;
}
/**
 * The command with this request id was accepted. `ref` names what came of it.
 */
export interface Done {
  t: "done";
  /**
   * made by the client, new for each command
   */
  id: string;
  ref?: string | null;
  rev?: number | null;
  /**
   * number in the reliable lane
   */
  s?: number;
}
/**
 * The command with this request id was rejected, and nothing changed (SPEC W7).
 */
export interface Rejected {
  t: "rejected";
  /**
   * made by the client, new for each command
   */
  id: string;
  code: Rejection;
  fields?: {
    [k: string]: string;
  };
  retry_ms?: number | null;
  unprintable?: Unprintable[];
  /**
   * number in the reliable lane
   */
  s?: number;
}
/**
 * Letters that the office cannot print in its documents (SPEC C11), and where: a field of a form, or a part of a document.
 */
export interface Unprintable {
  where: Words;
  letters: string;
  field?: string | null;
}
/**
 * All my tickets that are not over, whole.
 */
export interface Tickets {
  t: "tickets";
  tickets: TicketView[];
  undo?: Undoable[];
  /**
   * number in the reliable lane
   */
  s?: number;
}
/**
 * My ticket.
 */
export interface TicketView {
  /**
   * an id made by the server
   */
  id: string;
  number: string;
  /**
   * name of a place, counter, service ...
   */
  service: string;
  state: "called" | "deferred" | "done" | "held" | "left" | "missed" | "serving" | "transferred" | "waiting";
  place?: number;
  low_s?: number | null;
  high_s?: number | null;
  counter?: string | null;
  booth?: string | null;
  officer?: string | null;
  case?: string | null;
  calls?: number;
  until?: number | null;
  left_s?: number | null;
  answered?: boolean;
  ends?: number | null;
  appointment?: number | null;
  not_before?: number | null;
  /**
   * how many people come with one number
   */
  people?: number;
  preferred?: string | null;
  laters?: number;
  counts_from?: number | null;
}
/**
 * A ticket with which something was done just now that can still be undone (SPEC T37, T38).
 */
export interface Undoable {
  /**
   * an id made by the server
   */
  id: string;
  number: string;
  /**
   * name of a place, counter, service ...
   */
  service: string;
  left_s: number;
}
/**
 * All my appointments that are booked, whole, the earliest first (SPEC T30).
 */
export interface Appointments {
  t: "appointments";
  appointments: AppointmentView[];
  /**
   * number in the reliable lane
   */
  s?: number;
}
/**
 * My appointment that is booked.
 */
export interface AppointmentView {
  /**
   * an id made by the server
   */
  id: string;
  number: string;
  key: string;
  /**
   * name of a place, counter, service ...
   */
  service: string;
  /**
   * seconds since 1970, UTC
   */
  at: number;
  /**
   * seconds since 1970, UTC
   */
  until: number;
  /**
   * seconds since 1970, UTC
   */
  check_in: number;
  /**
   * seconds since 1970, UTC
   */
  kept_until: number;
}
/**
 * All my rings that somebody may still answer, whole, the oldest first (SPEC O12).
 */
export interface Bells {
  t: "bells";
  bells: BellView[];
  /**
   * number in the reliable lane
   */
  s?: number;
}
/**
 * My ring at a service: who was told of it, and whether somebody comes.
 */
export interface BellView {
  /**
   * an id made by the server
   */
  id: string;
  /**
   * name of a place, counter, service ...
   */
  service: string;
  state: "coming" | "ringing";
  /**
   * seconds since 1970, UTC
   */
  rung: number;
  /**
   * seconds since 1970, UTC
   */
  ends: number;
  again?: number | null;
  here?: number;
  mails?: number;
  mails_sent?: number;
  mails_failed?: number;
  hooks?: number;
  hooks_sent?: number;
  hooks_failed?: number;
  officer?: string | null;
  left_s?: number | null;
}
/**
 * A message that I left, as it is now (SPEC O14).
 */
export interface LeftInquiry {
  t: "inquiry";
  inquiry: InquiryView;
  /**
   * number in the reliable lane
   */
  s?: number;
}
/**
 * A message that I left for a service, and what became of it.
 */
export interface InquiryView {
  /**
   * an id made by the server
   */
  id: string;
  number: string;
  key: string;
  /**
   * name of a place, counter, service ...
   */
  service: string;
  state: "answered" | "cancelled" | "reached" | "taken" | "waiting";
  /**
   * seconds since 1970, UTC
   */
  created: number;
  /**
   * seconds since 1970, UTC
   */
  since: number;
  /**
   * seconds since 1970, UTC
   */
  kept_until: number;
  text?: string;
  phone?: string;
  answer?: string;
  calls?: number;
  officer?: string | null;
}
/**
 * My newest reports, the oldest first, and whether I may be in the rooms; all of them, the latest wins (SPEC O28, R24).
 */
export interface Reports {
  t: "reports";
  reports: ReportView[];
  bar?: BarView | null;
  /**
   * number in the reliable lane
   */
  s?: number;
}
/**
 * A report of mine. What was done with the other is told in general words alone (SPEC O28).
 */
export interface ReportView {
  /**
   * an id made by the server
   */
  id: string;
  name: string;
  reason: "advertising" | "harassment" | "impersonation" | "insult" | "other";
  /**
   * seconds since 1970, UTC
   */
  at: number;
  lines?: number;
  answer?: "acted" | "nothing" | "waiting";
}
/**
 * That I may not be in the rooms, why, and until when (SPEC R24).
 */
export interface BarView {
  reason: "advertising" | "harassment" | "impersonation" | "insult" | "other";
  /**
   * seconds since 1970, UTC
   */
  since: number;
  /**
   * seconds since 1970, UTC
   */
  until: number;
}
/**
 * My number is being called: seen, heard and read wherever I am (SPEC T5).
 */
export interface Called {
  t: "called";
  ticket: TicketView;
  title: Words;
  again?: boolean;
  /**
   * number in the reliable lane
   */
  s?: number;
}
/**
 * One of my cases as it stands now, whole.
 */
export interface Case {
  t: "case";
  case: CaseView;
  /**
   * number in the reliable lane
   */
  s?: number;
}
/**
 * One request and its record, as its two sides may see it.
 */
export interface CaseView {
  /**
   * an id made by the server
   */
  id: string;
  number: string;
  /**
   * name of a place, counter, service ...
   */
  service: string;
  state:
    | "closed"
    | "delivered"
    | "draft"
    | "extended"
    | "granted"
    | "received"
    | "refused"
    | "submitted"
    | "supplement_asked"
    | "withdrawn";
  rev?: number;
  form?: {
    [k: string]: unknown;
  } | null;
  fields?: {
    [k: string]: string | boolean | number | null;
  };
  entries?: Entry[];
  documents?: DocumentView[];
  attachments?: AttachmentView[];
  acts?: Act[];
  due?: number | null;
  outcome?: string | null;
  outcome_title?: Words | null;
  reason?: string | null;
  citizen?: string | null;
  ticket?: string | null;
  object_until?: number | null;
  objection?: ObjectionView | null;
  notes?: Note[];
  colleagues?: string[];
  parties?: PartyView[];
  helping?: Helping | null;
}
/**
 * One line of a case's transcript.
 */
export interface Entry {
  n: number;
  /**
   * seconds since 1970, UTC
   */
  at: number;
  by: "citizen" | "office" | "officer";
  name: string;
  text?: string;
  code?: string | null;
  party?: ("companion" | "driver" | "guardian" | "interpreter" | "mentor") | null;
}
/**
 * A document that was issued.
 */
export interface DocumentView {
  number: string;
  title: Words;
  url: string;
  /**
   * seconds since 1970, UTC
   */
  issued: number;
  revoked?: number | null;
}
/**
 * A file that was uploaded to a case (SPEC C24). An answer names it by its id; `url` gives its content (C28).
 */
export interface AttachmentView {
  /**
   * an id made by the server
   */
  id: string;
  /**
   * name of a place, counter, service ...
   */
  field: string;
  name: string;
  kind: "jpeg" | "pdf" | "png" | "webp";
  size: number;
  url: string;
  /**
   * seconds since 1970, UTC
   */
  at: number;
  until?: number | null;
}
/**
 * An objection to a decision: since when, and by when it is decided (SPEC C41). Its words are in the lines.
 */
export interface ObjectionView {
  state: "dismissed" | "filed" | "upheld";
  /**
   * seconds since 1970, UTC
   */
  at: number;
  /**
   * seconds since 1970, UTC
   */
  due: number;
}
/**
 * What an officer noted on a case for colleagues (SPEC C45).
 */
export interface Note {
  n: number;
  /**
   * seconds since 1970, UTC
   */
  at: number;
  name: string;
  text: string;
}
/**
 * Somebody who is invited to a request, for its citizen and officers: who sees what, until when (SPEC C50).
 */
export interface PartyView {
  /**
   * an id made by the server
   */
  id: string;
  role: "companion" | "driver" | "guardian" | "interpreter" | "mentor";
  state: "ended" | "expired" | "invited" | "joined" | "left";
  /**
   * Items: name of a place, counter, service ...
   */
  fields: string[];
  writes: boolean;
  /**
   * seconds since 1970, UTC
   */
  invited: number;
  name?: string;
  until?: number | null;
  looked?: number | null;
  looks?: number;
  ended?: number | null;
}
/**
 * I help somebody with this request: as what, and what I may (SPEC C48).
 */
export interface Helping {
  /**
   * an id made by the server
   */
  party: string;
  role: "companion" | "driver" | "guardian" | "interpreter" | "mentor";
  name: string;
  writes: boolean;
  hidden?: number;
  until?: number | null;
  opened?: boolean;
}
/**
 * One line was added to a case's transcript.
 */
export interface CaseEntry {
  t: "entry";
  /**
   * an id made by the server
   */
  case: string;
  entry: Entry;
  /**
   * number in the reliable lane
   */
  s?: number;
}
/**
 * A request with which I helped is mine to see no longer (SPEC C49).
 */
export interface CaseGone {
  t: "case_gone";
  /**
   * an id made by the server
   */
  case: string;
  /**
   * number in the reliable lane
   */
  s?: number;
}
/**
 * My desk, for an officer.
 */
export interface Desk {
  t: "desk";
  counter: string | null;
  state: "closed" | "open" | "paused" | "serving";
  ticket?: TicketView | null;
  citizen?: string | null;
  reason?: string | null;
  outcomes?: Outcome[];
  first?: string | null;
  talk_minutes?: number | null;
  talk_overlong?: boolean;
  warned?: ("abuse" | "other" | "sexual" | "threat") | null;
  may_end?: boolean;
  undo?: Undoable | null;
  /**
   * number in the reliable lane
   */
  s?: number;
}
/**
 * A way in which a talk may end; the service's backend declares them.
 */
export interface Outcome {
  /**
   * name of a place, counter, service ...
   */
  id: string;
  title: Words;
}
/**
 * The office tells me something; the words live in the client.
 */
export interface Notice {
  t: "notice";
  code: NoticeCode;
  about?: {
    [k: string]: string;
  };
  n?: number | null;
  /**
   * number in the reliable lane
   */
  s?: number;
}
/**
 * What moved in view. `d`: sections of packed records (SPEC R8); `v`: my view's cell when it changed.
 */
export interface TickFrame {
  t: "tick";
  /**
   * number of the 50 ms step since the server's epoch
   */
  n: number;
  d: Uint8Array;
  v?: number | null;
}
/**
 * The answer to `ping`: the server's tick and the milliseconds into it.
 */
export interface Pong {
  t: "pong";
  c: number;
  /**
   * number of the 50 ms step since the server's epoch
   */
  n: number;
  ms: number;
}
/**
 * The office cannot say yet who I am, or what is mine, and asks again by itself (SPEC S20). I need send nothing anew.
 */
export interface Delayed {
  t: "delayed";
  code: Rejection;
  retry_ms: number;
}
/**
 * The room is at another node: say hello there at once, with this seat. The connection closes with 4307 (SPEC N21).
 */
export interface SeeOther {
  t: "see_other";
  /**
   * where a node takes sockets, behind the same name
   */
  path: string;
  seat: string;
  host?: string | null;
}
/**
 * Who is in the room: whole, or what changed since the roster before (SPEC R11).
 */
export interface Roster {
  t: "roster";
  /**
   * an id made by the server
   */
  room: string;
  join: Person[];
  /**
   * Items: index of an avatar in its room
   */
  leave?: number[];
  whole?: boolean;
  count?: number;
}
/**
 * How one avatar is seen.
 */
export interface Person {
  /**
   * index of an avatar in its room
   */
  a: number;
  /**
   * an id made by the server
   */
  id: string;
  name: string;
  /**
   * name of a place, counter, service ...
   */
  look: string;
  role?: "citizen" | "companion" | "officer" | "supervisor";
  counter?: string | null;
}
/**
 * All services and counters as they stand now; always whole, the latest wins (SPEC T12).
 */
export interface Office {
  t: "office";
  services: ServiceLine[];
  counters: CounterView[];
  zone?: string;
  away_minutes?: number;
  announcements?: Announcement[];
}
/**
 * A service as the visitor sees it: words, desks, line, and the honest range.
 */
export interface ServiceLine {
  /**
   * name of a place, counter, service ...
   */
  id: string;
  title: Words;
  waiting: number;
  desks: number;
  kind?: "form" | "talk";
  hint?: Words | null;
  low_s?: number | null;
  high_s?: number | null;
  broken?: boolean;
  open?: boolean;
  opens?: number | null;
  closes?: number | null;
  serves_until?: number | null;
  line_closed?: boolean;
  appointments?: boolean;
  bell?: boolean;
  inquiries?: boolean;
}
/**
 * A counter of a place.
 */
export interface CounterView {
  /**
   * name of a place, counter, service ...
   */
  id: string;
  /**
   * name of a place, counter, service ...
   */
  place: string;
  title: Words;
  /**
   * Items: name of a place, counter, service ...
   */
  services: string[];
  state: "closed" | "open" | "paused" | "serving";
  officer?: string | null;
  calling?: string | null;
  gone?: boolean;
}
/**
 * The line and the case tray of an officer's desk; always whole, the latest wins.
 */
export interface Queue {
  t: "queue";
  tickets: QueueTicket[];
  cases: QueueCase[];
  planned?: Announcement[];
  overdue?: QueueCase[];
  appointments?: QueueAppointment[];
  bells?: QueueBell[];
  inquiries?: QueueInquiry[];
  alarms?: QueueAlarm[];
  reports?: number;
}
/**
 * A waiting ticket as an officer sees it.
 */
export interface QueueTicket {
  /**
   * an id made by the server
   */
  id: string;
  number: string;
  /**
   * name of a place, counter, service ...
   */
  service: string;
  name: string;
  state: "called" | "deferred" | "done" | "held" | "left" | "missed" | "serving" | "transferred" | "waiting";
  /**
   * seconds since 1970, UTC
   */
  since: number;
  ground?: string | null;
  here?: boolean;
  busy_at?: string | null;
  appointment?: number | null;
  /**
   * how many people come with one number
   */
  people?: number;
  preferred?: string | null;
  not_before?: number | null;
}
/**
 * A case that waits for an officer.
 */
export interface QueueCase {
  /**
   * an id made by the server
   */
  id: string;
  number: string;
  /**
   * name of a place, counter, service ...
   */
  service: string;
  name: string;
  state:
    | "closed"
    | "delivered"
    | "draft"
    | "extended"
    | "granted"
    | "received"
    | "refused"
    | "submitted"
    | "supplement_asked"
    | "withdrawn";
  /**
   * seconds since 1970, UTC
   */
  since: number;
  due?: number | null;
  officer?: string | null;
  objection?: boolean;
}
/**
 * An appointment of today as an officer sees it: its holder has not checked in.
 */
export interface QueueAppointment {
  /**
   * an id made by the server
   */
  id: string;
  number: string;
  /**
   * name of a place, counter, service ...
   */
  service: string;
  name: string;
  /**
   * seconds since 1970, UTC
   */
  at: number;
}
/**
 * A ring as an officer sees it.
 */
export interface QueueBell {
  /**
   * an id made by the server
   */
  id: string;
  /**
   * name of a place, counter, service ...
   */
  service: string;
  name: string;
  /**
   * seconds since 1970, UTC
   */
  rung: number;
  rings?: number;
  here?: boolean;
  officer?: string | null;
}
/**
 * A message as an officer sees it; its words are told to whoever has taken it on (SPEC O15).
 */
export interface QueueInquiry {
  /**
   * an id made by the server
   */
  id: string;
  number: string;
  /**
   * name of a place, counter, service ...
   */
  service: string;
  name: string;
  /**
   * seconds since 1970, UTC
   */
  since: number;
  call?: boolean;
  calls?: number;
  officer?: string | null;
  mine?: boolean;
  text?: string;
  phone?: string;
}
/**
 * An officer calls for help, as every officer sees it (SPEC O23); who was told is there for the one who calls.
 */
export interface QueueAlarm {
  /**
   * an id made by the server
   */
  id: string;
  /**
   * name of a place, counter, service ...
   */
  counter: string;
  officer: string;
  /**
   * seconds since 1970, UTC
   */
  raised: number;
  state: "accepted" | "raised";
  mine?: boolean;
  helper?: string | null;
  coming?: boolean;
  here?: number;
  outside?: boolean;
  mails?: number;
  mails_sent?: number;
  mails_failed?: number;
  hooks?: number;
  hooks_sent?: number;
  hooks_failed?: number;
}

// The bounds of the wire and of motion (madang_protocol/limits.py).
export const VERSION = 1 as const;
export const SUBPROTOCOL = "madang.v1" as const;
export const FRAME_IN_BYTES_MAX = 24576 as const;
export const TEXT_CHARS_MAX = 1000 as const;
export const REASON_CHARS_MAX = 500 as const;
export const OBJECTION_CHARS_MAX = 4000 as const;
export const CASE_NOTES_MAX = 100 as const;
export const ANNOUNCEMENTS_MAX = 20 as const;
export const ANNOUNCEMENT_CHARS_MAX = 300 as const;
export const ANNOUNCEMENT_DAYS_MAX = 366 as const;
export const SEARCH_CHARS_MAX = 100 as const;
export const PHONE_CHARS_MAX = 24 as const;
export const NAME_CHARS_MAX = 24 as const;
export const NAME_WRITTEN_CHARS_MAX = 96 as const;
export const FIELDS_MAX = 64 as const;
export const FIELD_CHARS_MAX = 4000 as const;
export const FILE_BYTES_MAX = 10485760 as const;
export const FILES_OF_ANSWER_MAX = 10 as const;
export const FILES_OF_CASE_MAX = 20 as const;
export const FILE_NAME_CHARS_MAX = 100 as const;
export const UNITS_PER_PX = 8 as const;
export const TICK_MS = 50 as const;
export const TICKS_PER_SECOND = 20 as const;
export const STEP_UNITS = 64 as const;
export const STEP_DIAGONAL_UNITS = 45 as const;
export const FOOT_HALF_WIDTH_UNITS = 80 as const;
export const FOOT_DEPTH_UNITS = 64 as const;
export const PLACE_SIDE_UNITS_MAX = 65535 as const;
export const PUBLISH_TICKS = 2 as const;
export const QUIET_TICKS_MAX = 10 as const;
export const MOVE_EARLY_TICKS_MAX = 10 as const;
export const INPUT_NUMBERS = 256 as const;
export const SLOTS_MAX = 60000 as const;
export const REPLAY_BYTES_MAX = 262144 as const;
export const REPLAY_MESSAGES_MAX = 1024 as const;
export const ACK_EVERY_MESSAGES = 16 as const;
export const RESUME_SECONDS = 60 as const;
export const HELLO_SECONDS_MAX = 10 as const;
export const DELAY_SECONDS_MAX = 60 as const;
export const PING_SECONDS = 5 as const;
export const SILENCE_SECONDS_MAX = 45 as const;
export const WRITE_LOW_BYTES = 32768 as const;
export const WRITE_HIGH_BYTES = 524288 as const;
export const PEOPLE_MAX = 6 as const;
export const LATER_MINUTES_MAX = 30 as const;
export const RATE_MOVE = [30,60] as const;
export const RATE_SAY = [2,8] as const;
export const RATE_COMMAND = [5,30] as const;
export const RATE_FRAME = [60,240] as const;
