// High contrast: a dark layer over the floor, so that people and things stand out.
import { type Container, Sprite, Texture } from "pixi.js";
import { INK, tint } from "./palette";
import type { Place } from "./place";

const STRENGTH = 0.55;

export class ContrastOverlay {
  private readonly sprite: Sprite;

  constructor(layer: Container, place: Place) {
    this.sprite = layer.addChild(
      new Sprite({ texture: Texture.WHITE, tint: tint(INK), alpha: STRENGTH, visible: false }),
    );
    this.sprite.setSize(place.widthPx, place.heightPx);
  }

  show(isContrast: boolean): void {
    this.sprite.visible = isContrast;
  }
}
