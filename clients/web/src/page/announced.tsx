// What the office announces, at the gate and in the hall, and a line that gives no new numbers. Loaded when there is something to say.
import "./styles/announced.css";
import { type Signal, useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { OFFICE_PATH } from "../office-path";
import type { Announcement, ServiceLine } from "../protocol/generated";
import { sayClosed } from "../words/wait";
import type { Language } from "../words/words";
import { boardOf, type GateBoard as Told } from "./announced-board";
import { useApp } from "./context";

const AGAIN_MS = 60_000;

/** The text to show to who reads `language`, and in which language it is: where one is missing, it is the other. */
export function textOf({ ko = "", en = "" }: Announcement, language: Language): { text: string; lang: Language } {
  const own = language === "ko" ? ko : en;
  if (own !== "") return { text: own, lang: language };
  return language === "ko" ? { text: en, lang: "en" } : { text: ko, lang: "ko" };
}

export function AnnouncedList(): JSX.Element | null {
  const { model } = useApp();
  return <List announcements={model.office.value?.announcements ?? []} services={model.services.value} />;
}

interface ListProps {
  readonly announcements: readonly Announcement[];
  readonly services: ReadonlyMap<string, ServiceLine>;
}

function List({ announcements, services }: ListProps): JSX.Element | null {
  const { words } = useApp();
  if (announcements.length === 0) return null;
  return (
    <section class="service announced" aria-label={words.say("announced")}>
      {announcements.map((one) => (
        <Item key={one.id} one={one} service={words.both(services.get(one.service ?? "")?.title)} />
      ))}
    </section>
  );
}

function Item({ one, service }: { one: Announcement; service: string }): JSX.Element {
  const { words } = useApp();
  const { text, lang } = textOf(one, words.language.value);
  return (
    <div>
      <p class="wait">
        <span>{words.say(`announced-${one.kind}`)}</span>
        {service && <span>{service}</span>}
        <span class="wait-range">{words.say("announced-until", { time: words.when(one.until) })}</span>
      </p>
      <p class="announced-text" lang={lang}>
        {text}
      </p>
    </div>
  );
}

/** Each announcement is told once as news; what holds no longer is news no longer (SPEC T25). */
export function AnnouncedNews(): null {
  const { model, news, words } = useApp();
  const told = useSignal<ReadonlySet<string>>(new Set());
  const announcements = model.office.value?.announcements ?? [];
  useEffect(() => {
    const known = told.peek();
    told.value = new Set(announcements.map(keyOf));
    for (const one of announcements.filter((each) => !known.has(keyOf(each))).reverse()) {
      const facts = textOf(one, words.language.peek());
      news.tell({ about: `announcement/${one.id}`, word: "announced-news", facts });
    }
    const holding = new Set(announcements.map(({ id }) => `announcement/${id}`));
    const isOver = (about: string) => about.startsWith("announcement/") && !holding.has(about);
    for (const item of news.items.peek().filter(({ about }) => isOver(about))) news.dismiss(item);
  }, [announcements]);
  return null;
}

function keyOf({ id, kind, ko = "", en = "" }: Announcement): string {
  return [id, kind, ko, en].join("/");
}

/** What newcomers read before they come in: what is announced, and when an office that is closed opens. */
export function GateBoard(): JSX.Element | null {
  const { words } = useApp();
  const board: Signal<Told | null> = useSignal(null);
  useEffect(() => {
    const look = async () => {
      const told = await asked();
      if (told === null) return;
      words.keepTimeOf(told.zone);
      board.value = told;
    };
    void look();
    const timer = setInterval(() => void look(), AGAIN_MS);
    return () => clearInterval(timer);
  }, []);
  if (board.value === null) return null;
  const { announcements, services, closed } = board.value;
  return (
    <div class="gate-board" role="status">
      {closed && <p class="hint">{sayClosed(closed, words)}</p>}
      <List announcements={announcements} services={services} />
    </div>
  );
}

async function asked(): Promise<Told | null> {
  try {
    const response = await fetch(`${OFFICE_PATH}/api/board`, { cache: "no-cache" });
    return response.ok ? boardOf(await response.json()) : null;
  } catch {
    return null; // the gate is whole without it
  }
}

/** That this service gives no new numbers, and when it does again (SPEC T26). */
export function LineClosed({ service: { opens } }: { service: ServiceLine }): JSX.Element {
  const { say, when } = useApp().words;
  return (
    <p class="hint">
      {opens == null ? say("service-line-closed") : say("service-line-closed-until", { time: when(opens) })}
    </p>
  );
}
