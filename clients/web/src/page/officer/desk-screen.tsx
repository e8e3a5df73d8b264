// An officer's desk: the person being served, the line, the tray of cases. The hall is one button away.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { BarButtons } from "../bar";
import { useApp } from "../context";
import { Button, RejectionWords } from "../controls";
import { useCovered } from "../covered";
import { useIsDrawn } from "../drawn";
import { Panel } from "../panel";
import { PanelBody } from "../panel-body";
import { WorldRegion } from "../world-region";
import { Alarms } from "./alarms";
import { DeskCase } from "./desk-case";
import { DeskStatus } from "./desk-status";
import { LeftMessages } from "./inquiries";
import { comesBack } from "./openid";
import { ExpectedToday, Overdue, Tray, WaitingLine } from "./queue";
import { ReportsWaiting } from "./reports";
import { Ringing } from "./ringing";

const SUPERVISORS = [
  { panel: "supervision", icon: "counters" },
  { panel: "servers", icon: "servers" },
  { panel: "audit", icon: "cases" },
  { panel: "accounts", icon: "key" },
] as const;
const REPORTS = { panel: "reports", icon: "people" } as const;
const FIND = { panel: "find", icon: "find" } as const;
const ANNOUNCEMENTS = { panel: "announcements", icon: "bell" } as const;

export function DeskScreen(): JSX.Element {
  const { words, route } = useApp();
  const isDrawn = useIsDrawn();
  const seesHall = useSignal(false);
  useCovered();
  useEffect(() => {
    if (comesBack(location.search) !== null) route.open("account"); // the account was to be linked with another
  }, []);
  return (
    <div class={`hall is-desk ${route.shown.value && route.shown.value.panel !== "case" ? "has-panel" : ""}`}>
      <a class="skip" href="#main">
        {words.say("skip-to-content")}
      </a>
      <DeskBar seesHall={seesHall.value} toggle={isDrawn ? () => (seesHall.value = !seesHall.value) : null} />
      <Alarms />
      <main id="main" tabIndex={-1}>
        {seesHall.value && isDrawn ? <WorldRegion /> : <DeskBody />}
        {route.shown.value && route.shown.value.panel !== "case" && (
          <Panel>
            <PanelBody shown={route.shown.value} />
          </Panel>
        )}
      </main>
    </div>
  );
}

function DeskBar({ seesHall, toggle }: { seesHall: boolean; toggle: (() => void) | null }): JSX.Element {
  const { model, words } = useApp();
  const supervises = model.me.value?.role === "supervisor";
  return (
    <header class="bar">
      <div class="where">
        <span class="where-place">{model.me.value?.name}</span>
        <h1 class="where-area">{words.say("desk")}</h1>
      </div>
      {toggle && (
        <Button icon={seesHall ? "desk" : "world"} onClick={toggle}>
          {words.say(seesHall ? "desk-show" : "world-show")}
        </Button>
      )}
      <BarButtons
        items={[
          { panel: "chat", icon: "chat" },
          { panel: "people", icon: "people" },
          ...(model.features.value.includes("case_desk") ? [FIND] : []),
          ...(supervises && model.features.value.includes("announcements") ? [ANNOUNCEMENTS] : []),
          ...(supervises && model.features.value.includes("reports") ? [REPORTS] : []),
          ...(supervises ? SUPERVISORS : []),
          { panel: "help", icon: "help" },
          { panel: "settings", icon: "settings" },
        ]}
      />
    </header>
  );
}

function DeskBody(): JSX.Element {
  const { words, actions } = useApp();
  return (
    <div class="desk">
      <section class="card desk-line" aria-labelledby="desk-line" tabIndex={0}>
        <Ringing />
        <h2 id="desk-line">{words.say("desk-line")}</h2>
        <WaitingLine />
        <LeftMessages />
        <ReportsWaiting />
        <ExpectedToday />
        <Overdue />
        <h2 id="desk-tray">{words.say("desk-tray")}</h2>
        <Tray />
      </section>
      <div class="desk-middle">
        <section class="card desk-now" aria-labelledby="desk-mine">
          <DeskStatus />
          <RejectionWords of={actions.pending("desk")} />
        </section>
        <DeskCase />
      </div>
    </div>
  );
}
