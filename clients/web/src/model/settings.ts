// How this person wants to see and hear the office. Kept on the device, for all offices; taken at first from what the system asks for.
import { type Signal, signal } from "@preact/signals";
import type { Memory } from "./memory";
import { keptSettings, type Served, type Settings, type SystemPreferences, within } from "./preferences";

export class SettingsModel {
  /** As this office can have them: in a language that it serves (SPEC O6). */
  readonly now: Signal<Settings>;
  private kept: Settings;

  constructor(
    private readonly memory: Memory,
    preferences: SystemPreferences,
    readonly languages: Served,
  ) {
    this.kept = keptSettings(memory, preferences, languages);
    this.now = signal(within(languages, this.kept));
  }

  change(part: Partial<Settings>): void {
    this.kept = { ...this.kept, ...part };
    this.now.value = within(this.languages, this.kept);
    this.memory.save("settings", this.kept);
  }
}
