// The signs over counters: state in word, shape and colour, and large the number being called. From far away also the parts' titles.
import type { Container } from "pixi.js";
import { isOnABoard } from "./boards";
import { CardSprite } from "./card-sprite";
import type { CardStore } from "./card-store";
import { counterSign, partTitle } from "./cards";
import { type FrameContext, onScreen } from "./frame-context";
import type { CounterSpot, NamedPart } from "./place";
import type { Box } from "./plate-layout";

/** Nearer than this the signs have words; farther away the parts of the place have titles instead. */
const WORDS_ZOOM_MIN = 0.7;
const TITLES_ZOOM_MAX = 0.62;
const BOARD_HEIGHT_PX = 62;
const HALF_BOARD_PX = 20;
/** Beside the officer, as a share of the counter's width. */
const END_OF_DESK = 0.7;

export class CounterSigns {
  private readonly signs = new Map<string, CardSprite>();
  private readonly titles = new Map<NamedPart, CardSprite>();
  readonly boxes: Box[] = [];

  constructor(
    private readonly layer: Container,
    private readonly store: CardStore,
  ) {}

  advance(frame: FrameContext): void {
    this.boxes.length = 0;
    for (const part of frame.scene.place.parts) this.title(frame, part);
    for (const counter of frame.scene.place.counters) this.sign(frame, counter);
  }

  forget(): void {
    for (const card of [...this.signs.values(), ...this.titles.values()]) card.forget();
  }

  clear(): void {
    for (const card of [...this.signs.values(), ...this.titles.values()]) card.destroy();
    this.signs.clear();
    this.titles.clear();
  }

  private sign(frame: FrameContext, counter: CounterSpot): void {
    const view = frame.state.counters.peek().find((known) => known.id === counter.id);
    const card = this.signs.get(counter.id) ?? new CardSprite(this.layer, this.store);
    this.signs.set(counter.id, card);
    card.sprite.visible = view !== undefined;
    if (view === undefined) return;
    const word = frame.camera.zoom < WORDS_ZOOM_MIN ? null : frame.state.say(`counter-${view.state}`);
    const number = view.calling ?? null;
    const isMine = number !== null && frame.state.called.peek()?.ticket.counter === counter.id;
    const sign = { state: view.state, word, number, isMine };
    card.show(`sign ${JSON.stringify(sign)}`, () => counterSign(frame.print, sign));
    const { x, y, side } = anchorOf(frame, counter);
    this.put(frame, card, x + (side * card.width) / 2, y);
  }

  private title(frame: FrameContext, part: NamedPart): void {
    const card = this.titles.get(part) ?? new CardSprite(this.layer, this.store);
    this.titles.set(part, card);
    const { zoom } = frame.camera;
    const language = frame.state.language.peek();
    const words = part.title[language];
    card.sprite.visible = zoom < TITLES_ZOOM_MAX && !isOnABoard(frame.scene.place, words, language, zoom);
    if (!card.sprite.visible) return;
    card.show(`part ${words}`, () => partTitle(frame.print, words));
    const { x, y } = onScreen(frame, part.area.x + part.area.width / 2, part.area.y + part.area.height / 2);
    this.put(frame, card, x, y + card.height / 2);
  }

  private put(frame: FrameContext, card: CardSprite, x: number, bottom: number): void {
    const box = { left: x - card.width / 2, top: bottom - card.height, width: card.width, height: card.height };
    card.put(box.left, box.top, frame.resolution);
    this.boxes.push(box);
  }
}

/** Over the counter's number plate, growing away from the officer's face; without a plate over the end of the desk. */
function anchorOf(frame: FrameContext, { id, area, desk }: CounterSpot): { x: number; y: number; side: -1 | 1 } {
  const plate = frame.scene.place.things.find((thing) => thing.counter === id);
  const side = plate !== undefined && plate.x < desk.x ? -1 : 1;
  if (plate !== undefined)
    return { ...onScreen(frame, plate.x - side * HALF_BOARD_PX, plate.y - BOARD_HEIGHT_PX), side };
  return { ...onScreen(frame, area.x + area.width * END_OF_DESK, desk.y - 2), side };
}
