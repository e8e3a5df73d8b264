// Textures of cards, shared by all that say the same: "and 3 more" is drawn once for the whole place. What nobody shows any more is
// kept for a while, so that a crowd that shifts does not draw the same cards again and again; the oldest go first.
import type { Texture } from "pixi.js";
import type { Card } from "./cards";

/** So many cards are kept that nobody shows now. */
const SPARE_MAX = 48;

interface Kept {
  readonly card: Card;
  users: number;
}

export class CardStore {
  private readonly kept = new Map<string, Kept>();
  /** The keys of the cards that nobody shows, the longest unused first. */
  private readonly spare = new Set<string>();
  private edition = 0;

  constructor(private readonly free: (texture: Texture) => void) {}

  /** Return the card of that key, drawn by `draw` if it is not here, and the key to give it back by. */
  take(key: string, draw: () => Card): { readonly card: Card; readonly key: string } {
    const full = `${this.edition} ${key}`;
    const known = this.kept.get(full) ?? { card: draw(), users: 0 };
    this.kept.set(full, known);
    this.spare.delete(full);
    known.users += 1;
    return { card: known.card, key: full };
  }

  /** One who showed it shows it no more. */
  giveBack(key: string): void {
    const known = this.kept.get(key);
    if (known === undefined) return;
    known.users -= 1;
    if (known.users > 0) return;
    this.spare.add(key);
    if (this.spare.size > SPARE_MAX || !key.startsWith(`${this.edition} `)) this.drop(this.oldest(key));
  }

  /** From now on every card is drawn anew: the typeface or the way of drawing has changed. */
  renew(): void {
    this.edition += 1;
    for (const key of [...this.spare]) this.drop(key);
  }

  close(): void {
    for (const key of [...this.kept.keys()]) this.drop(key);
  }

  /** How many textures there are. */
  get size(): number {
    return this.kept.size;
  }

  private oldest(key: string): string {
    if (!key.startsWith(`${this.edition} `)) return key;
    return this.spare.values().next().value ?? key;
  }

  private drop(key: string): void {
    const known = this.kept.get(key);
    this.kept.delete(key);
    this.spare.delete(key);
    if (known !== undefined) this.free(known.card.texture);
  }
}
