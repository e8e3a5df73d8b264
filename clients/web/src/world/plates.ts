// Name plates over heads. Placed by plate-layout, glide when they slide apart, merge to "and N more".
import type { Container } from "pixi.js";
import type { Person } from "../protocol/generated";
import { isOnABoard } from "./boards";
import { CardSprite } from "./card-sprite";
import type { CardStore } from "./card-store";
import { morePlate, morePlateSize, namePlate } from "./cards";
import type { Figure } from "./figures";
import { type FrameContext, faceOf, onScreen } from "./frame-context";
import { type Box, type Layout, layPlates, type Shift, type Wanted } from "./plate-layout";

/** Farther away than this only officers and I have plates: from there one reads the place, not its people. */
const NAMES_ZOOM_MIN = 0.62;
const ABOVE_HEAD_PX = 3;
const GLIDING_MS = 90;

class Plate {
  readonly shift = { across: 0, up: 0 };
  /** What is written on it, as it was last looked up. */
  person: Person | null = null;
  service: string | null = null;

  constructor(readonly card: CardSprite) {}
}

export class Plates {
  private readonly plates = new Map<number, Plate>();
  private readonly more: CardSprite[] = [];
  private shifts = new Map<number, Shift>();
  /** Where plates are now: bubbles avoid them. */
  readonly boxes: Box[] = [];

  private readonly moreWords = new Map<number, string>();
  private readonly faces: Box[] = [];
  private readonly taken: Box[] = [];

  constructor(
    private readonly layer: Container,
    private readonly store: CardStore,
  ) {}

  /** Lay everything out for `frame`; returns whether a plate is still gliding. */
  advance(frame: FrameContext, taken: readonly Box[], elapsedMs: number, isStill: boolean): boolean {
    const wanted: Wanted[] = [];
    for (const figure of frame.scene.figures.bySlot.values()) this.want(frame, figure, wanted);
    this.dropAllBut(wanted);
    this.look(frame, taken);
    const more = morePlateSize(frame.print, this.wordsOf(frame, 2));
    const layout = layPlates(wanted, { taken: this.taken, faces: this.faces }, more, this.shifts);
    this.shifts = layout.shifts;
    this.boxes.length = 0;
    const isGliding = wanted.reduce(
      (any, one) => this.put(one, layout, frame, isStill ? 1e9 : elapsedMs) || any,
      false,
    );
    this.showMore(frame, layout);
    return isGliding;
  }

  forget(): void {
    this.moreWords.clear();
    for (const plate of this.plates.values()) Object.assign(plate, { person: null }).card.forget();
    for (const card of this.more) card.forget();
  }

  clear(): void {
    this.dropAllBut([]);
    for (const card of this.more.splice(0)) card.destroy();
  }

  /** Note what plates must not cover: faces, and always signs and my own. */
  private look(frame: FrameContext, taken: readonly Box[]): void {
    this.faces.length = 0;
    this.taken.length = 0;
    this.taken.push(...taken);
    for (const figure of frame.scene.figures.bySlot.values()) {
      const face = faceOf(frame, figure);
      if (!isNear(frame, face.left, face.top)) continue;
      this.faces.push(face);
      if (figure.slot === frame.mySlot) this.taken.push(face); // I never lose sight of myself
    }
  }

  private want(frame: FrameContext, figure: Figure, wanted: Wanted[]): void {
    const person = frame.state.people.peek().get(figure.slot);
    const isMine = figure.slot === frame.mySlot;
    const isOfficer = person?.role === "officer" || person?.role === "supervisor";
    if (person === undefined || (!isMine && !isOfficer && frame.camera.zoom < NAMES_ZOOM_MIN)) return;
    const { x, y } = onScreen(frame, figure.x, figure.y - figure.height);
    if (!isNear(frame, x, y)) return;
    const service = isOfficer ? this.serviceOf(frame, person.counter ?? null) : null;
    const plate = this.plateOf(figure.slot);
    if (plate.person !== person || plate.service !== service) this.write(frame, plate, person, service, isMine);
    const { card } = plate;
    const rank = isMine ? 0 : isOfficer ? 1 : 2;
    wanted.push({ slot: figure.slot, x, bottom: y - ABOVE_HEAD_PX, width: card.width, height: card.height, rank });
  }

  private write(frame: FrameContext, plate: Plate, person: Person, service: string | null, isMine: boolean): void {
    Object.assign(plate, { person, service });
    const key = `name ${JSON.stringify([person.name, service, isMine])}`;
    plate.card.show(key, () => namePlate(frame.print, person.name, service, isMine));
  }

  private serviceOf(frame: FrameContext, counter: string | null): string | null {
    const view = frame.state.counters.peek().find((known) => known.id === counter);
    const language = frame.state.language.peek();
    const words = view?.title[language] ?? null;
    const { place } = frame.scene;
    const desk = place.counters.find(({ id }) => id === counter)?.desk ?? null;
    return words === null || isOnABoard(place, words, language, frame.camera.zoom, desk) ? null : words;
  }

  private plateOf(slot: number): Plate {
    const known = this.plates.get(slot) ?? new Plate(new CardSprite(this.layer, this.store));
    this.plates.set(slot, known);
    return known;
  }

  private put(wanted: Wanted, layout: Layout, frame: FrameContext, elapsedMs: number): boolean {
    const plate = this.plateOf(wanted.slot);
    const shift = layout.shifts.get(wanted.slot);
    plate.card.sprite.visible = shift !== undefined;
    if (shift === undefined) return false;
    const share = 1 - Math.exp(-elapsedMs / GLIDING_MS);
    plate.shift.across += (shift.across - plate.shift.across) * share;
    plate.shift.up += (shift.up - plate.shift.up) * share;
    const left = wanted.x - wanted.width / 2 + plate.shift.across;
    const top = wanted.bottom - wanted.height - plate.shift.up;
    plate.card.put(left, top, frame.resolution);
    this.boxes.push({ left, top, width: wanted.width, height: wanted.height });
    return Math.abs(shift.across - plate.shift.across) + Math.abs(shift.up - plate.shift.up) > 0.3;
  }

  private addMore(): CardSprite {
    const card = new CardSprite(this.layer, this.store);
    this.more.push(card);
    card.sprite.visible = false;
    return card;
  }

  private wordsOf(frame: FrameContext, count: number): string {
    const words = this.moreWords.get(count) ?? frame.state.say("people-more", { count });
    this.moreWords.set(count, words);
    return words;
  }

  private showMore(frame: FrameContext, { merged }: Layout): void {
    for (let index = 0; index < Math.max(merged.length, this.more.length); index += 1) {
      const card = this.more[index] ?? this.addMore();
      const group = merged[index];
      card.sprite.visible = group !== undefined;
      if (group === undefined) continue;
      const words = this.wordsOf(frame, group.slots.length);
      card.show(`more ${words}`, () => morePlate(frame.print, words));
      card.put(group.x - card.width / 2, group.bottom - card.height, frame.resolution);
      this.boxes.push({
        left: group.x - card.width / 2,
        top: group.bottom - card.height,
        width: card.width,
        height: card.height,
      });
    }
  }

  private dropAllBut(wanted: readonly Wanted[]): void {
    const kept = new Set(wanted.map(({ slot }) => slot));
    for (const [slot, plate] of this.plates) {
      if (kept.has(slot)) continue;
      plate.card.destroy();
      this.plates.delete(slot);
    }
  }
}

function isNear({ open }: FrameContext, x: number, y: number): boolean {
  const rim = 60;
  return (
    x > open.left - rim && y > open.top - rim && x < open.left + open.width + rim && y < open.top + open.height + rim
  );
}
