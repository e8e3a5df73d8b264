// What has changed for this person and was not seen yet, each told once (SPEC T17). Knows messages and what this device remembers
// of what was seen; no element and no words.
import { type Signal, signal } from "@preact/signals";
import type { CaseEntry, CaseView, Entry, Notice, Queue } from "../protocol/generated";
import { isInLine } from "./line";
import { isMap, isText, type Memory } from "./memory";

export interface NewsItem {
  readonly key: number;
  /** What it is about: newer news about the same takes its place. */
  readonly about: string;
  /** The key of its words; `facts` go into them, and say where to look: `case`, `ticket`. */
  readonly word: string;
  readonly facts: Readonly<Record<string, string>>;
}

type CaseState = CaseView["state"];
/** A case as it was seen last: its state, how many documents, the number of the newest line that the other side wrote. */
type Seen = readonly [state: CaseState, documents: number, line: number];

/** Whether a case that comes into this state is news to its citizen: what they do themselves is none. */
export const IS_NEWS: Readonly<Record<CaseState, boolean>> = {
  draft: false,
  submitted: false,
  received: true,
  supplement_asked: true,
  extended: true,
  granted: true,
  refused: true, // the decision on cases alone
  delivered: false,
  withdrawn: false,
  closed: true,
};
/** Outcomes of a talk that the ticket's own news tells. */
const TOLD_BY_TICKET: ReadonlySet<string> = new Set(["transferred", "left", "talk_ended"]);
const ITEMS_MAX = 4;
const SEEN_MAX = 100;
const ENDS_MAX = 20;
const MISSED_OVER = "notice-missed_over";

export interface NewsView {
  /** Whether the case stands before the person's eyes now. */
  isInView(caseId: string): boolean;
  isOfficer(): boolean;
}

export class News {
  /** What waits to be looked at, the newest last. */
  readonly items: Signal<readonly NewsItem[]> = signal([]);
  /** What is to be said aloud, and sounds, now. */
  readonly latest: Signal<NewsItem | null> = signal(null);
  private key = 0;
  private readonly told = new Map<string, Seen>();
  private readonly newest = new Map<string, CaseView>();
  private known: ReadonlySet<string> | null = null;

  constructor(
    private readonly memory: Memory,
    private readonly view: NewsView,
  ) {}

  takeNotice({ code, about: facts = {} }: Notice): void {
    const word = `notice-${code}`;
    if (code === "finished" && this.view.isInView(facts.case ?? "")) return; // its own page says it
    if (word === MISSED_OVER && this.ends().includes(facts.ticket ?? "")) return; // closed by the person before
    this.tell({ about: aboutOf(word, facts), word, facts });
  }

  /** The ticket is called: what was told of it before is past. */
  takeCall(ticket: string): void {
    this.items.value = this.items.value.filter(({ facts }) => facts.ticket !== ticket);
  }

  takeCase(view: CaseView): void {
    if (view.helping != null) return; // it is news to whom it belongs
    this.newest.set(view.id, view);
    if (this.view.isOfficer()) return; // the queue tells it
    const known = this.told.get(view.id) ?? this.seen()[view.id];
    if (known === undefined || this.view.isInView(view.id)) return this.see(view);
    const word = newsOf(known, view);
    this.told.set(view.id, standingOf(view));
    if (word !== null) this.tellOfCase(view, word);
  }

  takeEntry({ case: id, entry }: CaseEntry): void {
    const view = this.newest.get(id);
    if (view === undefined || !isFromOther(entry, this.view.isOfficer())) return;
    const grown = { ...view, entries: [...(view.entries ?? []), entry] };
    this.newest.set(id, grown);
    if (this.view.isInView(id)) return this.see(grown);
    this.told.set(id, standingOf(grown));
    this.tellOfCase(grown, "news-message");
  }

  /** At a desk: say who and what has come since the queue before. The rows stay in sight, so nothing waits to be looked at. */
  takeQueue({ tickets, cases }: Queue): void {
    const line = tickets.filter(isInLine);
    const { known } = this;
    this.known = new Set([...line, ...cases].map(({ id }) => id));
    const isNew = ({ id }: { id: string }) => known !== null && !known.has(id);
    const ticket = line.find(isNew);
    const request = cases.find(isNew);
    if (ticket !== undefined) this.say({ about: "line", word: "news-line", facts: factsOf(ticket) });
    else if (request !== undefined) this.say({ about: "tray", word: "news-tray", facts: factsOf(request) });
  }

  /** The person has this case before their eyes. */
  see(view: CaseView): void {
    this.drop(({ facts }) => facts.case === view.id);
    if (this.view.isOfficer() || view.helping != null) return; // others' requests are remembered on no device
    this.told.delete(view.id);
    const { [view.id]: before, ...others } = this.seen();
    const entries = [...Object.entries(others), [view.id, standingOf(view)] as const];
    if (`${before}` !== `${standingOf(view)}`) this.memory.save("seen", Object.fromEntries(entries.slice(-SEEN_MAX)));
  }

  /** The person has read it, or goes to where it leads. */
  dismiss(item: NewsItem): void {
    const { ticket = "", case: id = "" } = item.facts;
    if (item.word === MISSED_OVER) this.memory.save("ends", [...this.ends(), ticket].slice(-ENDS_MAX));
    const view = this.newest.get(id);
    if (view !== undefined) this.see(view);
    this.drop(({ key }) => key === item.key);
  }

  /** Somebody else may come in on this device. */
  forget(): void {
    this.items.value = [];
    this.latest.value = null;
    this.known = null;
    this.told.clear();
    this.newest.clear();
  }

  /** Tell something: it stays until it is seen, and a newer one about the same takes its place. */
  tell(told: Omit<NewsItem, "key">): void {
    const item = this.say(told);
    const others = this.items.value.filter(({ about }) => about !== told.about);
    this.items.value = [...others, item].slice(-ITEMS_MAX);
  }

  private tellOfCase(view: CaseView, word: string): void {
    const facts = { ...factsOf(view), case: view.id };
    this.tell({ about: `case/${view.id}`, word, facts });
  }

  private say(told: Omit<NewsItem, "key">): NewsItem {
    this.key += 1;
    const item = { ...told, key: this.key };
    this.latest.value = item;
    return item;
  }

  private drop(isPast: (item: NewsItem) => boolean): void {
    if (this.items.value.some(isPast)) this.items.value = this.items.value.filter((item) => !isPast(item));
  }

  private seen(): Readonly<Record<string, Seen>> {
    return this.memory.load("seen", {}, isSeen);
  }

  private ends(): readonly string[] {
    return this.memory.load("ends", [], areTexts);
  }
}

/** Return the word for what is new in a case since it was known, or null. */
function newsOf([state, documents, line]: Seen, view: CaseView): string | null {
  const now = standingOf(view);
  if (now[1] > documents) return "news-document";
  if (now[0] !== state && isTold(state, view)) return `news-case-${view.state}`;
  return now[2] > line ? "news-message" : null;
}

function isTold(before: CaseState, { state, outcome }: CaseView): boolean {
  if (state === "received") return before === "submitted"; // otherwise it followed what the citizen did at once
  return IS_NEWS[state] && !TOLD_BY_TICKET.has(outcome ?? "");
}

function standingOf({ state, documents = [], entries = [] }: CaseView): Seen {
  const line = entries.findLast((entry) => isFromOther(entry, false))?.n ?? 0;
  return [state, documents.length, line];
}

function isFromOther({ by, code, party }: Entry, isOfficer: boolean): boolean {
  return !code && (by === (isOfficer ? "citizen" : "officer") || party != null);
}

function factsOf({ number, service }: { number: string; service: string }): Record<string, string> {
  return { number, service };
}

function aboutOf(word: string, { case: id, ticket, number, bell, inquiry }: Readonly<Record<string, string>>): string {
  if (word === "notice-finished" && id !== undefined) return `case/${id}`;
  if (bell !== undefined) return `bell/${bell}`;
  if (inquiry !== undefined) return `inquiry/${inquiry}`;
  return ticket === undefined ? `${word}/${number}` : `ticket/${ticket}`;
}

const isSeen = (value: unknown): value is Record<string, Seen> =>
  isMap(value) && Object.values(value).every((seen) => Array.isArray(seen) && seen.length === 3);
const areTexts = (value: unknown): value is string[] => Array.isArray(value) && value.every(isText);
