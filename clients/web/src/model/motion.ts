// Everybody's motion for the drawing: others a little in the past, by interpolation; my own avatar at once, by prediction.
// Knows the server's clock by reading it; instants are handed in (ms).
import { type Signal, signal } from "@preact/signals";
import type { ServerClock } from "../net/clock";
import type { Room, TickFrame } from "../protocol/generated";
import { sections } from "../protocol/motion";
import { STILL, type Walls } from "../protocol/step";
import { mix, OwnAvatar, px } from "./own-avatar";
import { PlaybackClock } from "./playback-clock";
import type { Chosen } from "./predicted-walk";
import { Following, type Pixel, Smoothing } from "./smoothing";
import { type Leg, View } from "./view";

/** One avatar as it is to be drawn now: its foot point in px of the place, and where it heads (0: it stands). */
export interface DrawnAvatar {
  readonly slot: number;
  readonly x: number;
  readonly y: number;
  readonly heading: number;
}

/** What the debug panel shows of the motion. */
export interface MotionStatistics {
  readonly serverTick: number;
  readonly drawnTick: number;
  readonly publishTicks: number;
  readonly inView: number;
  readonly corrections: number;
  readonly correctionPx: number;
  readonly correctionPxMax: number;
}

const CORRECTION_PX_MIN = 0.5;

export class Motion {
  /** Another number whenever somebody may move or have moved: who sleeps while nothing moves wakes by it. */
  readonly stirred: Signal<number> = signal(0);
  private readonly view = new View();
  private readonly playback = new PlaybackClock();
  private readonly following = new Following();
  private smoothing = new Smoothing();
  private own: OwnAvatar | null = null;
  private slot = -1;
  private publishTicks = 0;
  private drawnMs = 0;
  private isGuided = false;
  private learnt: Leg | null = null;
  private corrections = { corrections: 0, correctionPx: 0, correctionPxMax: 0 };

  constructor(private readonly clock: ServerClock) {}

  /** I am in another room now: forget all that was known of the one before. */
  enter(room: Room, nowMs: number): void {
    this.view.clear();
    this.playback.restart();
    this.following.clear();
    this.smoothing = new Smoothing();
    this.slot = room.slot;
    this.publishTicks = room.publish;
    this.own = new OwnAvatar({ x: room.x, y: room.y }, nowMs);
    this.isGuided = false;
    this.learnt = null;
    this.drawnMs = nowMs;
    this.stirred.value += 1;
  }

  lay(walls: Walls, cellUnits: number): void {
    this.stirred.value += 1;
    this.view.lay(walls, cellUnits);
    this.own?.lay(walls);
  }

  /** One `tick` frame came. */
  take(frame: TickFrame, nowMs: number): void {
    this.stirred.value += 1;
    const was = this.truth(nowMs);
    this.view.apply(frame.n, sections(frame.d), frame.v ?? null);
    this.playback.framed(frame.n);
    const mine = this.view.latest(this.slot);
    if (mine !== null && mine !== this.learnt) this.learn(mine, nowMs);
    this.smoothing.correct(was, this.truth(nowMs));
  }

  forget(slot: number): void {
    this.stirred.value += 1;
    this.view.forget(slot);
  }

  /** Head somewhere; returns what to send, or null when nothing changes. */
  head(heading: number, nowMs: number): Chosen | null {
    const { own } = this;
    if (own === null || (heading === STILL && this.isGuided)) return null;
    this.stirred.value += 1;
    const was = this.truth(nowMs);
    if (this.isGuided) own.place(this.view.at(this.slot, Math.floor(this.clock.tickAt(nowMs))) ?? { x: 0, y: 0 });
    this.isGuided = false;
    const chosen = own.head(heading, nowMs);
    this.smoothing.correct(was, this.truth(nowMs));
    return chosen;
  }

  /** What to send on every new connection, so that the server knows where I head now: after a reload, nowhere. */
  restate(): Chosen | null {
    if (this.isGuided) return null; // the server leads me on
    return this.own?.restate() ?? { n: 0, h: STILL, k: 255 };
  }

  /** Return the input number for a `go`. */
  nextNumber(): number {
    return this.own?.nextNumber() ?? 0;
  }

  /** Return every avatar in view, for one frame of the drawing. */
  frame(nowMs: number): DrawnAvatar[] {
    const tick = this.tick(nowMs);
    const slots = new Set(this.view.slots());
    slots.delete(this.slot);
    this.following.begin(nowMs);
    const drawn = [...slots].map((slot) => this.other(slot, tick));
    this.following.keep(slots);
    if (this.own !== null) drawn.push(this.mine(this.own, tick, nowMs));
    this.drawnMs = nowMs;
    return drawn.filter((avatar) => avatar !== null);
  }

  /** Where I stand, in px, without any smoothing: for lists and names of areas. */
  myPlace(nowMs: number): Pixel | null {
    return this.own === null ? null : this.truth(nowMs);
  }

  statistics(nowMs: number): MotionStatistics {
    const { publishTicks, corrections } = this;
    const inView = [...this.view.slots()].length;
    return { serverTick: this.clock.tickAt(nowMs), drawnTick: this.tick(nowMs), publishTicks, inView, ...corrections };
  }

  private learn(mine: Leg, nowMs: number): void {
    const { own } = this;
    this.learnt = mine;
    if (own === null) return;
    if (mine.guided) {
      this.isGuided ||= mine.input === own.lastNumber; // older than my last input: no longer true
    } else if (this.isGuided) {
      this.isGuided = false; // the server has led me to where I wanted: I stand there
      own.place(mine);
    } else this.count(own.reconcile(mine, nowMs));
  }

  private count(by: Pixel): void {
    const correctionPx = Math.hypot(by.x, by.y);
    if (correctionPx < CORRECTION_PX_MIN) return;
    const { corrections, correctionPxMax } = this.corrections;
    const most = Math.max(correctionPxMax, correctionPx);
    this.corrections = { corrections: corrections + 1, correctionPx, correctionPxMax: most };
  }

  private mine(own: OwnAvatar, tick: number, nowMs: number): DrawnAvatar {
    const led = this.isGuided ? this.view.at(this.slot, Math.floor(tick)) : null;
    const heading = led?.heading ?? own.heading;
    const way = led === null && own.isHeldUp ? STILL : heading;
    const at = this.smoothing.drawn(this.truth(nowMs), Math.max(0, nowMs - this.drawnMs), way);
    return { slot: this.slot, ...at, heading };
  }

  private truth(nowMs: number): Pixel {
    const led = this.isGuided ? this.between(this.slot, this.tick(nowMs)) : null;
    return led ?? this.own?.at(nowMs) ?? { x: 0, y: 0 };
  }

  private tick(nowMs: number): number {
    return this.playback.at(nowMs, this.clock.tickAt(nowMs));
  }

  private other(slot: number, tick: number): DrawnAvatar | null {
    const ends = this.view.during(slot, Math.floor(tick));
    if (ends === null) return null;
    const at = mix(px(ends[0]), px(ends[1]), tick - Math.floor(tick));
    return { slot, ...this.following.follow(slot, at), heading: ends[0].heading };
  }

  private between(slot: number, tick: number): Pixel | null {
    const ends = this.view.during(slot, Math.floor(tick));
    return ends === null ? null : mix(px(ends[0]), px(ends[1]), tick - Math.floor(tick));
  }
}
