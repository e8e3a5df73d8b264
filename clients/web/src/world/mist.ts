// The mist around a place: thin at its edge, closed where what lies around it ends.
import { type Container, Sprite, type Texture } from "pixi.js";
import { canvasTexture } from "./canvas-texture";
import { mistAt, REACH_TILES } from "./outskirts";
import { MIST, tint } from "./palette";
import type { Area } from "./place";

/** It lies over the tops of what stands at the end of the outskirts. */
const BEYOND_TILES = 6;
/** One pixel of its picture is so many tiles: it has no edges that one could see. */
const TILES_PER_PIXEL = 2;

/** Lay mist over all that is around a place of this size; returns its texture, to be discarded with the place. */
export function layMist(layer: Container, { width, height }: Omit<Area, "x" | "y">, tilePx: number): Texture {
  const reach = (REACH_TILES + BEYOND_TILES) * tilePx;
  const pixel = TILES_PER_PIXEL * tilePx;
  const [across, down] = [Math.ceil((width + 2 * reach) / pixel), Math.ceil((height + 2 * reach) / pixel)];
  const texture = canvasTexture(across, down, 1, (pen) => {
    const image = pen.createImageData(across, down);
    image.data.fill(255);
    for (let index = 0; index < across * down; index += 1) {
      const x = ((index % across) + 0.5) * pixel - reach;
      const y = (Math.floor(index / across) + 0.5) * pixel - reach;
      const outside = Math.hypot(Math.max(0, -x, x - width), Math.max(0, -y, y - height));
      image.data[index * 4 + 3] = Math.round(255 * mistAt(outside, tilePx));
    }
    pen.putImageData(image, 0, 0);
  });
  const mist = new Sprite({ texture, tint: tint(MIST) });
  mist.position.set(-reach, -reach);
  mist.setSize(across * pixel, down * pixel);
  layer.addChild(mist);
  return texture;
}
