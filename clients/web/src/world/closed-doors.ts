// Doors behind which there is no place here: bars across the way out (SPEC R22). Laid down once the floor says which they are.
import { Container, Sprite, Texture } from "pixi.js";
import type { DoorArea, Plan } from "../model/plan";
import { type Bar, barsOf } from "./bars";
import { INK, TIMBER, tint } from "./palette";

const SHADE = 0.45;

export class ClosedDoors {
  private readonly bars: Container;
  private shown: Plan | null = null;

  constructor(layer: Container) {
    this.bars = layer.addChild(new Container());
  }

  /** Draw the closed doors of this plan, once for each plan. */
  show(plan: Plan | null): void {
    if (plan === this.shown) return;
    this.shown = plan;
    for (const child of this.bars.removeChildren()) child.destroy();
    for (const door of plan?.doors ?? []) if (door.isClosed) this.lay(door);
  }

  private lay(door: DoorArea): void {
    this.add(door, INK, SHADE);
    for (const bar of barsOf(door)) this.add(bar, TIMBER, 1);
  }

  private add({ x, y, width, height }: Bar, colour: string, alpha: number): void {
    const sprite = this.bars.addChild(new Sprite({ texture: Texture.WHITE, tint: tint(colour), alpha }));
    sprite.position.set(x, y);
    sprite.setSize(width, height);
  }
}
