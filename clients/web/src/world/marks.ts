// Marks on the floor: the quiet ring under me, a ripple where I tapped, stepping stones to where I am called.
import { type Container, Sprite, type Texture } from "pixi.js";
import { canvasTexture, discard } from "./canvas-texture";
import type { FrameContext } from "./frame-context";
import { INDIGO, PAPER, PERSIMMON, tint } from "./palette";
import { findPath, pointsAlong } from "./path";
import type { Spot } from "./place";

const STONE_SPACING_PX = 34;
const STONES_MAX = 120;
const RIPPLE_MS = 700;
const WAVE_MS_PER_STONE = 130;
/** The light runs along so many stones at a time. */
const WAVE_STONES = 9;
const SHARPNESS = 4;

interface Stone {
  readonly sprite: Sprite;
  /** Seen only in the evening, when stones must shine by themselves. */
  readonly glow: Sprite;
}

export class Marks {
  private readonly ring: Texture;
  private readonly stone: Texture;
  private readonly mine: Sprite;
  private readonly ripple: Sprite;
  private rippleMs = Number.NEGATIVE_INFINITY;
  private readonly stones: Stone[] = [];
  private pathKey = "";

  constructor(
    private readonly layer: Container,
    private readonly glows: Container,
  ) {
    this.ring = canvasTexture(48, 24, SHARPNESS, (pen) => drawRing(pen));
    this.stone = canvasTexture(30, 16, SHARPNESS, drawStone);
    this.ripple = layer.addChild(new Sprite({ texture: this.ring, anchor: 0.5, visible: false, tint: tint(PAPER) }));
    this.mine = layer.addChild(new Sprite({ texture: this.ring, anchor: 0.5, visible: false, tint: tint(INDIGO) }));
  }

  /** Somebody tapped the floor there. */
  tap(spot: Spot, nowMs: number): void {
    this.ripple.position.set(spot.x, spot.y);
    this.rippleMs = nowMs;
  }

  /** Returns whether anything on the floor moves by itself. */
  advance(frame: FrameContext, nowMs: number, isStill: boolean): boolean {
    const me = frame.scene.figures.bySlot.get(frame.mySlot);
    this.mine.visible = me !== undefined;
    if (me !== undefined) this.mine.position.set(me.x, me.y);
    this.mine.alpha = frame.print.isContrast ? 1 : 0.6;
    this.mine.tint = tint(frame.print.isContrast ? PAPER : INDIGO);
    this.mine.scale.set(0.72);
    this.layPath(frame, me ?? null);
    this.light(nowMs, isStill);
    return this.spread(nowMs, isStill) || (this.stones.length > 0 && !isStill);
  }

  /** Forget everything; the sprites themselves are destroyed with their layer. */
  clear(): void {
    this.pathKey = "";
    this.stones.length = 0;
    for (const texture of [this.ring, this.stone]) discard(texture);
  }

  private spread(nowMs: number, isStill: boolean): boolean {
    const share = (nowMs - this.rippleMs) / RIPPLE_MS;
    this.ripple.visible = share < 1;
    if (share >= 1) return false;
    this.ripple.scale.set(isStill ? 0.6 : 0.25 + 0.75 * (1 - (1 - share) ** 3));
    this.ripple.alpha = isStill ? 0.9 : 0.95 * (1 - share);
    return true;
  }

  /** A new path when I stand on another tile, am called somewhere else, or the walls have come. */
  private layPath(frame: FrameContext, me: Spot | null): void {
    const goal = me && goalOf(frame);
    const walls = frame.state.plan.peek()?.walls ?? null;
    const key = goal && walls ? `${Math.floor(me.x / 32)},${Math.floor(me.y / 32)}>${goal.x},${goal.y}` : "";
    if (key === this.pathKey) return;
    this.pathKey = key;
    for (const { sprite, glow } of this.stones.splice(0)) for (const part of [sprite, glow]) part.destroy();
    const path = goal && walls && findPath(walls, me, goal);
    for (const spot of path ? pointsAlong(path, STONE_SPACING_PX).slice(1, STONES_MAX) : []) this.addStone(spot);
  }

  private addStone(spot: Spot): void {
    const look = { texture: this.stone, anchor: 0.5, position: spot };
    const sprite = this.layer.addChild(new Sprite(look));
    this.stones.push({ sprite, glow: this.glows.addChild(new Sprite({ ...look, blendMode: "add" })) });
  }

  /** The light runs from me to where I am called. */
  private light(nowMs: number, isStill: boolean): void {
    this.stones.forEach(({ sprite, glow }, index) => {
      const phase = (((index - nowMs / WAVE_MS_PER_STONE) % WAVE_STONES) + WAVE_STONES) % WAVE_STONES;
      const wave = isStill ? 0.6 : 0.5 + 0.5 * Math.cos((phase / WAVE_STONES) * 2 * Math.PI);
      sprite.alpha = 0.62 + 0.38 * wave;
      glow.alpha = 0.2 + 0.35 * wave;
      for (const part of [sprite, glow]) part.scale.set(0.86 + 0.14 * wave);
    });
  }
}

/** Where I am called: the booth's first seat, the counter's front, or the way out to the place where it is. */
function goalOf({ state, scene }: FrameContext): Spot | null {
  const ticket = state.called.peek()?.ticket;
  if (ticket === undefined) return null;
  const booth = scene.place.booths.find(({ id }) => id === ticket.booth);
  const counter = scene.place.counters.find(({ id }) => id === ticket.counter);
  const spot = booth?.seats[0] ?? counter?.visitor;
  return spot ?? exitToward(state.counters.peek().find(({ id }) => id === ticket.counter)?.place, scene.place.exits);
}

function exitToward(
  place: string | undefined,
  exits: readonly { target: string; area: { x: number; y: number; width: number; height: number } }[],
): Spot | null {
  const exit = exits.find(({ target }) => place !== undefined && target.includes(`/${place}/`));
  return exit === undefined ? null : { x: exit.area.x + exit.area.width / 2, y: exit.area.y + exit.area.height / 2 };
}

function drawRing(pen: CanvasRenderingContext2D): void {
  pen.strokeStyle = "#FFFFFF";
  pen.lineWidth = 2.2;
  pen.beginPath();
  pen.ellipse(24, 12, 21, 9.5, 0, 0, Math.PI * 2);
  pen.stroke();
}

function drawStone(pen: CanvasRenderingContext2D): void {
  pen.fillStyle = "rgb(34 38 46 / 18%)";
  pen.beginPath();
  pen.ellipse(15, 9, 13, 6.2, 0, 0, Math.PI * 2);
  pen.fill();
  pen.fillStyle = PERSIMMON;
  pen.beginPath();
  pen.ellipse(15, 7.6, 12.6, 6, 0, 0, Math.PI * 2);
  pen.fill();
  pen.fillStyle = PAPER;
  pen.beginPath();
  pen.ellipse(15, 7.2, 9.6, 4.1, 0, 0, Math.PI * 2);
  pen.fill();
}
