// The layer of all that stands, depth-sorted: things and people in one order, by their foot. Sorted anew only when somebody passes
// somebody.
import type { Container, Sprite } from "pixi.js";
import { type Standing, sortByFoot } from "./depth";

export class DepthSprite implements Standing {
  footY = 0;

  constructor(
    readonly sprite: Sprite,
    readonly order: number,
  ) {}
}

export class DepthLayer {
  private readonly list: DepthSprite[] = [];
  private count = 0;

  constructor(private readonly layer: Container) {}

  /** Add a sprite; move it by setting `footY` and the sprite's place. */
  add(sprite: Sprite, footY: number): DepthSprite {
    this.count += 1;
    const entry = new DepthSprite(sprite, this.count);
    entry.footY = footY;
    this.list.push(entry);
    this.layer.addChild(sprite);
    return entry;
  }

  remove(entry: DepthSprite): void {
    const at = this.list.indexOf(entry);
    if (at >= 0) this.list.splice(at, 1);
    entry.sprite.destroy();
  }

  /** Put the sprites in order. When nobody passed anybody, this costs one walk through the list. */
  sort(): void {
    const hasMoved = sortByFoot(this.list) || this.layer.children.length !== this.list.length;
    if (!hasMoved && this.isInOrder()) return;
    this.list.forEach((entry, index) => {
      entry.sprite.zIndex = index;
    });
  }

  private isInOrder(): boolean {
    const last = this.list.at(-1);
    return last === undefined || last.sprite.zIndex === this.list.length - 1;
  }
}
