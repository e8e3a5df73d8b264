// The layer of all that stands: things and people in one order, by their foot. Rebuilt only when somebody passes somebody.
import type { Container, Sprite } from "pixi.js";
import { type Standing, settle } from "./depth";

export class Upright implements Standing {
  footY = 0;

  constructor(
    readonly sprite: Sprite,
    readonly order: number,
  ) {}
}

export class Crowd {
  private readonly list: Upright[] = [];
  private count = 0;

  constructor(private readonly layer: Container) {}

  /** Add a sprite; move it by setting `footY` and the sprite's place. */
  add(sprite: Sprite, footY: number): Upright {
    this.count += 1;
    const upright = new Upright(sprite, this.count);
    upright.footY = footY;
    this.list.push(upright);
    this.layer.addChild(sprite);
    return upright;
  }

  remove(upright: Upright): void {
    const at = this.list.indexOf(upright);
    if (at >= 0) this.list.splice(at, 1);
    upright.sprite.destroy();
  }

  /** Put the sprites in order. Costs a walk through the list when nobody passed anybody. */
  settle(): void {
    const hasMoved = settle(this.list) || this.layer.children.length !== this.list.length;
    if (!hasMoved && this.isInOrder()) return;
    this.list.forEach((upright, index) => {
      upright.sprite.zIndex = index;
    });
  }

  private isInOrder(): boolean {
    const last = this.list.at(-1);
    return last === undefined || last.sprite.zIndex === this.list.length - 1;
  }
}
