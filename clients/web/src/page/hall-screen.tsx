// The screen of the hall: the drawn world (or the plain page) with a quiet bar over it and one panel at a time.
import type { JSX } from "preact";
import { useEffect, useLayoutEffect } from "preact/hooks";
import { Bar } from "./bar";
import { CalledBanner } from "./called";
import { useApp } from "./context";
import { Button } from "./controls";
import { useCovered } from "./covered";
import { useIsDrawn } from "./drawn";
import { EasyHall } from "./easy";
import { isWriting, useFocusOnward } from "./focus";
import { NEXT_PARTS } from "./late-parts";
import { Panel } from "./panel";
import { PanelBody } from "./panel-body";
import { PlainPage } from "./plain-page";
import { WorldRegion } from "./world-region";

/** What the plain page shows anyway: its buttons lead there instead of opening it once more. */
const ON_PLAIN_PAGE: ReadonlySet<string> = new Set(["ticket", "counters", "cases", "people", "chat"]);
/** From how many letters' width on a panel stands beside the world; the style sheets know it, too. */
const WIDE_REM = 56;

const NEXT_PARTS_AFTER_MS = 3_000; // behind what the hall itself needs, and the first picture

export function HallScreen(): JSX.Element {
  const app = useApp();
  const { settings, words, route, world } = app;
  useTalk();
  useEffect(() => {
    if (location.search.includes("to=")) void import("./led").then((led) => led.leadByLink(app)).catch(() => undefined);
  }, []);
  const isComing = useIsDrawn() && !settings.now.value.easy && !world.isDrawn.value;
  useEffect(() => {
    if (isComing) return;
    const soon = setTimeout(() => NEXT_PARTS.forEach((part) => void part.load(words)), NEXT_PARTS_AFTER_MS);
    return () => clearTimeout(soon);
  }, [isComing]);
  useFocusOnward("arrived", [".ask button", "#main"]);
  useCovered();
  const isPlain = !useIsDrawn();
  const shown = route.shown.value;
  const isOnPage = isPlain && shown !== null && ON_PLAIN_PAGE.has(shown.panel);
  useLayoutEffect(() => {
    if (isOnPage) document.getElementById(`plain-${shown.panel}`)?.focus();
  }, [shown]);
  if (settings.now.value.easy) return <EasyHall />;
  return (
    <div class={`hall ${isPlain ? "is-plain" : "is-drawn"} ${shown && !isOnPage ? "has-panel" : ""}`}>
      <a class="skip" href="#main">
        {words.say("skip-to-content")}
      </a>
      <Bar />
      <CalledBanner />
      <main id="main" tabIndex={-1}>
        {isPlain ? <PlainPage /> : <WorldRegion />}
        {!isPlain && <ServicesButton />}
        {shown && !isOnPage && (
          <Panel>
            <PanelBody shown={shown} />
          </Panel>
        )}
      </main>
    </div>
  );
}

function isWide(): boolean {
  return window.innerWidth > WIDE_REM * Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
}

/** A talk that begins opens its page, once: the person was called for it. Whoever is writing something else is offered it instead. */
function useTalk(): void {
  const { model, route, news } = useApp();
  const ticket = model.talking.value;
  const talk = ticket?.case ?? null;
  useEffect(() => {
    if (ticket === null || talk === null || route.shown.peek()?.id === talk) return;
    const facts = { case: talk, ticket: ticket.id, number: ticket.number };
    if (isWriting()) news.tell({ about: `case/${talk}`, word: "news-talk", facts });
    else route.open("case", talk);
  }, [talk]);
}

/** The button to the services, while nothing else is going on. On a wide screen their panel opens at once, beside the world. */
function ServicesButton(): JSX.Element | null {
  const { words, route, model } = useApp();
  const isBusy = route.shown.value !== null || model.tickets.value.length > 0;
  useEffect(() => {
    if (!isBusy && isWide()) route.open("counters");
  }, []);
  if (isBusy) return null;
  return (
    <div class="ask">
      <Button kind="primary" size="large" onClick={() => route.open("counters")}>
        {words.say("hall-ask")}
      </Button>
    </div>
  );
}
