// Words said just now, each for as long as it takes to read them slowly. Knows no drawing; the clock is handed in.
import { type Signal, signal } from "@preact/signals";
import type { Said } from "../protocol/generated";
import type { Bubble } from "../world/world-api";

const SHOWN_MS_MIN = 5_000;
const SHOWN_MS_A_CHARACTER = 120;
const SHOWN_MS_MAX = 14_000;

export class BubblesModel {
  readonly now: Signal<readonly Bubble[]> = signal([]);

  constructor(private readonly clock: () => number) {}

  /** The newest words of one person replace the ones before. */
  said({ a: slot, text }: Said): void {
    const now = this.clock();
    const shownMs = Math.min(SHOWN_MS_MAX, SHOWN_MS_MIN + text.length * SHOWN_MS_A_CHARACTER);
    const others = this.now.value.filter((bubble) => bubble.slot !== slot && bubble.until > now);
    this.now.value = [...others, { slot, text, until: now + shownMs }];
  }
}
