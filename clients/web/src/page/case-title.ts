// What a request is called where it is only named: a talk or a form. Knows no element, and not what comes of it.
import type { CaseView } from "../protocol/generated";
import { type App, useApp } from "./context";

export function isTalk({ model }: App, view: Pick<CaseView, "service">): boolean {
  const service = model.services.value.get(view.service);
  return service !== undefined && service.kind !== "form"; // a talk is what a service is when it says nothing
}

/** The heading of a panel with this case in it. */
export function useCaseTitle(id: string | null): string {
  const app = useApp();
  const view = id === null ? undefined : app.model.cases.value.get(id);
  if (view === undefined) return app.words.say("case");
  return app.words.say(isTalk(app, view) ? "case-talk" : "case-form");
}
