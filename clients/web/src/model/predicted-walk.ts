// The walk of my own avatar, predicted tick by tick and reconciled with what the server says about the same input (SPEC R2, R4, R6).
// Pure: ticks are counted by the caller. Positions are units.
import { INPUT_NUMBERS } from "../protocol/generated";
import { type Point, STILL, step, type Walls } from "../protocol/step";
import type { Leg } from "./view";

const INPUTS_KEPT = 64;
const HOLD_MAX = 255;

/** A heading I chose, at my own tick: the steps after it are taken under it. */
interface Input {
  readonly number: number;
  readonly heading: number;
  readonly tick: number;
  /** The server's tick from which it holds there; known from the first record that names it. */
  servedTick: number | null;
}

/** What to send for a new heading. */
export interface Chosen {
  readonly n: number;
  readonly h: number;
  readonly k: number;
}

export class PredictedWalk {
  private inputs: Input[] = [];
  private number = 0;
  private tick = 0;
  private point: Point;
  private previous: Point;
  private walls: Walls | null = null;

  constructor(at: Point, lastInput = 0) {
    this.point = at;
    this.previous = at;
    this.number = lastInput;
  }

  lay(walls: Walls): void {
    this.walls = walls;
  }

  /** The newest input number I have used. */
  get lastNumber(): number {
    return this.number;
  }

  get heading(): number {
    return this.inputs.at(-1)?.heading ?? STILL;
  }

  get at(): Point {
    return this.point;
  }

  /** Where I was one tick ago: the drawing goes from there to `at`. */
  get before(): Point {
    return this.previous;
  }

  /** Where I shall be one tick later. */
  get next(): Point {
    return step(this.walls, this.point, this.heading);
  }

  /** I stand, and have stood for a whole tick. */
  get isAtRest(): boolean {
    return this.heading === STILL && this.point.x === this.previous.x && this.point.y === this.previous.y;
  }

  /** Return the number for a command that ends my own walking (a `go`). */
  nextNumber(): number {
    this.number = (this.number + 1) % INPUT_NUMBERS;
    return this.number;
  }

  /** Head that way from the next tick on; null when I do already. */
  head(heading: number): Chosen | null {
    const last = this.inputs.at(-1);
    if (this.heading === heading) return null;
    const hasWalked = last !== undefined && last.heading !== STILL; // standing may be cut short: it changes no way
    const chosen = {
      n: this.nextNumber(),
      h: heading,
      k: hasWalked ? Math.min(HOLD_MAX, this.tick - last.tick) : HOLD_MAX,
    };
    const input: Input = { number: chosen.n, heading, tick: this.tick, servedTick: null };
    this.inputs = [...this.inputs, input].slice(-INPUTS_KEPT);
    return chosen;
  }

  /** Say again where I head: what I said last may have been lost with the connection. */
  restate(): Chosen {
    const { heading } = this;
    this.inputs = [{ number: this.nextNumber(), heading, tick: this.tick, servedTick: null }];
    return { n: this.number, h: heading, k: HOLD_MAX };
  }

  /** Stand at `at` from now on, with nothing to wait for: a door, a booth, the end of a way that the server led. */
  place(at: Point): void {
    this.inputs = [];
    this.point = at;
    this.previous = at;
  }

  /** One tick passes. */
  advance(): void {
    this.tick += 1;
    this.previous = this.point;
    this.point = this.next;
  }

  /** The server tells where I was under an input of mine: take its word, and walk again what I have walked since. */
  reconcile(leg: Leg): void {
    const index = this.inputs.findIndex((input) => input.number === leg.input);
    const input = this.inputs[index];
    if (input === undefined) return this.rest(leg);
    if (input.heading !== leg.heading) return this.halted(leg, this.inputs.slice(index + 1));
    if (leg.dated) input.servedTick ??= leg.tick;
    const stepsTaken = stepsUnder(input, leg);
    if (stepsTaken === null) return;
    this.inputs = this.inputs.slice(index);
    this.replay(leg, input.tick + stepsTaken);
  }

  /** I have chosen nothing since, and the server has me standing: there I stand. */
  private rest(leg: Leg): void {
    const isLast = this.inputs.length === 0 || leg.input === this.number;
    if (isLast && leg.heading === STILL) this.place(leg);
  }

  /** The server stopped me (a door, a seat): what I chose after that, if anything, goes on from there. */
  private halted(leg: Leg, since: readonly Input[]): void {
    const [next] = since;
    if (next === undefined) return this.place(leg);
    this.inputs = [...since];
    this.replay(leg, next.tick);
  }

  private replay(from: Point, fromTick: number): void {
    let [previous, point]: [Point, Point] = [from, from];
    for (let tick = fromTick; tick < this.tick; tick += 1)
      [previous, point] = [point, step(this.walls, point, this.headingAt(tick))];
    this.previous = previous;
    this.point = point;
  }

  private headingAt(tick: number): number {
    return this.inputs.findLast((input) => input.tick <= tick)?.heading ?? STILL;
  }
}

/** How many of my steps under `input` the server had taken at `leg`; null while that is not known. Standing needs no count. */
function stepsUnder(input: Input, leg: Leg): number | null {
  if (input.heading === STILL) return 0;
  // The first step under an input is taken in the very tick that it holds from.
  return input.servedTick === null ? null : leg.tick - input.servedTick + 1;
}
