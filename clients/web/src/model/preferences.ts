// What a person may choose of how the page looks and sounds, and what the system says of it. Pure: the first script reads it, too.
import type { Language } from "../words/words";
import { isMap, type Memory } from "./memory";

export type TextSize = "normal" | "large" | "largest";

/** What the page looks like: as the system asks for, or as the person chose. */
export type Theme = "system" | "light" | "dark";

export interface Settings {
  readonly language: Language;
  readonly easy: boolean;
  readonly textSize: TextSize;
  readonly theme: Theme;
  readonly contrast: boolean;
  readonly stillness: boolean;
  readonly lowData: boolean;
  readonly plain: boolean;
  readonly sound: boolean;
}

/** What the system says about the person's preferences. */
export interface SystemPreferences {
  readonly languages: readonly string[];
  readonly stillness: boolean;
  readonly contrast: boolean;
  readonly lowData: boolean;
}

/** The languages of an office, the one first in which it begins: never none. */
export type Served = readonly [Language, ...Language[]];

const BOTH: Served = ["ko", "en"];

/** The languages that the office's site names (SPEC O6); both where it names none. */
export function servedLanguages(site: unknown): Served {
  const named = isMap(site) && Array.isArray(site.languages) ? site.languages : [];
  const [first, ...others] = named.filter((language): language is Language => BOTH.includes(language));
  return first === undefined ? BOTH : [first, ...others];
}

/** The same settings in a language that is served. */
export function within(served: Served, settings: Settings): Settings {
  return served.includes(settings.language) ? settings : { ...settings, language: served[0] };
}

export function settingsFrom(preferences: SystemPreferences, served: Served = BOTH): Settings {
  const { languages } = preferences;
  const read = languages.some((tag) => tag.startsWith("ko")) ? "ko" : "en";
  return {
    language: languages.length === 0 ? served[0] : read,
    easy: false,
    textSize: "normal",
    theme: "system",
    contrast: preferences.contrast,
    stillness: preferences.stillness,
    lowData: preferences.lowData,
    plain: false,
    sound: true,
  };
}

/** Return what was chosen on this device, before what the system asks for. */
export function keptSettings(memory: Memory, preferences: SystemPreferences, served?: Served): Settings {
  return { ...settingsFrom(preferences, served), ...memory.load("settings", {}, isMap) };
}
