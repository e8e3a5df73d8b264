// The ambient animation of a place: water that shimmers, leaves that fall, lanterns that breathe. Slow, sparse, and away when
// nothing may move.
import { type Container, Sprite, type Texture } from "pixi.js";
import { canvasTexture, discard } from "./canvas-texture";
import { GLOW, tint } from "./palette";
import type { Place, Spot, Thing } from "./place";
import type { ObjectArt, Sheets } from "./sheets";
import type { Layers } from "./stage";
import type { TiledMap } from "./tiled";

/** How often a frame is drawn for ambience alone: slow things need no more, and telephones stay cool. */
export const BEAT_MS = 1000 / 10;
/** A frame that comes this much early is the beat's: it need not wait for the next. */
const FRAME_SLACK_MS = 9;
const FALLING_MS = 11_000;
const SWAY_PX = 14;
const SHIMMERS_MAX = 14;
const GLOWING = 0.42;
const TREES: Readonly<Record<string, readonly string[]>> = {
  "persimmon-tree": ["#B5793C", "#93A05F"],
  maple: ["#C4653F", "#B5513A"],
  zelkova: ["#7F9A63", "#93A05F"],
};
const WATER = ["water", "pool"];

interface FallingLeaf {
  readonly sprite: Sprite;
  readonly from: Spot;
  readonly fallPx: number;
  readonly seed: number;
}

interface Shimmer {
  readonly sprite: Sprite;
  readonly at: Spot;
  readonly seed: number;
}

export class Ambience {
  private readonly leaves: FallingLeaf[] = [];
  private readonly shimmers: Shimmer[] = [];
  private readonly glows: Sprite[] = [];
  private readonly leaf: Texture;
  private readonly gleam: Texture;
  private readonly light: Texture;
  private lastMs = 0;
  private isStill = false;

  constructor(place: Place, map: TiledMap, sheets: Sheets, layers: Layers) {
    this.leaf = canvasTexture(7, 5, 4, drawLeaf);
    this.gleam = canvasTexture(26, 4, 3, drawGleam);
    this.light = canvasTexture(128, 128, 1, drawLight);
    for (const thing of place.things) this.settle(thing, sheets.art(thing.art), layers);
    waterOf(map, sheets)
      .slice(0, SHIMMERS_MAX)
      .forEach((at, index) => {
        this.addShimmer(at, index, layers.marks);
      });
  }

  /** Returns whether it is time to draw again. `isStill`: nothing moves, nothing is shown. */
  advance(nowMs: number, isStill: boolean): boolean {
    if (nowMs - this.lastMs < BEAT_MS - FRAME_SLACK_MS || !this.isSomething) return false;
    if (isStill && this.isStill) return false; // all is away already
    this.lastMs = nowMs;
    this.isStill = isStill;
    for (const leaf of this.leaves) fall(leaf, nowMs, isStill);
    for (const shimmer of this.shimmers) gleam(shimmer, nowMs, isStill);
    this.glows.forEach((glow, index) => {
      glow.alpha = GLOWING + 0.03 * Math.sin(nowMs / 900 + index * 2.1);
    });
    return true;
  }

  close(): void {
    for (const texture of [this.leaf, this.gleam, this.light]) discard(texture);
  }

  get isSomething(): boolean {
    return this.leaves.length + this.shimmers.length + this.glows.length > 0;
  }

  private settle(thing: Thing, art: ObjectArt | null, layers: Layers): void {
    if (art === null) return;
    for (const [x, y, radius] of art.lit ?? [])
      this.addGlow(thing.x - art.foot[0] + x, thing.y - art.foot[1] + y, radius, layers.glows);
    (TREES[thing.art] ?? []).forEach((colour, index) => {
      this.addLeaf(thing, art, colour, index, layers.air);
    });
  }

  private addGlow(x: number, y: number, radius: number, layer: Container): void {
    const glow = new Sprite({ texture: this.light, anchor: 0.5, tint: tint(GLOW), blendMode: "add", alpha: GLOWING });
    glow.position.set(x, y);
    glow.setSize(radius * 2.4);
    this.glows.push(layer.addChild(glow));
  }

  private addLeaf(thing: Thing, art: ObjectArt, colour: string, index: number, layer: Container): void {
    const sprite = layer.addChild(new Sprite({ texture: this.leaf, anchor: 0.5, tint: tint(colour), visible: false }));
    const aside = (index === 0 ? -0.28 : 0.22) * art.w;
    this.leaves.push({
      sprite,
      from: { x: thing.x + aside, y: thing.y - art.h * 0.55 },
      fallPx: art.h * 0.55 + 6,
      seed: thing.x * 0.37 + index * 4.7,
    });
  }

  private addShimmer(at: Spot, index: number, layer: Container): void {
    const sprite = layer.addChild(new Sprite({ texture: this.gleam, anchor: 0.5, visible: false }));
    this.shimmers.push({ sprite, at, seed: index * 1.9 });
  }
}

function fall({ sprite, from, fallPx, seed }: FallingLeaf, nowMs: number, isStill: boolean): void {
  const share = (nowMs / FALLING_MS + seed) % 2.4; // most of the time no leaf falls
  sprite.visible = !isStill && share < 1;
  if (!sprite.visible) return;
  const sway = Math.sin(share * 11 + seed);
  sprite.position.set(from.x + sway * SWAY_PX + share * 18, from.y + share * fallPx);
  sprite.rotation = sway * 0.9;
  sprite.alpha = Math.min(1, share * 8, (1 - share) * 5);
}

function gleam({ sprite, at, seed }: Shimmer, nowMs: number, isStill: boolean): void {
  const wave = Math.sin(nowMs / 1600 + seed);
  sprite.visible = !isStill && wave > 0;
  sprite.alpha = wave * 0.5;
  sprite.position.set(at.x + Math.sin(nowMs / 2600 + seed) * 6, at.y);
}

/** Return spots on the open water, spread as if by chance, but always the same. */
function waterOf(map: TiledMap, sheets: Sheets): Spot[] {
  const numbers = new Set(WATER.flatMap((name) => openTilesOf(name, sheets)));
  const spots: Spot[] = [];
  for (const layer of map.layers) {
    layer.tiles.forEach((tile, index) => {
      if (!numbers.has(tile)) return;
      const [column, row] = [index % layer.widthTiles, Math.floor(index / layer.widthTiles)];
      spots.push({
        x: (column + 0.3 + ((index * 7) % 5) / 10) * map.tilePx,
        y: (row + 0.2 + ((index * 3) % 7) / 10) * map.tilePx,
      });
    });
  }
  return spots;
}

/** Of a bordered field (3 x 3) only the middle is open water. */
function openTilesOf(name: string, { tilesIndex }: Sheets): number[] {
  const entry = tilesIndex.tiles[name];
  if (entry === undefined) return [];
  const [across, down] = entry.span;
  const first = entry.id + 1;
  if (across === 3) return [first + tilesIndex.columns + 1];
  return [...Array(across * down).keys()].map(
    (index) => first + (index % across) + Math.floor(index / across) * tilesIndex.columns,
  );
}

function drawLeaf(pen: CanvasRenderingContext2D): void {
  pen.fillStyle = "#FFFFFF";
  pen.beginPath();
  pen.moveTo(0, 2.5);
  pen.quadraticCurveTo(3, -1.5, 7, 2.5);
  pen.quadraticCurveTo(3, 6, 0, 2.5);
  pen.fill();
}

function drawGleam(pen: CanvasRenderingContext2D): void {
  const light = pen.createLinearGradient(0, 0, 26, 0);
  light.addColorStop(0, "rgb(255 255 255 / 0%)");
  light.addColorStop(0.5, "rgb(255 255 255 / 85%)");
  light.addColorStop(1, "rgb(255 255 255 / 0%)");
  pen.fillStyle = light;
  pen.beginPath();
  pen.ellipse(13, 2, 13, 1.2, 0, 0, Math.PI * 2);
  pen.fill();
}

function drawLight(pen: CanvasRenderingContext2D): void {
  const light = pen.createRadialGradient(64, 64, 2, 64, 64, 64);
  light.addColorStop(0, "rgb(255 255 255 / 85%)");
  light.addColorStop(0.35, "rgb(255 255 255 / 34%)");
  light.addColorStop(1, "rgb(255 255 255 / 0%)");
  pen.fillStyle = light;
  pen.fillRect(0, 0, 128, 128);
}
