// The whole drawing: reads the state, moves the parts, renders when anything changed. The parts do not know each other.
import { effect, type ReadonlySignal } from "@preact/signals";
import type { Supplies } from "../net/supplies";
import type { Room } from "../protocol/generated";
import { BEAT_MS } from "./ambience";
import { wordsOnBoard } from "./boards";
import { Camera, uncovered } from "./camera";
import type { Print } from "./cards";
import { darkness } from "./evening";
import type { FrameContext } from "./frame-context";
import { loadMap } from "./map-loading";
import { MIST, MOSS } from "./palette";
import type { Spot, Thing } from "./place";
import { PlaceTransition } from "./place-transition";
import { Scene } from "./scene";
import { sheetScale } from "./sharpness";
import { Sheets } from "./sheets";
import type { Stage } from "./stage";
import { act, hitIn } from "./taps";
import type { DrawnAvatar, WorldActions, WorldState } from "./world-api";

/** The middle of a person is so far above the foot, px of the place. */
const BODY_PX = 22;
/** A move of this much in one frame is a step; less is smoothing that comes to rest. */
const STEP_PX = 0.4;
const AGAIN_MS = 3000;
const NOTHING_MOVED: Moved = { isSeen: false, goesOn: false };
const HOUR_CHECK_MS = 20_000;
const TEXT_SIZES = { normal: 1, large: 1.25, largest: 1.5 } as const;

/** What one frame brought: something to see, something that goes on. */
interface Moved {
  readonly isSeen: boolean;
  readonly goesOn: boolean;
}

export class Drawing {
  readonly camera = new Camera();
  /** Called when something changed: frames may have stopped. */
  wake: () => void = () => {};
  private readonly sheets: Sheets;
  private readonly transition: PlaceTransition;
  private scene: Scene | null = null;
  private entered = "";
  private readonly mine = { x: 0, y: 0 };
  private isStale = true;
  private isGone = false;
  private hourCheckedMs = Number.NEGATIVE_INFINITY;
  private readonly undo: (() => void)[] = [];
  private firstPlace = "";
  private hasShown = false;
  private tellShown: () => void = () => {};
  /** Resolves when the first picture is drawn. */
  readonly isShown = new Promise<void>((resolve) => {
    this.tellShown = resolve;
  });

  constructor(
    private readonly stage: Stage,
    private readonly state: WorldState,
    private readonly actions: WorldActions,
    private readonly supplies: Supplies,
    private readonly hourNow: () => number,
  ) {
    this.sheets = new Sheets(supplies, () => this.refresh());
    this.transition = new PlaceTransition(stage.layers.transition);
    this.resize();
  }

  /** Wait for the first room, load it, then follow the state. Rejects when its map cannot be had. */
  async open(): Promise<void> {
    const room = await firstOf(this.state.room);
    this.firstPlace = room.place;
    const isOpen = this.sheets.open(room.place, sheetScale(this.stage.resolution * this.camera.usualZoom));
    await this.enter(room, isOpen);
    this.undo.push(
      effect(() => this.watchRoom()),
      effect(() => this.watchPage()),
      effect(() => this.watchPrint()),
      this.state.stirred.subscribe(() => this.wake()),
    );
    const reprint = () => this.reprint();
    document.fonts.addEventListener("loadingdone", reprint);
    this.undo.push(() => document.fonts.removeEventListener("loadingdone", reprint));
  }

  /** Something changed that no signal tells. */
  refresh(): void {
    this.isStale = true;
    this.wake();
  }

  /** Somebody turns the camera. */
  turn(by: (camera: Camera) => void): void {
    by(this.camera);
    this.refresh();
  }

  /** How long the next frame may wait while nobody and nothing walks, slides or fades, ms; null: until something changes. */
  restMs(): number | null {
    if (this.state.stillness.peek()) return null;
    return this.scene?.isAmbient ? BEAT_MS : HOUR_CHECK_MS;
  }

  resize(): void {
    const resolution = this.stage.resolution;
    if (this.stage.measure()) this.refresh();
    if (resolution !== this.stage.resolution) this.scene?.reprint();
    this.camera.fit({ width: this.stage.width, height: this.stage.height, covered: this.state.covered.peek() });
    this.wake();
  }

  /** One frame: move everything to `nowMs` and draw it if that changed anything. Returns whether anything goes on. */
  frame(nowMs: number, elapsedMs: number): boolean {
    const isStill = this.state.stillness.peek();
    const wasStale = this.isStale;
    this.isStale = false;
    const moved = this.scene === null ? NOTHING_MOVED : this.move(this.scene, nowMs, elapsedMs, isStill, wasStale);
    const isSliding = this.transition.advance(elapsedMs, this.stage.width, this.stage.height);
    if (wasStale || moved.isSeen || isSliding) this.show();
    return wasStale || moved.goesOn || isSliding || this.isStale || (this.scene?.isAnybodySpeaking ?? false);
  }

  private show(): void {
    this.stage.render();
    if (this.hasShown || this.scene === null) return;
    this.hasShown = true;
    this.tellShown();
    this.refresh();
  }

  tap(screenX: number, screenY: number, nowMs: number): void {
    if (this.scene === null) return;
    const spot = act(hitIn(this.scene, this.state, this.camera.toPlace(screenX, screenY)), this.state, this.actions);
    if (spot !== null) this.scene.marks.tap(spot, nowMs);
    this.camera.comeBack();
    this.refresh();
  }

  /** True when a tap there would do more than walk. */
  isPointed(screenX: number, screenY: number): boolean {
    const kind = this.scene && hitIn(this.scene, this.state, this.camera.toPlace(screenX, screenY)).kind;
    return kind !== null && kind !== "floor" && kind !== "nothing";
  }

  close(): void {
    this.isGone = true;
    for (const undo of this.undo) undo();
    this.scene?.close();
    this.transition.destroy();
  }

  private move(scene: Scene, nowMs: number, elapsedMs: number, isStill: boolean, isStale: boolean): Moved {
    const avatars = this.state.frame(nowMs);
    const haveChanged = scene.figures.follow(avatars, this, nowMs, isStill);
    const hasTurned = this.camera.follow(this.target(avatars), elapsedMs, isStill);
    const goesOn = scene.move(nowMs, elapsedMs, isStill) || hasTurned || scene.figures.haveWalked;
    const isAmbient = scene.ambient(nowMs, isStill);
    if (nowMs - this.hourCheckedMs > HOUR_CHECK_MS) this.lightUp(nowMs, isStill);
    const isSeen = isStale || haveChanged || isAmbient || goesOn;
    if (isSeen) this.layOut(scene, nowMs, elapsedMs, isStill);
    return { isSeen, goesOn };
  }

  private layOut(scene: Scene, nowMs: number, elapsedMs: number, isStill: boolean): void {
    this.stage.aim(this.camera);
    if (this.hasShown) this.sheets.sharpen(sheetScale(this.camera.zoom * this.stage.resolution));
    if (scene.layOut(this.frameContext(scene), nowMs, elapsedMs, isStill)) this.isStale = true;
  }

  private lightUp(nowMs: number, isStill: boolean): void {
    this.hourCheckedMs = nowMs;
    const isDay = isStill || this.state.contrast.peek();
    this.stage.darken(isDay ? 0 : darkness(this.hourNow()));
  }

  readonly lookOf = (slot: number): string => this.state.people.peek().get(slot)?.look ?? "";

  private target(avatars: readonly DrawnAvatar[]): Spot {
    const slot = this.state.room.peek()?.slot ?? -1;
    const at = this.scene?.figures.bySlot.get(slot) ?? avatars.find((avatar) => avatar.slot === slot);
    if (at === undefined) return { x: this.camera.x, y: this.camera.y };
    if (Math.hypot(at.x - this.mine.x, at.y - this.mine.y) > STEP_PX) this.camera.comeBack(); // I walk: look where I go
    Object.assign(this.mine, { x: at.x, y: at.y });
    return { x: at.x, y: at.y - BODY_PX };
  }

  private frameContext(scene: Scene): FrameContext {
    const { width, height, resolution } = this.stage;
    const open = uncovered({ width, height, covered: this.state.covered.peek() });
    const mySlot = this.state.room.peek()?.slot ?? -1;
    return { scene, camera: this.camera, state: this.state, print: this.print, resolution, open, mySlot };
  }

  private get print(): Print {
    return {
      sharpness: this.stage.resolution,
      size: TEXT_SIZES[this.state.textSize.peek()],
      isContrast: this.state.contrast.peek(),
    };
  }

  private watchRoom(): void {
    const room = this.state.room.value;
    if (room !== null && keyOf(room) !== this.entered) void this.change(room);
  }

  /** Close the transition, load the next place, open it again. While the map cannot be had it stays closed, and we try again. */
  private async change(room: Room): Promise<void> {
    this.entered = keyOf(room);
    this.wake();
    await this.transition.close(this.state.stillness.peek());
    while (!this.isGone && this.entered === keyOf(room)) {
      const error = await this.enter(room, this.sheetsFor(room.place)).then(
        () => null,
        (cause: unknown) => cause,
      );
      if (error === null) return;
      console.warn("the next place cannot be drawn yet", error);
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  }

  /** The sheets that came first hold only what the first place shows. */
  private async sheetsFor(place: string): Promise<void> {
    if (place !== this.firstPlace) await this.sheets.complete();
  }

  private async enter(room: Room, areSheetsHere: Promise<void>): Promise<void> {
    this.entered = keyOf(room);
    const loaded = await loadMap(room.map, this.supplies, this.sheets.tiles, areSheetsHere);
    if (this.isGone || this.entered !== keyOf(room)) return;
    this.scene?.close();
    this.scene = new Scene(loaded, this.stage.layers, this.sheets);
    this.stage.surround(this.scene.isInMist ? MIST : MOSS);
    this.scene.things.write(this.wordsOf);
    this.camera.enter(this.scene.place, this.target(this.state.frame(performance.now())));
    this.transition.open(this.state.stillness.peek());
    this.refresh();
  }

  /** What is drawn from the page's state and not from motion. */
  private watchPage(): void {
    const { counters, called, people, bubbles, plan, covered } = this.state;
    for (const known of [counters, called, people, bubbles, plan, covered]) known.value;
    this.resize();
    this.scene?.things.write(this.wordsOf);
    this.refresh();
  }

  /** How words are drawn. */
  private watchPrint(): void {
    const { language, contrast, textSize, stillness } = this.state;
    for (const known of [language, contrast, textSize, stillness]) known.value;
    this.hourCheckedMs = Number.NEGATIVE_INFINITY;
    this.reprint();
  }

  private reprint(): void {
    this.scene?.reprint();
    this.scene?.things.write(this.wordsOf);
    this.refresh();
  }

  private readonly wordsOf = (thing: Thing): string => {
    const counter = this.state.counters.peek().find((known) => known.id === thing.counter);
    return wordsOnBoard(thing.text?.[this.state.language.peek()], counter?.calling);
  };

  readonly isAtDesk = (slot: number): boolean => {
    const person = this.state.people.peek().get(slot);
    return person?.role === "officer" && (person.counter ?? null) !== null;
  };
}

function keyOf({ room, map }: Room): string {
  return `${room} ${map}`;
}

/** Return the first value that is not null, waiting for it. */
function firstOf<T>(known: ReadonlySignal<T | null>): Promise<T> {
  return new Promise((resolve) => {
    const end = known.subscribe((value) => {
      if (value === null) return;
      resolve(value);
      queueMicrotask(() => end()); // not before `subscribe` has returned
    });
  });
}
