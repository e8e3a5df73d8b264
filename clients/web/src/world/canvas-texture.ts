// Textures drawn by code, each on a canvas of its own: cards, words, soft shapes. Crisp at the resolution that is asked for.
import { ImageSource, Texture } from "pixi.js";

/** Return a texture of `width` x `height` (its own px) drawn by `draw`, `sharpness` device px to one. */
export function canvasTexture(
  width: number,
  height: number,
  sharpness: number,
  draw: (pen: CanvasRenderingContext2D) => void,
): Texture {
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.ceil(width * sharpness));
  canvas.height = Math.max(1, Math.ceil(height * sharpness));
  const pen = canvas.getContext("2d");
  if (pen !== null) {
    pen.scale(sharpness, sharpness);
    draw(pen);
  }
  // Not a CanvasSource: it would resize, and so empty, the canvas when sizes are fractions.
  const source = new ImageSource({
    resource: canvas,
    resolution: sharpness,
    autoGenerateMipmaps: true,
    mipmapFilter: "linear",
  });
  return new Texture({ source });
}

/** Free a texture made by `canvasTexture`. */
export function discard(texture: Texture): void {
  if (texture !== Texture.EMPTY && texture !== Texture.WHITE) texture.destroy(true);
}
