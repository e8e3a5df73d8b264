// The words for a case's kind and state: those of a talk are not those of a form. Knows no element.
import type { CaseView } from "../protocol/generated";
import { type App, useApp } from "./context";

/** The code of the line with which a talk ends. */
export const CLOSING = "close";

type CaseStanding = Pick<CaseView, "service" | "state">;

export function isTalk({ model }: App, view: Pick<CaseView, "service">): boolean {
  const service = model.services.value.get(view.service);
  return service !== undefined && service.kind !== "form"; // a talk is what a service is when it says nothing
}

/** The state in a word. */
export function stateOf(app: App, view: CaseStanding): string {
  const { words } = app;
  return isTalk(app, view) ? words.sayOr(`talk-${view.state}`, `case-${view.state}`) : words.say(`case-${view.state}`);
}

/** What happens next, in a sentence. */
export function nextOf(app: App, view: CaseView): string {
  const { model, words } = app;
  if (model.talking.value?.case === view.id) return words.say("case-next-talking");
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
