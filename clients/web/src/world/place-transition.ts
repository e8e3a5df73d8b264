// What is shown while one place gives way to the next: a paper door whose two leaves slide shut, and open again when the next
// place is there.
import { type Container, Sprite, type Texture } from "pixi.js";
import { canvasTexture, discard } from "./canvas-texture";
import { PAPER, TIMBER } from "./palette";

const SLIDING_MS = 200;
const LEAF_WIDTH = 256;
const LEAF_HEIGHT = 512;
const LATTICE = "#DCC9A6";

export class PlaceTransition {
  private readonly texture: Texture;
  private readonly leaves: readonly [Sprite, Sprite];
  /** 0 open, 1 shut. */
  private shut = 1;
  private wanted = 1;

  constructor(private readonly layer: Container) {
    this.texture = canvasTexture(LEAF_WIDTH, LEAF_HEIGHT, 1, drawLeaf);
    this.leaves = [new Sprite(this.texture), new Sprite(this.texture)];
    this.layer.addChild(...this.leaves);
  }

  /** Slide shut; resolves when it covers the place. `isAtOnce`: without sliding, because nothing may move by itself. */
  async close(isAtOnce: boolean): Promise<void> {
    this.wanted = 1;
    if (isAtOnce || document.visibilityState === "hidden") this.shut = 1;
    else await new Promise((resolve) => setTimeout(resolve, SLIDING_MS * (1 - this.shut) + 40));
  }

  /** Slide open. */
  open(isAtOnce: boolean): void {
    this.wanted = 0;
    if (isAtOnce) this.shut = 0;
  }

  /** Slide on by `elapsedMs`; returns whether anything moved. */
  advance(elapsedMs: number, width: number, height: number): boolean {
    const before = this.shut;
    const step = elapsedMs / SLIDING_MS;
    this.shut =
      this.wanted > this.shut ? Math.min(this.wanted, this.shut + step) : Math.max(this.wanted, this.shut - step);
    this.layer.visible = this.shut > 0;
    const half = width / 2 + 1;
    const shown = half * (1 - (1 - this.shut) ** 2);
    this.lay(this.leaves[0], shown - half, half, height);
    this.lay(this.leaves[1], width - shown, half, height);
    return before !== this.shut;
  }

  destroy(): void {
    discard(this.texture);
  }

  private lay(leaf: Sprite, left: number, width: number, height: number): void {
    leaf.setSize(width, height);
    leaf.position.set(left, 0);
  }
}

/** Paper in a lattice of thin wood. */
function drawLeaf(pen: CanvasRenderingContext2D): void {
  pen.fillStyle = PAPER;
  pen.fillRect(0, 0, LEAF_WIDTH, LEAF_HEIGHT);
  pen.fillStyle = LATTICE;
  for (let x = 32; x < LEAF_WIDTH; x += 32) pen.fillRect(x, 0, 1.5, LEAF_HEIGHT);
  for (let y = 64; y < LEAF_HEIGHT; y += 64) pen.fillRect(0, y, LEAF_WIDTH, 1.5);
  pen.fillStyle = TIMBER;
  for (const x of [0, LEAF_WIDTH - 5]) pen.fillRect(x, 0, 5, LEAF_HEIGHT);
  for (const y of [0, LEAF_HEIGHT - 6]) pen.fillRect(0, y, LEAF_WIDTH, 6);
}
