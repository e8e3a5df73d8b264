// Cards with words on them: name plates, counters' signs, speech bubbles, titles of parts. Draws textures; knows no person.
import type { Texture } from "pixi.js";
import { canvasTexture } from "./canvas-texture";
import { BLACK, CELADON, GRANITE, INDIGO, INK, PAPER, PERSIMMON, PINE, PLUM, WHITE } from "./palette";
import { font, shortened, widthOf, wrapped } from "./text-layout";

/** How cards are drawn now. */
export interface Print {
  readonly sharpness: number;
  /** 1 for normal text. */
  readonly size: number;
  readonly isContrast: boolean;
}

export interface Card {
  readonly texture: Texture;
  /** The card without the soft shadow around it. */
  readonly width: number;
  readonly height: number;
}

/** Room for the shadow on every side; a card's texture is larger than the card by this. */
export const RIM = 6;
const NAME_WIDTH_MAX = 132;

type Pen = CanvasRenderingContext2D;

/** A name; officers have their service before it, I have a quiet mark. */
export function namePlate(print: Print, name: string, service: string | null, isMine: boolean): Card {
  const size = 12 * print.size;
  const typeface = font(size, 600);
  const text = shortened(name, NAME_WIDTH_MAX * print.size, (part) => widthOf(part, typeface));
  const [height, pad] = [Math.round(size * 1.6), Math.round(size * 0.5)];
  const mark = isMine ? size * 0.85 : 0;
  const first = service === null ? 0 : Math.ceil(widthOf(service, typeface)) + pad * 2;
  const width = first + mark + Math.ceil(widthOf(text, typeface)) + pad * 2;
  return card(print, width, height, height * 0.28, (pen) => {
    if (service !== null) serviceField(pen, service, first, height, typeface, print);
    if (isMine) dot(pen, pad + mark * 0.3, height / 2, size * 0.24, print.isContrast ? WHITE : INDIGO);
    words(pen, text, first + mark + pad, height / 2, typeface, print.isContrast ? WHITE : INK);
  });
}

function serviceField(pen: Pen, service: string, width: number, height: number, typeface: string, print: Print): void {
  pen.fillStyle = print.isContrast ? WHITE : CELADON;
  pen.beginPath();
  pen.roundRect(0, 0, width, height, [height * 0.28, 0, 0, height * 0.28]);
  pen.fill();
  words(pen, service, (width - widthOf(service, typeface)) / 2, height / 2, typeface, INK);
}

/** "and N more" */
export function morePlate(print: Print, text: string): Card {
  const size = 12 * print.size;
  const { width, height } = morePlateSize(print, text);
  return card(print, width, height, height / 2, (pen) =>
    words(pen, text, size / 2, height / 2, font(size, 500), print.isContrast ? WHITE : INK),
  );
}

/** How large that is: measured, nothing is drawn. */
export function morePlateSize(print: Print, text: string): { width: number; height: number } {
  const size = 12 * print.size;
  return { width: Math.ceil(widthOf(text, font(size, 500))) + size, height: Math.round(size * 1.6) };
}

/** The title of a part of the place, read from far away. */
export function partTitle(print: Print, text: string): Card {
  const size = 14 * print.size;
  const typeface = font(size, 700);
  const height = Math.round(size * 1.75);
  const width = Math.ceil(widthOf(text, typeface)) + size * 1.3;
  return card(print, width, height, height * 0.25, (pen) =>
    words(pen, text, size * 0.65, height / 2, typeface, print.isContrast ? WHITE : INK),
  );
}

export type SignState = "open" | "serving" | "paused" | "closed";

export interface CounterSign {
  readonly state: SignState;
  /** The state in words; null where there is only room for its shape. */
  readonly word: string | null;
  readonly number: string | null;
  /** The number being called is mine. */
  readonly isMine: boolean;
}

/** A counter's state by shape, word and colour, and large the number being called. */
export function counterSign(print: Print, sign: CounterSign): Card {
  const size = 12.5 * print.size;
  const [typeface, large] = [font(size, 600), font(size * 1.75, 700)];
  const [row, pad, shape] = [size * 1.65, size * 0.55, size * 0.9];
  const wordWidth = sign.word === null ? 0 : widthOf(sign.word, typeface) + size * 0.4;
  const numberWidth = sign.number === null ? 0 : widthOf(sign.number, large);
  const width = Math.ceil(Math.max(shape + wordWidth, numberWidth) + pad * 2);
  const height = Math.ceil(row + (sign.number === null ? 0 : size * 2.05));
  const isCall = sign.isMine && sign.number !== null;
  const ink = print.isContrast && !isCall ? WHITE : INK;
  return card(print, width, height, size * 0.42, (pen) => {
    if (isCall) fillAll(pen, width, height, size * 0.42, PERSIMMON);
    const start = (width - shape - wordWidth) / 2;
    stateShape(pen, sign.state, start, row / 2 - shape / 2, shape, isCall ? INK : colourOf(sign.state, print));
    if (sign.word !== null) words(pen, sign.word, start + shape + size * 0.4, row / 2, typeface, ink);
    if (sign.number !== null) words(pen, sign.number, (width - numberWidth) / 2, row + size * 0.85, large, ink);
  });
}

function colourOf(state: SignState, print: Print): string {
  if (print.isContrast) return WHITE;
  return { open: PINE, serving: INDIGO, paused: PLUM, closed: GRANITE }[state];
}

/** Circle: open. Bubble: in conversation. Two bars: paused. Crossed square: closed. */
function stateShape(pen: Pen, state: SignState, x: number, y: number, size: number, colour: string): void {
  pen.fillStyle = pen.strokeStyle = colour;
  pen.lineWidth = size * 0.17;
  if (state === "open") dot(pen, x + size / 2, y + size / 2, size / 2, colour);
  if (state === "serving") speaking(pen, x, y, size);
  if (state === "paused") for (const left of [0.12, 0.6]) pen.fillRect(x + size * left, y, size * 0.28, size);
  if (state === "closed") crossed(pen, x, y, size);
}

function speaking(pen: Pen, x: number, y: number, size: number): void {
  pen.beginPath();
  pen.roundRect(x, y + size * 0.04, size, size * 0.68, size * 0.22);
  pen.moveTo(x + size * 0.22, y + size * 0.6);
  pen.lineTo(x + size * 0.22, y + size);
  pen.lineTo(x + size * 0.58, y + size * 0.6);
  pen.fill();
}

function crossed(pen: Pen, x: number, y: number, size: number): void {
  const inset = size * 0.08;
  pen.strokeRect(x + inset, y + inset, size - inset * 2, size - inset * 2);
  pen.beginPath();
  pen.moveTo(x + size * 0.3, y + size / 2);
  pen.lineTo(x + size * 0.7, y + size / 2);
  pen.stroke();
}

/** Somebody's words, as a speech bubble. */
export function bubble(print: Print, text: string): Card {
  const size = 14 * print.size;
  const typeface = font(size, 500);
  const lines = wrapped(text, 200 * print.size, 4, (part) => widthOf(part, typeface));
  const line = size * 1.38;
  const width = Math.ceil(Math.max(...lines.map((part) => widthOf(part, typeface))) + size * 1.6);
  const height = Math.ceil(lines.length * line + size * 0.8);
  return card(print, width, height, size * 0.8, (pen) => {
    lines.forEach((part, index) => {
      words(pen, part, size * 0.8, size * 0.4 + line * (index + 0.5), typeface, print.isContrast ? WHITE : INK);
    });
  });
}

/** The tail of a speech bubble, which points at the speaker. */
export function bubbleTail(print: Print): Texture {
  return canvasTexture(14, 9, print.sharpness, (pen) => {
    pen.fillStyle = print.isContrast ? BLACK : PAPER;
    pen.beginPath();
    pen.moveTo(0, 0);
    pen.quadraticCurveTo(5, 2, 7, 9);
    pen.quadraticCurveTo(9, 2, 14, 0);
    pen.fill();
  });
}

/** A card with a soft shadow; in high contrast black with a white edge. `draw` works from the card's own corner. */
function card(print: Print, width: number, height: number, radius: number, draw: (pen: Pen) => void): Card {
  const texture = canvasTexture(width + RIM * 2, height + RIM * 2, print.sharpness, (pen) => {
    pen.translate(RIM, RIM);
    pen.save();
    pen.shadowColor = "rgb(34 38 46 / 28%)";
    pen.shadowBlur = 5 * print.sharpness;
    pen.shadowOffsetY = 1.5 * print.sharpness;
    fillAll(pen, width, height, radius, print.isContrast ? BLACK : PAPER);
    pen.restore();
    draw(pen);
    if (print.isContrast) edge(pen, width, height, radius);
  });
  return { texture, width, height };
}

function fillAll(pen: Pen, width: number, height: number, radius: number, colour: string): void {
  pen.fillStyle = colour;
  pen.beginPath();
  pen.roundRect(0, 0, width, height, radius);
  pen.fill();
}

function edge(pen: Pen, width: number, height: number, radius: number): void {
  pen.strokeStyle = WHITE;
  pen.lineWidth = 2;
  pen.beginPath();
  pen.roundRect(0, 0, width, height, radius);
  pen.stroke();
}

function words(pen: Pen, text: string, x: number, middle: number, typeface: string, colour: string): void {
  pen.font = typeface;
  pen.fillStyle = colour;
  pen.textBaseline = "middle";
  pen.fillText(text, x, middle + 0.5);
}

function dot(pen: Pen, x: number, y: number, radius: number, colour: string): void {
  pen.fillStyle = colour;
  pen.beginPath();
  pen.arc(x, y, radius, 0, Math.PI * 2);
  pen.fill();
}
