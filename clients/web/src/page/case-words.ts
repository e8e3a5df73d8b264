// The words for a case's kind and state: those of a talk are not those of a form. Knows no element.
import type { CaseView } from "../protocol/generated";
import { type App, useApp } from "./context";

/** The code of the line with which a talk ends. */
export const CLOSING = "close";

type CaseStanding = Pick<CaseView, "service" | "state"> & Partial<Pick<CaseView, "outcome">>;

/** The talk ended here because it goes on at another counter. */
export function isSentOn(app: App, view: CaseStanding): boolean {
  return view.outcome === "transferred" && view.state === "closed" && isTalk(app, view);
}

export function isTalk({ model }: App, view: Pick<CaseView, "service">): boolean {
  const service = model.services.value.get(view.service);
  return service !== undefined && service.kind !== "form"; // a talk is what a service is when it says nothing
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
export function sayDue({ words }: App, { due, state }: Pick<CaseView, "due" | "state">): string {
  return due && DUE.has(state) ? words.say("case-due", { day: words.day(due) }) : "";
}

/** The state in a word. */
export function stateOf(app: App, view: CaseStanding): string {
  const { words } = app;
  if (isSentOn(app, view)) return words.say("ticket-transferred");
  return isTalk(app, view) ? words.sayOr(`talk-${view.state}`, `case-${view.state}`) : words.say(`case-${view.state}`);
}

/** What happens next, in a sentence. */
export function nextOf(app: App, view: CaseView): string {
  const { words } = app;
  if (isServed(app, view)) return words.say(view.state === "draft" ? "case-next-talking-form" : "case-next-talking");
  if (isSentOn(app, view)) return words.say("case-next-transferred");
  if (view.state === "granted" && (view.documents?.length ?? 0) === 0) return words.say("case-next-granted-bare");
  const key = words.sayOr(`case-next-${view.state}`, "case-next-other");
  return isTalk(app, view) && view.state !== "closed" ? words.say("case-next-talk-waiting") : key;
}

/** The heading of a panel with this case in it. */
export function useCaseTitle(id: string | null): string {
  const app = useApp();
  const view = id === null ? undefined : app.model.cases.value.get(id);
  if (view === undefined) return app.words.say("case");
  return app.words.say(isTalk(app, view) ? "case-talk" : "case-form");
}
