// How this person wants to see and hear the office. Kept on the device; taken at first from what the system asks for.
import { type Signal, signal } from "@preact/signals";
import { isMap, type Memory } from "./memory";

export type Language = "ko" | "en";
export type TextSize = "normal" | "large" | "largest";

export interface Settings {
  readonly language: Language;
  readonly easy: boolean;
  readonly textSize: TextSize;
  readonly contrast: boolean;
  readonly stillness: boolean;
  readonly lowData: boolean;
  readonly plain: boolean;
  readonly sound: boolean;
}

/** What the system says about the person's preferences. */
export interface Leanings {
  readonly languages: readonly string[];
  readonly stillness: boolean;
  readonly contrast: boolean;
  readonly lowData: boolean;
}

export function settingsFrom(leanings: Leanings): Settings {
  return {
    language: leanings.languages.some((tag) => tag.startsWith("ko")) || leanings.languages.length === 0 ? "ko" : "en",
    easy: false,
    textSize: "normal",
    contrast: leanings.contrast,
    stillness: leanings.stillness,
    lowData: leanings.lowData,
    plain: false,
    sound: true,
  };
}

export class SettingsModel {
  readonly now: Signal<Settings>;

  constructor(
    private readonly memory: Memory,
    leanings: Leanings,
  ) {
    this.now = signal({ ...settingsFrom(leanings), ...memory.load("settings", {}, isMap) } as Settings);
  }

  change(part: Partial<Settings>): void {
    this.now.value = { ...this.now.value, ...part };
    this.memory.save("settings", this.now.value);
  }
}
