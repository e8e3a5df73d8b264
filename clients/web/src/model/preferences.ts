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

export function settingsFrom(preferences: SystemPreferences): Settings {
  return {
    language:
      preferences.languages.some((tag) => tag.startsWith("ko")) || preferences.languages.length === 0 ? "ko" : "en",
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
export function keptSettings(memory: Memory, preferences: SystemPreferences): Settings {
  return { ...settingsFrom(preferences), ...memory.load("settings", {}, isMap) };
}
