// The state of the world as the page would hand it over, simulated without a server: the real plan, the real step, people who wander
// by a seeded chance. What the drawing reads is as it would be: positions, headings, names, counters, calls.
import { type Signal, signal } from "@preact/signals";
import { line } from "../../environment";
import type { Plan } from "../../model/plan";
import { fetchPlan } from "../../model/plan-loading";
import { SuppliesAhead } from "../../net/supplies";
import type { Called, CounterView, Person, Room, TicketView } from "../../protocol/generated";
import { TICK_MS, UNITS_PER_PX } from "../../protocol/generated";
import { isFree, type Point, step } from "../../protocol/step";
import english from "../../words/en";
import korean from "../../words/ko";
import { bundleOf } from "../../words/words";
import type { Bubble, Covered, DrawnAvatar, WorldActions, WorldState } from "../world-api";
import { LOOKS, NAMES } from "./people";

interface Walker {
  readonly slot: number;
  at: Point;
  before: Point;
  heading: number;
  restTicks: number;
}

/** A seeded source of chance, so that every load of the page shows the same. */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) % 4294967296;
    return state / 4294967296;
  };
}

export class SimulatedWorld {
  readonly room: Signal<Room | null>;
  readonly plan = signal<Plan | null>(null);
  readonly people = signal<ReadonlyMap<number, Person>>(new Map());
  readonly counters = signal<readonly CounterView[]>([]);
  readonly ticket = signal<TicketView | null>(null);
  readonly called = signal<Called | null>(null);
  readonly bubbles = signal<readonly Bubble[]>([]);
  readonly language: Signal<"ko" | "en">;
  readonly stillness: Signal<boolean>;
  readonly contrast: Signal<boolean>;
  readonly textSize: Signal<"normal" | "large" | "largest">;
  readonly covered: Signal<Covered>;
  readonly stirred = signal(0);
  readonly supplies = new SuppliesAhead(line, document.baseURI);
  readonly done: string[] = [];
  readonly walkers: Walker[] = [];
  private readonly roll = seededRandom(7);
  private tickedMs = performance.now();
  private readonly bundles = { ko: bundleOf("ko", korean), en: bundleOf("en", english) };

  private constructor(private readonly query: URLSearchParams) {
    this.room = signal(this.roomOf(query.get("place") ?? "city_hall", query.get("map")));
    this.language = signal(query.get("lang") === "en" ? "en" : "ko");
    this.stillness = signal(query.has("still"));
    this.contrast = signal(query.has("contrast"));
    this.textSize = signal((query.get("text") as "large" | null) ?? "normal");
    const [top = 0, right = 0, bottom = 0, left = 0] = (query.get("covered") ?? "").split(",").map(Number);
    this.covered = signal({ top, right, bottom, left });
  }

  static async of(query: URLSearchParams): Promise<SimulatedWorld> {
    const world = new SimulatedWorld(query);
    await world.lay();
    return world;
  }

  get state(): WorldState {
    const { room, plan, people, counters, ticket, called, bubbles, language, stillness, contrast, textSize, covered } =
      this;
    const signals = {
      room,
      plan,
      people,
      counters,
      ticket,
      called,
      bubbles,
      language,
      stillness,
      contrast,
      textSize,
      covered,
      stirred: this.stirred,
    };
    return { ...signals, frame: (nowMs) => this.frame(nowMs), say: (key, about) => this.say(key, about) };
  }

  get actions(): WorldActions {
    const tell = (name: string, ...what: (string | number)[]) => this.done.push([name, ...what].join(" "));
    return {
      walkTo: (x, y) => tell("walkTo", Math.round(x), Math.round(y)),
      goTo: (kind, name) => tell("goTo", kind, name),
      openCounter: (id) => tell("openCounter", id),
      openPerson: (id) => tell("openPerson", id),
    };
  }

  /** Go to another place, as through a door. */
  async enter(place: string): Promise<void> {
    this.room.value = this.roomOf(place, null);
    await this.lay();
  }

  walk(slot: number, heading: number): void {
    this.stirred.value += 1;
    const walker = this.walkers.find((one) => one.slot === slot);
    if (walker !== undefined) Object.assign(walker, { heading, restTicks: 0 });
  }

  private roomOf(place: string, map: string | null): Room {
    const [x, y] = (this.query.get("at") ?? (place === "plaza" ? "640,300" : "896,1130")).split(",").map(Number);
    const spot = { x: (x ?? 0) * UNITS_PER_PX, y: (y ?? 0) * UNITS_PER_PX };
    const title = { ko: "시청 마당", en: "City hall" };
    return {
      t: "room",
      room: `${place}-1`,
      place,
      title,
      slot: 0,
      ...spot,
      map: map ?? `/places/${place}/place.tmj`,
      cell: 640,
      capacity: 200,
      publish: 2,
    };
  }

  private async lay(): Promise<void> {
    const room = this.room.peek();
    if (room === null) return;
    this.plan.value = await fetchPlan(room.place, this.supplies);
    this.walkers.length = 0;
    const count = Number(this.query.get("people") ?? 14);
    for (let slot = 0; slot < count; slot += 1) this.walkers.push(this.walker(slot, room));
    this.people.value = new Map(this.walkers.map((walker) => [walker.slot, this.person(walker.slot)]));
    this.office(room.place);
    if (!this.query.has("stand")) setInterval(() => (this.stirred.value += 1), TICK_MS); // as frames would come
  }

  private walker(slot: number, room: Room): Walker {
    const at = slot === 0 ? { x: room.x, y: room.y } : (this.desk(slot) ?? this.somewhere(room));
    return {
      slot,
      at,
      before: at,
      heading: 0,
      restTicks: slot === 0 ? Number.POSITIVE_INFINITY : this.desk(slot) ? Number.POSITIVE_INFINITY : 0,
    };
  }

  private desk(slot: number): Point | null {
    const desks =
      this.room.peek()?.place === "city_hall"
        ? [
            [656, 412],
            [112, 572],
            [240, 572],
            [1136, 892],
          ]
        : [];
    const [x, y] = desks[slot - 1] ?? [];
    return x === undefined || y === undefined ? null : { x: x * UNITS_PER_PX, y: y * UNITS_PER_PX };
  }

  private somewhere(room: Room): Point {
    const spread = Number(this.query.get("spread") ?? 460) * UNITS_PER_PX;
    for (let tries = 0; tries < 200; tries += 1) {
      const x = Math.round(room.x + (this.roll() - 0.5) * 2 * spread);
      const y = Math.round(room.y + (this.roll() - 0.5) * 2 * spread);
      if (x > 0 && y > 0 && isFree(this.plan.peek()?.walls ?? null, x, y)) return { x, y };
    }
    return { x: room.x, y: room.y };
  }

  private person(slot: number): Person {
    const counter =
      this.desk(slot) === null ? null : (["consult-1", "documents-1", "documents-2", "welcome"][slot - 1] ?? null);
    if (counter !== null)
      return {
        a: slot,
        id: `officer-${slot}`,
        name: ["김서윤", "박도현", "이하은", "정민준"][slot - 1] ?? "",
        look: slot === 4 ? "guide" : `officer-${1 + (slot % 2)}`,
        role: "officer",
        counter,
      };
    const look = this.query.has("strangers") ? "nobody" : (LOOKS[slot % LOOKS.length] ?? "student");
    return {
      a: slot,
      id: `visitor-${slot}`,
      name: NAMES[slot % NAMES.length] ?? "",
      look,
      role: "citizen",
      counter: null,
    };
  }

  private office(place: string): void {
    const counter = (
      id: string,
      ko: string,
      en: string,
      state: CounterView["state"],
      calling: string | null,
    ): CounterView => ({
      id,
      place: "city_hall",
      title: { ko, en },
      services: [],
      state,
      officer: null,
      calling,
    });
    this.counters.value = [
      counter("consult-1", "상담 1", "Consultation 1", "serving", "A-012"),
      counter("consult-2", "상담 2", "Consultation 2", "closed", null),
      counter("documents-1", "서류 1", "Documents 1", "open", "B-107"),
      counter("documents-2", "서류 2", "Documents 2", "paused", null),
      counter("documents-3", "서류 3", "Documents 3", "closed", null),
      counter("welcome", "안내", "Welcome", "open", null),
    ];
    const callingCounter = this.query.get("called");
    if (callingCounter !== null && place !== "") this.call(callingCounter);
  }

  call(counter: string, booth: string | null = null): void {
    const ticket: TicketView = {
      id: "t",
      number: "B-107",
      service: "resident-register-copy",
      state: "called",
      counter,
      booth,
    };
    this.ticket.value = ticket;
    this.called.value = { t: "called", ticket, title: { ko: "서류", en: "Documents" } };
    this.counters.value = this.counters
      .peek()
      .map((known) => (known.id === counter ? { ...known, calling: "B-107" } : known));
  }

  speak(slot: number, text: string, lastingMs = 6000): void {
    this.bubbles.value = [...this.bubbles.peek(), { slot, text, until: performance.now() + lastingMs }];
  }

  private frame(nowMs: number): DrawnAvatar[] {
    if (nowMs - this.tickedMs > 1000) this.tickedMs = nowMs - TICK_MS;
    for (; nowMs - this.tickedMs >= TICK_MS; this.tickedMs += TICK_MS)
      for (const walker of this.walkers) this.advance(walker);
    const share = (nowMs - this.tickedMs) / TICK_MS;
    return this.walkers.map(({ slot, at, before, heading }) => ({
      slot,
      x: (before.x + (at.x - before.x) * share) / UNITS_PER_PX,
      y: (before.y + (at.y - before.y) * share) / UNITS_PER_PX,
      heading,
    }));
  }

  private advance(walker: Walker): void {
    walker.before = walker.at;
    walker.at = step(this.plan.peek()?.walls ?? null, walker.at, walker.heading);
    walker.restTicks -= 1;
    if (walker.restTicks > 0 || this.query.has("stand")) return;
    const isWalking = walker.heading !== 0 && walker.slot !== 0;
    if (walker.slot === 0) return;
    walker.heading = isWalking ? 0 : 1 + Math.floor(this.roll() * 8);
    walker.restTicks = isWalking ? 40 + this.roll() * 160 : 10 + this.roll() * 30;
  }

  private say(key: string, about?: Record<string, string | number>): string {
    const bundle = this.bundles[this.language.peek()];
    const pattern = bundle.getMessage(key)?.value;
    return pattern ? bundle.formatPattern(pattern, about ?? null, []) : key;
  }
}
