// How this person wants to see and hear the office. Kept on the device; taken at first from what the system asks for.
import { type Signal, signal } from "@preact/signals";
import type { Memory } from "./memory";
import { keptSettings, type Settings, type SystemPreferences } from "./preferences";

export class SettingsModel {
  readonly now: Signal<Settings>;

  constructor(
    private readonly memory: Memory,
    preferences: SystemPreferences,
  ) {
    this.now = signal(keptSettings(memory, preferences));
  }

  change(part: Partial<Settings>): void {
    this.now.value = { ...this.now.value, ...part };
    this.memory.save("settings", this.now.value);
  }
}
