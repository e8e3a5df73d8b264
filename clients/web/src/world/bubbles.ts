// Speech bubbles over heads: they fade in, cover no face, and fade out when their time is over.
import { type Container, Sprite, type Texture } from "pixi.js";
import { bubbleBox, type Obstacles, type Offset, placeBubble } from "./bubble-layout";
import { discard } from "./canvas-texture";
import { CardSprite } from "./card-sprite";
import type { CardStore } from "./card-store";
import { bubble, bubbleTail } from "./cards";
import type { Figure } from "./figures";
import { type FrameContext, faceOf, onScreen } from "./frame-context";
import type { Box } from "./plate-layout";
import type { Bubble } from "./world-api";

const FADING_MS = 140;
const TAIL = { width: 14, height: 9 };
/** A bubble's tail begins this far above the plate. */
const ABOVE_PLATE_PX = 4;
const PLATE_PX = 24;

interface Spoken {
  readonly card: CardSprite;
  readonly tail: Sprite;
  offset: Offset | null;
  readonly sinceMs: number;
}

export class Bubbles {
  private readonly spoken = new Map<Bubble, Spoken>();
  private tail: Texture | null = null;

  constructor(
    private readonly layer: Container,
    private readonly store: CardStore,
  ) {}

  /** Show what is being said at `nowMs`; returns whether anything is fading in or out. */
  advance(frame: FrameContext, plates: readonly Box[], nowMs: number, isStill: boolean): boolean {
    const said = frame.state.bubbles
      .peek()
      .filter(({ slot, until }) => until > nowMs && frame.scene.figures.bySlot.has(slot));
    this.dropAllBut(said);
    if (said.length === 0) return false;
    const faces = [...frame.scene.figures.bySlot.values()].map((figure) => faceOf(frame, figure));
    const obstacles = { faces, plates, bubbles: [] as Box[], open: frame.open };
    for (const words of said) this.place(frame, words, obstacles, nowMs);
    return said.some((words) => this.fade(words, nowMs, isStill));
  }

  /** True when a bubble's time is over or about to be: a frame is due. */
  isDue(nowMs: number): boolean {
    for (const words of this.spoken.keys()) if (words.until - nowMs < FADING_MS) return true;
    return false;
  }

  get isAnybodySpeaking(): boolean {
    return this.spoken.size > 0;
  }

  forget(): void {
    for (const { card } of this.spoken.values()) card.forget();
    if (this.tail !== null) discard(this.tail);
    this.tail = null;
  }

  clear(): void {
    this.dropAllBut([]);
  }

  private place(frame: FrameContext, words: Bubble, obstacles: Obstacles & { bubbles: Box[] }, nowMs: number): void {
    const figure = frame.scene.figures.bySlot.get(words.slot);
    if (figure === undefined) return;
    const spoken = this.spoken.get(words) ?? this.add(words, nowMs);
    spoken.card.show(`bubble ${words.text}`, () => bubble(frame.print, words.text));
    const head = headOf(frame, figure);
    spoken.offset = placeBubble(head.x, head.y, spoken.card, obstacles, spoken.offset);
    const box = bubbleBox(head.x, head.y, spoken.card, spoken.offset, frame.open);
    obstacles.bubbles.push(box);
    spoken.card.put(box.left, box.top, frame.resolution);
    this.tail ??= bubbleTail(frame.print);
    spoken.tail.texture = this.tail;
    const across = Math.max(box.left + 10, Math.min(box.left + box.width - 10 - TAIL.width, head.x - TAIL.width / 2));
    spoken.tail.position.set(across, box.top + box.height - 0.5);
  }

  private add(words: Bubble, nowMs: number): Spoken {
    const spoken = {
      card: new CardSprite(this.layer, this.store),
      tail: this.layer.addChild(new Sprite()),
      offset: null,
      sinceMs: nowMs,
    };
    this.spoken.set(words, spoken);
    return spoken;
  }

  private fade(words: Bubble, nowMs: number, isStill: boolean): boolean {
    const spoken = this.spoken.get(words);
    if (spoken === undefined) return false;
    const share = Math.min(1, (nowMs - spoken.sinceMs) / FADING_MS, (words.until - nowMs) / FADING_MS);
    spoken.card.sprite.alpha = spoken.tail.alpha = isStill ? 1 : Math.max(0, share);
    return share < 1;
  }

  private dropAllBut(said: readonly Bubble[]): void {
    for (const [words, { card, tail }] of this.spoken) {
      if (said.includes(words)) continue;
      card.destroy();
      tail.destroy();
      this.spoken.delete(words);
    }
  }
}

function headOf(frame: FrameContext, figure: Figure): { x: number; y: number } {
  const { x, y } = onScreen(frame, figure.x, figure.y - figure.height);
  return { x, y: y - PLATE_PX * frame.print.size - ABOVE_PLATE_PX - TAIL.height };
}
