// What has changed and was not seen yet: short words that stay until they are closed or followed, with a soft sound (SPEC T17).
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import type { NewsItem } from "../model/news";
import { sayDuration } from "../words/wait";
import { type App, useApp } from "./context";
import { Button } from "./controls";
import { Icon } from "./icons";
import { isInputMethodKey } from "./keys";
import { OthersWordsPart } from "./late-others";
import { AppointmentActionPart, BellActionPart, ConductPart, InquiryActionPart } from "./late-parts";

export function Notices(): JSX.Element | null {
  const { news } = useApp();
  useSoftSound();
  return news.items.value.length === 0 ? null : <Cards items={news.items.value} />;
}

/** Where a screen has room for few lines, a button stands for the cards until it is pressed; the style sheets know where that is. */
function Cards({ items }: { items: readonly NewsItem[] }): JSX.Element {
  const { words } = useApp();
  const isOpen = useSignal(false);
  const fold = (event: KeyboardEvent) => {
    if (event.key === "Escape" && !isInputMethodKey(event)) isOpen.value = false;
  };
  return (
    <section class={`notices ${isOpen.value ? "is-open" : ""}`} aria-label={words.say("notices")} onKeyDown={fold}>
      <button
        type="button"
        class="notices-fold"
        aria-expanded={isOpen.value}
        onClick={() => (isOpen.value = !isOpen.value)}
      >
        <Icon name="bell" />
        <span aria-hidden="true">{items.length}</span>
        <span class="hidden">{words.say("news-count", { count: items.length })}</span>
      </button>
      <div class="notices-cards">
        {items.map((item) => (
          <OneNotice key={item.key} item={item} />
        ))}
      </div>
    </section>
  );
}

function OneNotice({ item }: { item: NewsItem }): JSX.Element {
  const app = useApp();
  const { news, route, words } = app;
  const { case: id, ticket } = item.facts;
  const look = () => {
    news.dismiss(item);
    if (id !== undefined) route.open("case", id);
    else route.open("ticket");
  };
  return (
    <div class="notice">
      <p lang={item.facts.lang}>{sayNews(app, item)}</p>
      {item.facts.appointment !== undefined && <AppointmentActionPart item={item} />}
      {item.facts.inquiry !== undefined && <InquiryActionPart item={item} />}
      {item.facts.reason !== undefined && <ConductPart />}
      {(item.facts.report ?? item.facts.bar) !== undefined && <OthersWordsPart />}
      {item.facts.bell !== undefined && <BellActionPart item={item} />}
      {(id !== undefined || app.model.tickets.value.some((mine) => mine.id === ticket)) && (
        <Button onClick={look}>{words.say("news-look")}</Button>
      )}
      <button type="button" class="icon-button" onClick={() => news.dismiss(item)}>
        <Icon name="close" />
        <span>{words.say("news-close")}</span>
      </button>
    </div>
  );
}

/** What is new, in a sentence; a kind of a later version is told without its words. */
export function sayNews({ words, model }: App, { word, facts }: NewsItem): string {
  const service = words.both(model.services.value.get(facts.service ?? "")?.title);
  const counter = words.both(model.counters.value.find(({ id }) => id === facts.counter)?.title);
  const time = facts.at === undefined ? "" : words.when(Number(facts.at));
  const opensLater = Number(facts.opens ?? 0) * 1_000 > Date.now(); // who reads it after that finds the service open
  const opens = opensLater ? words.when(Number(facts.opens)) : "";
  const away = facts.minutes === undefined ? "" : sayDuration(Number(facts.minutes), words.say);
  const key = opensLater ? `${word}-opens` : word;
  return words.say(words.has(key) ? key : "notice-other", { ...facts, service, counter, time, opens, away });
}

/** How many news lead to the requests: a badge on the button to them, said with its name. */
export function NewsBadge(): JSX.Element | null {
  const { news, words } = useApp();
  const count = news.items.value.filter(({ facts }) => facts.case !== undefined).length;
  if (count === 0) return null;
  return (
    <span class="badge">
      <span aria-hidden="true">{count}</span>
      <span class="hidden"> {words.say("news-count", { count })}</span>
    </span>
  );
}

function useSoftSound(): void {
  const { news, sound, settings } = useApp();
  const latest = news.latest.value;
  useEffect(() => {
    if (latest !== null && settings.now.peek().sound) sound.note();
  }, [latest]);
}
