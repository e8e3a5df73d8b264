// The whole drawing: reads the state, moves the parts, renders when anything changed. The parts do not know each other.
import { effect } from "@preact/signals";
import { Camera, type Point } from "./camera";
import { Curtain } from "./curtain";
import { loadMap } from "./map-loading";
import { sheetScale } from "./pictures";
import type { Thing } from "./place";
import { Scene } from "./scene";
import type { DrawnAvatar, WorldActions, WorldState } from "./seam";
import { Sheets } from "./sheets";
import type { Stage } from "./stage";

/** The middle of a person is so far above the foot, px of the place. */
const BODY_PX = 22;
const AGAIN_MS = 3000;

export class Drawing {
  readonly camera = new Camera();
  readonly sheets: Sheets;
  private readonly curtain: Curtain;
  private scene: Scene | null = null;
  private enteredMap = "";
  private enteredRoom = "";
  private isStale = true;
  private isGone = false;
  private readonly undo: (() => void)[] = [];

  constructor(
    private readonly stage: Stage,
    private readonly state: WorldState,
    readonly actions: WorldActions,
  ) {
    this.sheets = new Sheets(() => this.refresh());
    this.curtain = new Curtain(stage.layers.curtain);
    this.resize();
  }

  /** Load what every place needs and the first room, then follow the state. Rejects when the first map cannot be had. */
  async open(): Promise<void> {
    await this.sheets.open(sheetScale(this.stage.resolution * 1.2));
    const room = this.state.room.peek();
    if (room !== null) await this.enter(room.map, room.room);
    this.undo.push(
      effect(() => this.watchRoom()),
      effect(() => this.watchWords()),
    );
    const retype = () => this.retype();
    document.fonts?.addEventListener("loadingdone", retype);
    this.undo.push(() => document.fonts?.removeEventListener("loadingdone", retype));
  }

  /** Something changed that no signal tells. */
  refresh(): void {
    this.isStale = true;
  }

  resize(): void {
    if (this.stage.measure()) this.refresh();
    this.camera.fit({ width: this.stage.width, height: this.stage.height, covered: this.state.covered.peek() });
  }

  /** One frame: move everything to `nowMs` and draw it if that changed anything. */
  frame(nowMs: number, elapsedMs: number): void {
    const isStill = this.state.stillness.peek();
    let hasChanged = this.isStale;
    this.isStale = false;
    if (this.scene !== null && this.moveScene(this.scene, nowMs, elapsedMs, isStill)) hasChanged = true;
    if (this.curtain.advance(elapsedMs, this.stage.width, this.stage.height)) hasChanged = true;
    if (hasChanged) this.stage.render();
  }

  close(): void {
    this.isGone = true;
    for (const undo of this.undo) undo();
    this.scene?.close();
    this.curtain.destroy();
  }

  private moveScene(scene: Scene, nowMs: number, elapsedMs: number, isStill: boolean): boolean {
    const avatars = this.state.frame(nowMs);
    let hasChanged = scene.figures.follow(avatars, this.lookOf, nowMs, elapsedMs, isStill);
    scene.crowd.settle();
    if (this.camera.follow(this.target(avatars), elapsedMs, isStill)) hasChanged = true;
    if (hasChanged) this.aim();
    return hasChanged;
  }

  private aim(): void {
    this.stage.aim(this.camera);
    this.sheets.sharpen(sheetScale(this.camera.zoom * this.stage.resolution));
  }

  private readonly lookOf = (slot: number): string => this.state.people.peek().get(slot)?.look ?? "";

  private target(avatars: readonly DrawnAvatar[]): Point {
    const slot = this.state.room.peek()?.slot;
    const figure = slot === undefined ? undefined : this.scene?.figures.bySlot.get(slot);
    const at = figure ?? avatars.find((avatar) => avatar.slot === slot);
    return at === undefined ? { x: this.camera.x, y: this.camera.y } : { x: at.x, y: at.y - BODY_PX };
  }

  private watchRoom(): void {
    const room = this.state.room.value;
    if (room === null || (room.room === this.enteredRoom && room.map === this.enteredMap)) return;
    void this.change(room.map, room.room);
  }

  /** Shut the paper door, load the next place, open it; while a map cannot be had, try again behind the door. */
  private async change(map: string, room: string): Promise<void> {
    [this.enteredMap, this.enteredRoom] = [map, room];
    await this.curtain.close(this.state.stillness.peek());
    while (!this.isGone && this.enteredRoom === room) {
      const error = await this.enter(map, room).then(
        () => null,
        (cause: unknown) => cause,
      );
      if (error === null) return;
      console.warn("the next place cannot be drawn yet", error);
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  }

  private async enter(map: string, room: string): Promise<void> {
    [this.enteredMap, this.enteredRoom] = [map, room];
    const loaded = await loadMap(map, this.sheets.tiles);
    if (this.isGone || this.enteredRoom !== room) return;
    this.scene?.close();
    this.scene = new Scene(loaded, this.stage.layers, this.sheets);
    this.scene.things.write(this.wordsOf);
    this.camera.enter(this.scene.place, this.target(this.state.frame(performance.now())));
    this.curtain.open(this.state.stillness.peek());
    this.aim();
    this.refresh();
  }

  private watchWords(): void {
    this.state.language.value;
    this.state.counters.value;
    this.state.covered.value;
    this.state.contrast.value;
    this.resize();
    this.scene?.things.write(this.wordsOf);
    this.refresh();
  }

  private retype(): void {
    this.scene?.things.forget();
    this.scene?.things.write(this.wordsOf);
    this.refresh();
  }

  /** A number plate says the number being called; without one, which counter it is. */
  private readonly wordsOf = (thing: Thing): string => {
    const counter = this.state.counters.peek().find((known) => known.id === thing.counter);
    return counter?.calling ?? thing.text?.[this.state.language.peek()] ?? "";
  };
}
