// Furniture, plants, signs and boards of a place, each on its foot, with their words.
import { type Container, Sprite } from "pixi.js";
import { canvasTexture, discard } from "./canvas-texture";
import type { DepthLayer } from "./depth-layer";
import { INK, PAPER } from "./palette";
import { type Area, holds, type Place, type Spot, type Thing } from "./place";
import type { ObjectArt, Sheets } from "./sheets";
import { fitting, font } from "./text-layout";

const SHARPNESS = 4;
/** From a foot to the middle of a head. */
const HEAD_PX = 30;
const TALL_PX = 56;
/** Pictures are a little larger than what is drawn in them. */
const RIM_PX = 8;
const SEEN_THROUGH = 0.45;
const LETTER_PER_BOARD = 0.74;
/** People stand and walk under these: everybody is seen through them. */
const ROOFS = new Set(["gate", "pavilion", "bus-stop"]);
/** Boards whose ground is dark: their words are light. */
const DARK_BOARDS = new Set(["sign-board", "sign-post", "gate", "bus", "bus-stop"]);

interface Board {
  readonly thing: Thing;
  readonly art: ObjectArt;
  readonly sprite: Sprite;
  shown: string;
}

/** Something tall that can hide somebody. */
interface Tall {
  readonly sprite: Sprite;
  readonly box: Area;
  readonly footY: number;
  readonly isRoof: boolean;
}

export class Things {
  private readonly boards: Board[] = [];
  private readonly tall: Tall[] = [];

  constructor(place: Place, sheets: Sheets, standing: DepthLayer, flat: Container) {
    for (const thing of [...place.things, ...place.thingsAround]) {
      const art = sheets.art(thing.art);
      if (art === null || thing.closedArt !== null) continue; // doors are drawn by doors.ts; missing art is just not there
      this.stand(thing, art, sheets, standing, flat);
    }
  }

  /** Write what every board says now; `wordsOf` returns the words, whichever they are. Returns whether any changed. */
  write(wordsOf: (thing: Thing) => string): boolean {
    let hasChanged = false;
    for (const board of this.boards) {
      const words = wordsOf(board.thing);
      if (words === board.shown) continue;
      board.shown = words;
      letter(board, words);
      hasChanged = true;
    }
    return hasChanged;
  }

  /** Let me, by my slot, be seen through what stands before me, and everybody through a roof. */
  reveal(mySlot: number, people: ReadonlyMap<number, Spot>): void {
    const me = people.get(mySlot);
    for (const thing of this.tall) {
      const hides = (me !== undefined && isBehind(thing, me)) || (thing.isRoof && isAnyBehind(thing, people));
      thing.sprite.alpha = hides ? SEEN_THROUGH : 1;
    }
  }

  /** Draw all words again: the typeface has come. */
  forget(): void {
    for (const board of this.boards) board.shown = "";
  }

  close(): void {
    for (const board of this.boards) discard(board.sprite.texture);
  }

  private stand(thing: Thing, art: ObjectArt, sheets: Sheets, standing: DepthLayer, flat: Container): void {
    const sprite = new Sprite(sheets.things.part(art.x, art.y, art.w, art.h));
    sprite.position.set(thing.x - art.foot[0], thing.y - art.foot[1]);
    if (thing.isFlat) flat.addChild(sprite);
    else standing.add(sprite, thing.y);
    this.watch(sprite, thing, art);
    if (art.text === undefined || thing.isFlat || (thing.text === null && thing.counter === null)) return;
    const words = new Sprite();
    standing.add(words, thing.y);
    this.watch(words, thing, art);
    this.boards.push({ thing, art, sprite: words, shown: "" });
  }

  private watch(sprite: Sprite, thing: Thing, art: ObjectArt): void {
    if (thing.isFlat || art.foot[1] < TALL_PX) return;
    const [left, top] = [thing.x - art.foot[0], thing.y - art.foot[1]];
    const box = { x: left + RIM_PX, y: top + RIM_PX, width: art.w - 2 * RIM_PX, height: art.foot[1] - RIM_PX };
    this.tall.push({ sprite, box, footY: thing.y, isRoof: ROOFS.has(thing.art) });
  }
}

function isBehind({ box, footY }: Tall, { x, y }: Spot): boolean {
  return footY > y && holds(box, x, y - HEAD_PX);
}

function isAnyBehind(thing: Tall, people: ReadonlyMap<number, Spot>): boolean {
  for (const person of people.values()) if (isBehind(thing, person)) return true;
  return false;
}

/** Centre words in the board's box, as large as fits. */
function letter({ thing, art, sprite }: Board, words: string): void {
  const [x, y, width, height] = art.text ?? [0, 0, 1, 1];
  const before = sprite.texture;
  const isDark = DARK_BOARDS.has(thing.art);
  sprite.texture = canvasTexture(width, height, SHARPNESS, (pen) => {
    pen.font = font(fitting(words, width, height * LETTER_PER_BOARD, 600), 600);
    pen.fillStyle = isDark ? PAPER : INK;
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    pen.fillText(words, width / 2, height / 2 + height * 0.04);
  });
  discard(before);
  sprite.position.set(thing.x - art.foot[0] + x, thing.y - art.foot[1] + y);
}
