// Everybody's motion for the drawing: others a little in the past from the view, me at once from my own walk.
// Knows the server's clock by reading it; instants are handed in (ms).
import type { ServerClock } from "../net/clock";
import { QUIET_TICKS_MAX, type Room, TICK_MS, type TickFrame, UNITS_PER_PX } from "../protocol/generated";
import { sections } from "../protocol/motion";
import { type Point, STILL, type Walls } from "../protocol/step";
import { type Pixel, Smoothing } from "./smoothing";
import { type Leg, View } from "./view";
import { type Chosen, Walk } from "./walk";

/** One avatar as it is to be drawn now: its foot point in px of the place, and where it heads (0: it stands). */
export interface DrawnAvatar {
  readonly slot: number;
  readonly x: number;
  readonly y: number;
  readonly heading: number;
}

const DELAY_TICKS_BEYOND_PUBLISH = 2;
const OWN_TICKS_AT_ONCE_MAX = 10;

export class Motion {
  private readonly view = new View();
  private walk: Walk | null = null;
  private slot = -1;
  private publishTicks = 2;
  private framedTick = 0;
  private ownTickMs = 0;
  private drawnMs = 0;
  private isGuided = false;
  private smoothing = new Smoothing();

  constructor(private readonly clock: ServerClock) {}

  /** I am in a room now: all before is void. */
  enter(room: Room, nowMs: number): void {
    this.view.clear();
    this.slot = room.slot;
    this.publishTicks = room.publish;
    this.walk = new Walk({ x: room.x, y: room.y });
    this.smoothing = new Smoothing();
    this.isGuided = false;
    this.ownTickMs = this.drawnMs = nowMs;
  }

  lay(walls: Walls, cellUnits: number): void {
    this.view.lay(walls, cellUnits);
    this.walk?.lay(walls);
  }

  /** One `tick` frame came. */
  take(frame: TickFrame, nowMs: number): void {
    this.view.apply(frame.n, sections(frame.d), frame.v ?? null);
    this.framedTick = Math.max(this.framedTick, frame.n);
    const mine = this.view.latest(this.slot);
    if (mine !== null) this.learn(mine, nowMs);
  }

  forget(slot: number): void {
    this.view.forget(slot);
  }

  /** Head somewhere; returns what to send, or null when nothing changes. */
  head(heading: number, nowMs: number): Chosen | null {
    const walk = this.walk;
    if (walk === null || (heading === STILL && this.isGuided)) return null;
    const was = this.truth(nowMs);
    if (this.isGuided) walk.place(this.view.at(this.slot, Math.floor(this.clock.tickAt(nowMs))) ?? walk.at);
    this.isGuided = false;
    this.catchUp(nowMs);
    const chosen = walk.head(heading);
    this.smoothing.correct(was, this.truth(nowMs));
    return chosen;
  }

  /** Return the input number for a `go`. */
  nextNumber(): number {
    return this.walk?.nextNumber() ?? 0;
  }

  /** Return every avatar in view, for one frame of the drawing. */
  frame(nowMs: number): DrawnAvatar[] {
    this.catchUp(nowMs);
    const tick = this.othersTick(nowMs);
    const drawn = [...this.view.slots()].filter((slot) => slot !== this.slot).map((slot) => this.other(slot, tick));
    if (this.walk !== null) drawn.push(this.mine(nowMs));
    this.drawnMs = nowMs;
    return drawn.filter((avatar) => avatar !== null);
  }

  /** Where I stand, in px, without any smoothing: for lists and names of areas. */
  myPlace(): Pixel | null {
    return this.walk === null ? null : px(this.isGuided ? (this.view.latest(this.slot) ?? this.walk.at) : this.walk.at);
  }

  private learn(mine: Leg, nowMs: number): void {
    const walk = this.walk;
    if (walk === null) return;
    const was = this.truth(nowMs);
    if (mine.guided)
      this.isGuided ||= mine.input === walk.lastNumber; // older than my last input: no longer true
    else if (this.isGuided) this.handBack(mine);
    else walk.reconcile(mine);
    this.smoothing.correct(was, this.truth(nowMs));
  }

  /** The server has led me to where I wanted: I stand there. */
  private handBack(mine: Leg): void {
    this.isGuided = false;
    this.walk?.place(mine);
  }

  private mine(nowMs: number): DrawnAvatar {
    const at = this.smoothing.drawn(this.truth(nowMs), Math.max(0, nowMs - this.drawnMs));
    const led = this.isGuided ? this.view.at(this.slot, Math.floor(this.othersTick(nowMs))) : null;
    return { slot: this.slot, ...at, heading: led?.heading ?? this.walk?.heading ?? STILL };
  }

  private truth(nowMs: number): Pixel {
    const led = this.isGuided ? this.between(this.slot, this.othersTick(nowMs)) : null;
    if (led !== null) return led;
    if (this.walk === null) return { x: 0, y: 0 };
    return mix(this.walk.before, this.walk.at, Math.min(1, (nowMs - this.ownTickMs) / TICK_MS));
  }

  /** My own ticks follow my own clock; after a long sleep of the page they do not run after it. */
  private catchUp(nowMs: number): void {
    const late = Math.floor((nowMs - this.ownTickMs) / TICK_MS);
    if (late > OWN_TICKS_AT_ONCE_MAX) this.ownTickMs = nowMs - TICK_MS;
    while (nowMs - this.ownTickMs >= TICK_MS) {
      this.walk?.advance();
      this.ownTickMs += TICK_MS;
    }
  }

  /** A tick of the past that is surely known, and not beyond what the last frame vouches for (SPEC R9). */
  private othersTick(nowMs: number): number {
    const wanted = this.clock.tickAt(nowMs) - this.publishTicks - DELAY_TICKS_BEYOND_PUBLISH;
    return Math.min(wanted, this.framedTick + QUIET_TICKS_MAX);
  }

  private other(slot: number, tick: number): DrawnAvatar | null {
    const ends = this.view.during(slot, Math.floor(tick));
    return ends === null ? null : { slot, ...mix(ends[0], ends[1], tick - Math.floor(tick)), heading: ends[0].heading };
  }

  private between(slot: number, tick: number): Pixel | null {
    const ends = this.view.during(slot, Math.floor(tick));
    return ends === null ? null : mix(ends[0], ends[1], tick - Math.floor(tick));
  }
}

function px(point: Point): Pixel {
  return { x: point.x / UNITS_PER_PX, y: point.y / UNITS_PER_PX };
}

function mix(from: Point, to: Point, share: number): Pixel {
  return px({ x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share });
}
