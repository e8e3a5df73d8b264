// What the page says, in the person's language. Fluent messages by key; knows no model and no page.
import { FluentBundle, FluentResource, type FluentVariable } from "@fluent/bundle";
import { type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { Words } from "../protocol/generated";

export type Language = "ko" | "en";
export type SayFunction = (key: string, about?: Record<string, FluentVariable>) => string;

/** The first and the last day (year-month-day) that may be today at the office. */
export interface OfficeDay {
  readonly first: string;
  readonly last: string;
}

const DAY_MS = 86_400_000;
const LOCALES: Readonly<Record<Language, string>> = { ko: "ko-KR", en: "en-GB" };
/** Where the words of each language are loaded from: Fluent messages. */
export type WordSources = Readonly<Record<Language, () => Promise<{ default: string }>>>;
const SOURCES: WordSources = {
  ko: () => import("./ko"),
  en: () => import("./en"),
};

export function bundleOf(language: Language, source: string): FluentBundle {
  const bundle = new FluentBundle(LOCALES[language], { useIsolating: false });
  const faults = bundle.addResource(new FluentResource(source));
  if (faults.length > 0) throw faults[0];
  return bundle;
}

/** Before the key of a word as officers read it: Korean has two registers, 해요체 for citizens and 합니다체 for the desk, and some words of either side are true for it alone. */
export const AT_DESK = "at-desk-";

const HALVES = { am: "오전", pm: "오후", midnight: "밤", noon: "낮" } as const;

/** Return what half of the day it is as people say it: 오후 12시 is taken for noon and for midnight. */
function koreanHalf(half: string, hour: string): string {
  const isMorning = /오전|AM/.test(half);
  if (hour === "12") return isMorning ? HALVES.midnight : HALVES.noon;
  return isMorning ? HALVES.am : HALVES.pm;
}

/** In Korean a full hour is said without its minutes, and the weekday stands close to its day: 11월 30일(월) 낮 12시. */
function sayInstant(instant: Date, locale: string, options: Intl.DateTimeFormatOptions): string {
  const parts = new Intl.DateTimeFormat(locale, options).formatToParts(instant);
  const [hour, minute] = (["hour", "minute"] as const).map((name) => parts.find(({ type }) => type === name)?.value);
  const said = parts
    .map((part) => (part.type === "dayPeriod" ? koreanHalf(part.value, hour ?? "") : part.value))
    .join("");
  return locale === LOCALES.ko ? said.replace(" (", "(").replace(`${hour}:${minute}`, koreanTime(hour, minute)) : said;
}

function koreanTime(hour = "", minute = ""): string {
  return minute === "00" ? `${hour}시` : `${hour}:${minute}`;
}

/** The words of one language at a time; `say` and `both` follow it by signal. */
export class PageWords {
  private readonly bundle: Signal<FluentBundle | null> = signal(null);
  private readonly isOfficer: Signal<ReadonlySignal<boolean> | null> = signal(null);
  private readonly sources: WordSources[] = [SOURCES];
  private readonly loaded = new Map<Language, { sources: number; bundle: FluentBundle }>();
  readonly language: Signal<Language> = signal("ko");
  /** The office's time zone by its IANA name; until it is known, this device's. */
  private readonly zone: Signal<string | undefined> = signal(undefined);

  /** Speak `language` from now on. Until its words are here the page goes on in the one before. */
  async speak(language: Language): Promise<void> {
    this.bundle.value = await this.load(language);
    this.language.value = language;
    if (typeof document !== "undefined") document.documentElement.lang = language;
  }

  /** Know these words too from the end of the promise on, in every language. Rejects when they cannot be loaded. */
  async add(more: WordSources): Promise<void> {
    if (!this.sources.includes(more)) this.sources.push(more);
    const language = this.language.value;
    const bundle = await this.load(language);
    if (this.language.value === language) this.bundle.value = bundle;
  }

  private async load(language: Language): Promise<FluentBundle> {
    let known = this.loaded.get(language);
    while (known?.sources !== this.sources.length) {
      const asked = [...this.sources];
      const texts = await Promise.all(asked.map((source) => source[language]()));
      known = { sources: asked.length, bundle: bundleOf(language, texts.map((text) => text.default).join("\n")) };
    }
    this.loaded.set(language, known);
    return known.bundle;
  }

  /** From now on speak as at a desk whenever `isOfficer`: a word that has another form there is said in that form. */
  speakTo(isOfficer: ReadonlySignal<boolean>): void {
    this.isOfficer.value = isOfficer;
  }

  /** Return the message `key`; a key without words shows itself, a test keeps that from happening. */
  readonly say: SayFunction = (key, about) => {
    const bundle = this.bundle.value;
    const own = this.isOfficer.value?.value ? bundle?.getMessage(`${AT_DESK}${key}`)?.value : null;
    const pattern = own ?? bundle?.getMessage(key)?.value;
    return bundle && pattern ? bundle.formatPattern(pattern, about ?? null, []) : key;
  };

  /** Return `key` when there are words for it, otherwise the words of `fallback`. For open lists of codes. */
  readonly sayOr = (key: string, fallback: string): string => this.say(this.has(key) ? key : fallback);

  /** Return whether there are words for `key`. */
  readonly has = (key: string): boolean => this.bundle.value?.hasMessage(key) ?? false;

  /** Return the office's own words in the person's language. */
  readonly both = (words: Words | null | undefined): string => words?.[this.language.value] ?? "";

  /** Tell times by the office's clock from now on; a zone that this device does not know changes nothing. */
  keepTimeOf(zone: string): void {
    try {
      new Intl.DateTimeFormat("en", { timeZone: zone });
      this.zone.value = zone;
    } catch {
      this.zone.value = undefined;
    }
  }

  /** Return an instant (unix seconds) as a time of day. */
  readonly time = (at: number): string => this.format(at, { hour: "numeric", minute: "2-digit" });

  /** Return an instant (unix seconds) as shortly as it is clear: of today, the time of day alone. */
  readonly when = (at: number): string => {
    const date = new Intl.DateTimeFormat("en", { timeZone: this.zone.value });
    const isToday = date.format(at * 1_000) === date.format(Date.now());
    return isToday ? this.time(at) : this.day(at);
  };

  /** Return an instant (unix seconds) as a date with time. */
  readonly day = (at: number): string =>
    this.format(at, { month: "long", day: "numeric", weekday: "short", hour: "numeric", minute: "2-digit" });

  /** Return a day of the calendar (year-month-day) in words; empty when it is none. */
  readonly date = (iso: string): string => {
    const at = Date.parse(iso);
    const locale = LOCALES[this.language.value];
    return Number.isNaN(at) ? "" : new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" }).format(at);
  };

  /** Return between which days the office's day lies at an instant (unix ms) of this device, whose clock may be off by a day. */
  readonly officeDay = (atMs: number): OfficeDay => ({
    first: this.dayAt(atMs - DAY_MS),
    last: this.dayAt(atMs + DAY_MS),
  });

  private dayAt(atMs: number): string {
    const options = { year: "numeric", month: "2-digit", day: "2-digit" } as const;
    const parts = new Intl.DateTimeFormat("en", { ...options, timeZone: this.zone.value }).formatToParts(atMs);
    return (["year", "month", "day"] as const)
      .map((part) => parts.find(({ type }) => type === part)?.value ?? "")
      .join("-");
  }

  /** By the office's clock (SPEC T12); where this device's clock shows something else, with the name of the zone. */
  private format(at: number, options: Intl.DateTimeFormatOptions): string {
    const said = (more: Intl.DateTimeFormatOptions) =>
      sayInstant(new Date(at * 1_000), LOCALES[this.language.value], { ...options, ...more });
    const timeZone = this.zone.value;
    const official = said({ timeZone });
    return official === said({}) ? official : said({ timeZone, timeZoneName: "shortGeneric" });
  }
}
