// The words for a case's kind and state: those of a talk are not those of a form. Knows no element.
import type { CaseView, QueueCase } from "../protocol/generated";
import { isTalk } from "./case-title";
import type { App } from "./context";

/** How a request ended that was granted in part. */
const IN_PART = "granted_in_part";

/** The code of the line with which a talk ends. */
export const CLOSING = "close";

/** What the words for the state of a case go by. */
export type CaseStanding = Pick<CaseView, "service" | "state"> & Partial<Pick<CaseView, "outcome">> & Objected;

/** In a case as it is, and in a row of the desk's tray, whose `due` is the objection's then. */
interface Objected {
  readonly objection?: CaseView["objection"] | QueueCase["objection"];
}

/** An objection waits to be decided. */
export function isObjected({ objection }: Objected): boolean {
  return objection === true || (typeof objection === "object" && objection?.state === "filed");
}

/** The talk ended here because it goes on at another counter. */
export function isSentOn(app: App, view: CaseStanding): boolean {
  return view.outcome === "transferred" && view.state === "closed" && isTalk(app, view);
}

/** The case is served at a desk now: whatever its form, its two sides talk in it. */
export function isServed({ model }: App, { id }: Pick<CaseView, "id">): boolean {
  const atDesk = model.desk.value?.ticket;
  return [model.talking.value, atDesk].some((ticket) => ticket?.state === "serving" && ticket.case === id);
}

/** Decided or given up: nothing more is written in it. */
export const OVER: ReadonlySet<string> = new Set(["granted", "refused", "delivered", "withdrawn", "closed"]);

/** While these last the office owes an answer by a day; during a supplement the term stands still, and after an end there is none. */
const DUE: ReadonlySet<string> = new Set(["submitted", "received", "extended"]);

/** By when the office owes an answer, in words; nothing while it owes none. */
export function sayDue({ words }: App, view: Pick<CaseView, "due" | "state"> & Objected): string {
  const { state, objection } = view;
  const isOwed = DUE.has(state) || isObjected(view);
  const due = isObjected(view) && typeof objection === "object" ? objection?.due : view.due;
  return due && isOwed ? words.say("case-due", { day: words.day(due) }) : "";
}

/** The state in a word. */
export function stateOf(app: App, view: CaseStanding): string {
  const { words } = app;
  if (isSentOn(app, view)) return words.say("ticket-transferred");
  if (isObjected(view)) return words.say("case-objected");
  if (view.outcome === IN_PART && view.state === "granted") return words.say("case-granted_in_part");
  return isTalk(app, view) ? words.sayOr(`talk-${view.state}`, `case-${view.state}`) : words.say(`case-${view.state}`);
}

/** What happens next, in a sentence. */
export function nextOf(app: App, view: CaseView): string {
  const { words } = app;
  if (isServed(app, view)) return words.say(view.state === "draft" ? "case-next-talking-form" : "case-next-talking");
  if (isSentOn(app, view)) return words.say("case-next-transferred");
  if (isObjected(view)) return words.say("case-next-objected");
  if (view.outcome === IN_PART && view.state === "granted") return words.say("case-next-granted_in_part");
  if (view.state === "granted" && (view.documents?.length ?? 0) === 0) return words.say("case-next-granted-bare");
  const key = words.sayOr(`case-next-${view.state}`, "case-next-other");
  return isTalk(app, view) && view.state !== "closed" ? words.say("case-next-talk-waiting") : key;
}
