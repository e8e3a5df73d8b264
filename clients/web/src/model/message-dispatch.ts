// Who is told of each kind of message, and in which order. One entry a kind: the compiler asks for one when the protocol grows.
// Knows the parts of the model by what they take; no socket and no page.
import type {
  AnyMessage,
  CaseEntry,
  CaseView,
  Notice,
  Queue,
  Room,
  Said,
  TicketView,
  TickFrame,
} from "../protocol/generated";

/** Kinds that the connection takes itself: they never come here. */
type ConnectionKind = "welcome" | "see_other" | "pong" | "done" | "rejected";
type Kind = Exclude<AnyMessage["t"], ConnectionKind>;
type Handlers = { readonly [K in Kind]: (message: Extract<AnyMessage, { t: K }>) => void };

export interface Receivers {
  readonly model: { take(message: AnyMessage): void };
  readonly motion: {
    enter(room: Room, nowMs: number): void;
    take(frame: TickFrame, nowMs: number): void;
    forget(slot: number): void;
  };
  readonly plan: { load(place: string, cellUnits: number): Promise<void> };
  readonly bubbles: { said(said: Said): void };
  readonly drafts: { reconcile(view: CaseView): void; handedIn(caseId: string): void };
  readonly news: {
    takeNotice(notice: Notice): void;
    takeCall(ticket: string): void;
    takeCase(view: CaseView): void;
    takeEntry(entry: CaseEntry): void;
    takeQueue(queue: Queue): void;
  };
  readonly callEnds: { take(tickets: readonly Pick<TicketView, "id" | "left_s">[]): void };
  readonly now: () => number;
}

/** Return what hands a message to those whom it concerns. A kind of a later version concerns nobody. */
export function messageDispatcher(receivers: Receivers): (message: AnyMessage) => void {
  const handlers = handlersFor(receivers) as Partial<Record<string, (message: never) => void>>;
  return (message) => handlers[message.t]?.(message as never);
}

function handlersFor({ model, motion, plan, bubbles, drafts, news, callEnds, now }: Receivers): Handlers {
  const toModel = (message: AnyMessage) => model.take(message);
  return {
    room: (room) => {
      void plan.load(room.place, room.cell);
      motion.enter(room, now());
      model.take(room);
    },
    tick: (frame) => motion.take(frame, now()), // many a second, and nothing of it is shown by the page
    roster: (roster) => {
      for (const slot of roster.leave ?? []) motion.forget(slot);
      model.take(roster);
    },
    said: (said) => {
      bubbles.said(said);
      model.take(said);
    },
    case: (message) => {
      drafts.reconcile(message.case);
      model.take(message);
      news.takeCase(message.case);
    },
    case_gone: (message) => {
      drafts.handedIn(message.case); // nothing of it stays on this device
      model.take(message);
    },
    called: (called) => {
      news.takeCall(called.ticket.id);
      callEnds.take([called.ticket]);
      model.take(called);
    },
    desk: (desk) => {
      callEnds.take([desk.ticket, desk.undo].filter((one) => one != null));
      model.take(desk);
    },
    entry: (entry) => {
      model.take(entry);
      news.takeEntry(entry);
    },
    notice: (notice) => news.takeNotice(notice),
    appointments: toModel,
    bells: (message) => {
      callEnds.take(message.bells);
      toModel(message);
    },
    inquiry: toModel,
    reports: toModel,
    office: toModel,
    delayed: toModel,
    queue: (queue) => {
      model.take(queue);
      news.takeQueue(queue);
    },
    tickets: (message) => {
      callEnds.take([...message.tickets, ...(message.undo ?? [])]);
      model.take(message);
    },
  };
}
