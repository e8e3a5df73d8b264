// What the page says, in the person's language. Fluent messages by key; knows no model and no page.
import { FluentBundle, FluentResource, type FluentVariable } from "@fluent/bundle";
import { type Signal, signal } from "@preact/signals";
import type { Words as BothLanguages } from "../protocol/generated";

export type Language = "ko" | "en";
export type Say = (key: string, about?: Record<string, FluentVariable>) => string;

const LOCALES: Readonly<Record<Language, string>> = { ko: "ko-KR", en: "en-GB" };
const SOURCES: Readonly<Record<Language, () => Promise<{ default: string }>>> = {
  ko: () => import("./ko"),
  en: () => import("./en"),
};

export function bundleOf(language: Language, source: string): FluentBundle {
  const bundle = new FluentBundle(LOCALES[language], { useIsolating: false });
  const faults = bundle.addResource(new FluentResource(source));
  if (faults.length > 0) throw faults[0];
  return bundle;
}

/** The words of one language at a time; `say` and `both` follow it by signal. */
export class Words {
  private readonly bundle: Signal<FluentBundle | null> = signal(null);
  private readonly loaded = new Map<Language, FluentBundle>();
  readonly language: Signal<Language> = signal("ko");

  /** Speak `language` from now on. Until its words are here the page goes on in the one before. */
  async speak(language: Language): Promise<void> {
    const bundle = this.loaded.get(language) ?? bundleOf(language, (await SOURCES[language]()).default);
    this.loaded.set(language, bundle);
    this.bundle.value = bundle;
    this.language.value = language;
    if (typeof document !== "undefined") document.documentElement.lang = language;
  }

  /** Return the message `key`; a key without words shows itself, a test keeps that from happening. */
  readonly say: Say = (key, about) => {
    const bundle = this.bundle.value;
    const pattern = bundle?.getMessage(key)?.value;
    return bundle && pattern ? bundle.formatPattern(pattern, about ?? null, []) : key;
  };

  /** Return `key` when there are words for it, otherwise the words of `fallback`. For open lists of codes. */
  readonly sayOr = (key: string, fallback: string): string =>
    this.say(this.bundle.value?.hasMessage(key) ? key : fallback);

  /** Return the office's own words in the person's language. */
  readonly both = (words: BothLanguages | null | undefined): string => words?.[this.language.value] ?? "";

  /** Return an instant (unix seconds) as a time of day. */
  readonly time = (at: number): string => this.format(at, { hour: "numeric", minute: "2-digit" });

  /** Return an instant (unix seconds) as shortly as it is clear: of today, the time of day alone. */
  readonly when = (at: number): string => {
    const isToday = new Date(at * 1_000).toDateString() === new Date().toDateString();
    return isToday ? this.time(at) : this.day(at);
  };

  /** Return an instant (unix seconds) as a date with time. */
  readonly day = (at: number): string =>
    this.format(at, { month: "long", day: "numeric", hour: "numeric", minute: "2-digit" });

  private format(at: number, options: Intl.DateTimeFormatOptions): string {
    return new Intl.DateTimeFormat(LOCALES[this.language.value], options).format(at * 1_000);
  }
}
