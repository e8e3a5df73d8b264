// The name of the browser's tab: first what I wait for, then where I am. One look at a row of tabs is enough.
import { useEffect } from "preact/hooks";
import { isInLine, lineOf } from "../model/line";
import type { PageWords } from "../words/words";
import { useCaseTitle } from "./case-title";
import { type App, useApp } from "./context";
import { sayNews } from "./notices";
import { sayStanding } from "./ticket";

export function useTitle(): void {
  const app = useApp();
  const panel = usePanelTitle(app);
  const parts = [urgent(app), panel, whereabouts(app), app.words.say("brand")];
  const title = [...new Set(parts.filter((part) => part !== ""))].join(" · ");
  useEffect(() => {
    document.title = title;
  }, [title]);
}

function usePanelTitle({ route, words }: App): string {
  const shown = route.shown.value;
  const ofCase = useCaseTitle(shown?.id ?? null);
  if (shown === null) return "";
  return shown.panel === "case" ? ofCase : words.say(shown.panel);
}

/** My number when it is called, what is new, how far I am; at a desk, how many wait for me. */
function urgent(app: App): string {
  const { model, words, identity, news } = app;
  const called = model.called.value;
  if (called !== null) return words.say("called-page-title", { number: called.ticket.number });
  const newest = news.items.value.at(-1);
  if (newest !== undefined) return `(${news.items.value.length}) ${sayNews(app, newest)}`;
  if (identity.screen.value === "desk") return deskOf(model, words);
  const ticket = model.ticket.value;
  if (!ticket || !isInLine(ticket) || !ticket.place) return "";
  return `${ticket.number} ${sayStanding(ticket, words)}`;
}

function deskOf({ queue, me }: App["model"], { say }: PageWords): string {
  const [line, tray] = [lineOf(queue.value?.tickets, me.value?.name).here.length, queue.value?.cases.length ?? 0];
  const parts = [
    line > 0 && say("desk-page-title", { count: line }),
    tray > 0 && say("desk-page-title-tray", { count: tray }),
  ];
  return parts.filter(Boolean).join(" · ");
}

function whereabouts({ model, words, identity }: App): string {
  switch (identity.screen.value) {
    case "hall":
      return words.both(model.room.value?.title);
    case "desk":
      return words.say("desk");
    case "sign-in":
      return words.say("sign-in-title");
    case "arrival":
      return words.say("arrival-page-title");
  }
}
