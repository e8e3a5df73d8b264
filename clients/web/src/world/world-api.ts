// The world API, between the page and the drawn world: what the drawing may read, and what it may do. The page imports nothing of
// src/world but this file and, lazily, `start` of src/world/index.ts; the world never imports src/page.
import type { ReadonlySignal } from "@preact/signals";
import type { DrawnAvatar } from "../model/motion";
import type { Plan } from "../model/plan";
import type { Supplies } from "../net/supplies";
import type { Called, CounterView, Person, Room, TicketView } from "../protocol/generated";

export type { DrawnAvatar } from "../model/motion";

/** Words said just now by somebody in view, for a bubble; `until` is on the clock of `performance.now()`. */
export interface Bubble {
  readonly slot: number;
  readonly text: string;
  readonly until: number;
}

/** What the drawing reads. All signals change on the page's thread; `frame` is called once an animation frame, unless nothing moves. */
export interface WorldState {
  /** The room I am in; when it changes, load `room.map` (a Tiled map) anew. */
  readonly room: ReadonlySignal<Room | null>;
  /** Walls and areas of that room, read by the page; null until loaded. */
  readonly plan: ReadonlySignal<Plan | null>;
  /** Who is in the room, by slot; those in view are in `frame`. */
  readonly people: ReadonlySignal<ReadonlyMap<number, Person>>;
  readonly counters: ReadonlySignal<readonly CounterView[]>;
  readonly ticket: ReadonlySignal<TicketView | null>;
  /** My number is being called: light the way to `called.ticket.counter` or booth. */
  readonly called: ReadonlySignal<Called | null>;
  readonly bubbles: ReadonlySignal<readonly Bubble[]>;
  readonly language: ReadonlySignal<"ko" | "en">;
  /** Reduced motion: nothing moves but people, and they without bobbing. */
  readonly stillness: ReadonlySignal<boolean>;
  readonly contrast: ReadonlySignal<boolean>;
  readonly textSize: ReadonlySignal<"normal" | "large" | "largest">;
  /** Screen px at each side that panels cover now: keep what matters in the middle of the rest. */
  readonly covered: ReadonlySignal<Covered>;
  /** Another number whenever somebody may move or have moved: the drawing sleeps while nothing does. */
  readonly stirred: ReadonlySignal<number>;
  /** Return every avatar in view now, mine too: foot points in px of the place. `nowMs` is `performance.now()`. */
  frame(nowMs: number): readonly DrawnAvatar[];
  /** Return words of the page by Fluent key, for signs and states ("counter-open" ...). */
  say(key: string, about?: Record<string, string | number>): string;
}

export interface Covered {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

/** What the drawing may do. Keys are the page's own business: it steers while the world has the focus. */
export interface WorldActions {
  /** Walk to a point of the place, in px: a tap on the floor. */
  walkTo(xPx: number, yPx: number): void;
  /** Go to a counter, door, booth, seat or person, by its name or id: a tap on it. */
  goTo(kind: "counter" | "door" | "booth" | "seat" | "person", name: string): void;
  /** Show a counter, or a person, in the panel. */
  openCounter(id: string): void;
  openPerson(id: string): void;
}

/** The drawing as the page holds it. */
export interface World {
  /** Take everything down: the page goes plain. */
  stop(): void;
}

/** What src/world/index.ts exports as `start`: resolves when the first picture of the room is drawn. Rejects when the device cannot draw; the page then stays plain. */
export type Start = (host: HTMLElement, state: WorldState, actions: WorldActions, supplies: Supplies) => Promise<World>;
