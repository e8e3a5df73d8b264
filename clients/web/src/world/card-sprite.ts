// A sprite that shows a card. The card is drawn anew only when what is on it changes. Positions are screen px.
import { type Container, Sprite, Texture } from "pixi.js";
import { discard } from "./canvas-texture";
import { type Card, RIM } from "./cards";

export class CardSprite {
  readonly sprite = new Sprite();
  private shownKey: string | null = null;
  width = 0;
  height = 0;

  constructor(layer: Container) {
    layer.addChild(this.sprite);
  }

  /** Show the card that `draw` makes. `key` names what is on it: the same key is not drawn again. */
  show(key: string, draw: () => Card): void {
    if (this.shownKey === key) return;
    const before = this.sprite.texture;
    const { texture, width, height } = draw();
    Object.assign(this, { shownKey: key, width, height });
    this.sprite.texture = texture;
    discard(before);
  }

  /** Draw it again next time: the typeface or the way of drawing has changed. */
  forget(): void {
    this.shownKey = null;
  }

  /** Put the card's upper left corner there, on whole device px so that words stay sharp. */
  put(left: number, top: number, resolution: number): void {
    const onPixel = (at: number) => Math.round(at * resolution) / resolution;
    this.sprite.position.set(onPixel(left - RIM), onPixel(top - RIM));
  }

  destroy(): void {
    discard(this.sprite.texture);
    this.sprite.texture = Texture.EMPTY;
    this.sprite.destroy();
  }
}
