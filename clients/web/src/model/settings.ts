// How this person wants to see and hear the office. Kept on the device; taken at first from what the system asks for.
import { type Signal, signal } from "@preact/signals";
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

export class SettingsModel {
  readonly now: Signal<Settings>;

  constructor(
    private readonly memory: Memory,
    preferences: SystemPreferences,
  ) {
    this.now = signal({ ...settingsFrom(preferences), ...memory.load("settings", {}, isMap) } as Settings);
  }

  change(part: Partial<Settings>): void {
    this.now.value = { ...this.now.value, ...part };
    this.memory.save("settings", this.now.value);
  }
}
