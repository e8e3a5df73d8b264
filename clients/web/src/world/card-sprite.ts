// A sprite that shows a card. The card comes from the store, where it is drawn only when nobody shows the same. Positions are screen px.
import { type Container, Sprite, Texture } from "pixi.js";
import type { CardStore } from "./card-store";
import { type Card, RIM } from "./cards";

export class CardSprite {
  readonly sprite = new Sprite();
  private shown = "";
  private storeKey: string | null = null;
  width = 0;
  height = 0;

  constructor(
    layer: Container,
    private readonly store: CardStore,
  ) {
    layer.addChild(this.sprite);
  }

  /** Show the card that `draw` makes. `key` names all that is on it: cards of one key look the same. */
  show(key: string, draw: () => Card): void {
    if (this.shown === key && this.storeKey !== null) return;
    const before = this.storeKey;
    const taken = this.store.take(key, draw);
    this.shown = key;
    this.storeKey = taken.key;
    this.width = taken.card.width;
    this.height = taken.card.height;
    this.sprite.texture = taken.card.texture;
    if (before !== null) this.store.giveBack(before);
  }

  /** Take it from the store again next time: the typeface or the way of drawing has changed. */
  forget(): void {
    this.shown = "";
  }

  /** Put the card's upper left corner there, on whole device px so that words stay sharp. */
  put(left: number, top: number, resolution: number): void {
    const x = Math.round((left - RIM) * resolution) / resolution;
    const y = Math.round((top - RIM) * resolution) / resolution;
    if (this.sprite.x !== x || this.sprite.y !== y) this.sprite.position.set(x, y);
  }

  destroy(): void {
    this.sprite.texture = Texture.EMPTY;
    if (this.storeKey !== null) this.store.giveBack(this.storeKey);
    this.storeKey = null;
    this.sprite.destroy();
  }
}
