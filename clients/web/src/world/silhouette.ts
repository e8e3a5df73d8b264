// A plain person, for a look whose sheet is missing or still on its way. Drawn here, so that it can never be missing itself.
import type { Texture } from "pixi.js";
import { canvasTexture } from "./canvas-texture";
import { GRANITE, INK, STONE } from "./palette";

const WIDTH = 48;
const HEIGHT = 56;
const SHARPNESS = 3;
/** From foot to crown. */
export const SILHOUETTE_HEIGHT = 40;

let made: Texture | null = null;

/** Return the figure: a cell of 48 x 56 with the feet at (24, 48), like the sheets. */
export function silhouette(): Texture {
  made ??= canvasTexture(WIDTH, HEIGHT, SHARPNESS, (pen) => {
    ellipse(pen, 24, 48, 11, 3.5, INK, 0.2);
    pen.globalAlpha = 1;
    pen.fillStyle = GRANITE;
    pen.beginPath();
    pen.roundRect(15, 25, 18, 23, [9, 9, 4, 4]);
    pen.fill();
    ellipse(pen, 24, 16, 8.5, 8.5, STONE, 1);
  });
  return made;
}

function ellipse(
  pen: CanvasRenderingContext2D,
  x: number,
  y: number,
  across: number,
  down: number,
  colour: string,
  alpha: number,
): void {
  pen.globalAlpha = alpha;
  pen.fillStyle = colour;
  pen.beginPath();
  pen.ellipse(x, y, across, down, 0, 0, Math.PI * 2);
  pen.fill();
}
