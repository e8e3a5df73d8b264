// The client's end of the reliable lane: what was seen, and when to acknowledge it (SPEC W9, S4). Pure.
import { ACK_EVERY_MESSAGES } from "../protocol/generated";

/** What to do with a numbered message. */
export type Verdict = "take" | "seen_before" | "gap";

export class Lane {
  seen = 0;
  private acknowledged = 0;

  /** A fresh session begins; its numbering goes on after `seen`. */
  restart(seen: number): void {
    this.seen = seen;
    this.acknowledged = seen;
  }

  /** Judge a message's number and remember it. After `gap` the session cannot be resumed: ask for a fresh state. */
  receive(sequence: number): Verdict {
    if (sequence <= this.seen) return "seen_before";
    if (sequence !== this.seen + 1) return "gap";
    this.seen = sequence;
    return "take";
  }

  /** The number to acknowledge now, or null. `idle`: nothing came for a while. */
  due(idle: boolean): number | null {
    const open = this.seen - this.acknowledged;
    if (open === 0 || (!idle && open < ACK_EVERY_MESSAGES)) return null;
    this.acknowledged = this.seen;
    return this.seen;
  }
}
