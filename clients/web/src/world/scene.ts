// One place on the stage: its floor, its things, its people and what is over them. Made when we enter, taken down when we leave.
import type { Container, Texture } from "pixi.js";
import { Ambience } from "./ambience";
import { Bubbles } from "./bubbles";
import { discard } from "./canvas-texture";
import { CardStore } from "./card-store";
import { ClosedDoors } from "./closed-doors";
import { ContrastOverlay } from "./contrast-overlay";
import { CounterSigns } from "./counter-signs";
import { DepthLayer } from "./depth-layer";
import { Doors } from "./doors";
import { Figures } from "./figures";
import type { FrameContext } from "./frame-context";
import type { LoadedMap } from "./map-loading";
import { Marks } from "./marks";
import { layMist } from "./mist";
import { outskirtsOf, REACH_TILES } from "./outskirts";
import { type Place, readPlace } from "./place";
import { Plates } from "./plates";
import type { Sheets } from "./sheets";
import type { Layers } from "./stage";
import { Things } from "./things";
import { layersOf } from "./tile-layers";
import { standTiles } from "./tile-objects";

export class Scene {
  readonly place: Place;
  readonly things: Things;
  readonly figures: Figures;
  readonly marks: Marks;
  private readonly contrast: ContrastOverlay;
  private readonly closedDoors: ClosedDoors;
  private readonly standing: DepthLayer;
  private readonly doors: Doors;
  private readonly ambience: Ambience;
  private readonly signs: CounterSigns;
  private readonly plates: Plates;
  private readonly bubbles: Bubbles;
  private readonly cards = new CardStore(discard);
  private mist: Texture | null = null;

  constructor(
    map: LoadedMap,
    private readonly layers: Layers,
    sheets: Sheets,
  ) {
    const around = outskirtsOf(map.map);
    this.place = readPlace(map.map, around?.objects);
    if (around !== null) this.lay({ ...map, map: around });
    layers.floor.addChild(layersOf(map, "under"));
    layers.over.addChild(layersOf(map, "over"));
    this.contrast = new ContrastOverlay(layers.floor, this.place);
    this.standing = new DepthLayer(layers.standing);
    this.closedDoors = new ClosedDoors(layers.floor);
    this.things = new Things(this.place, sheets, this.standing, layers.marks);
    standTiles(map, this.standing);
    this.doors = new Doors(this.place, sheets, this.standing);
    this.ambience = new Ambience(this.place, map.map, sheets, layers);
    this.marks = new Marks(layers.marks, layers.glows);
    this.figures = new Figures(this.standing, sheets);
    this.signs = new CounterSigns(layers.tags, this.cards);
    this.plates = new Plates(layers.plates, this.cards);
    this.bubbles = new Bubbles(layers.bubbles, this.cards);
  }

  /** Is the place's edge hidden by mist? */
  get isInMist(): boolean {
    return this.mist !== null;
  }

  private lay(around: LoadedMap): void {
    const { tilePx } = around.map;
    for (const side of ["under", "over"] as const) {
      const drawn = layersOf(around, side);
      drawn.position.set(-REACH_TILES * tilePx);
      this.layers[side === "under" ? "floor" : "over"].addChild(drawn);
    }
    this.mist = layMist(this.layers.mist, { width: this.place.widthPx, height: this.place.heightPx }, tilePx);
  }

  /** Move who and what is in the place itself; returns whether anything goes on. People were moved already. */
  move(nowMs: number, elapsedMs: number, isStill: boolean): boolean {
    this.standing.sort();
    const hasSlid = this.doors.advance(this.figures, elapsedMs, isStill);
    return hasSlid || this.bubbles.isDue(nowMs);
  }

  /** Let leaves and water be where they are now; returns whether that is to be seen. */
  ambient(nowMs: number, isStill: boolean): boolean {
    return this.ambience.advance(nowMs, isStill);
  }

  /** Words are up that will have to come down. */
  get isAnybodySpeaking(): boolean {
    return this.bubbles.isAnybodySpeaking;
  }

  /** True where something moves by itself, slowly, also when nobody does: leaves, water, light, people who breathe. */
  get isAmbient(): boolean {
    return this.ambience.isSomething || this.figures.bySlot.size > 0;
  }

  /** Lay out what is over the place; returns whether it wants another frame. */
  layOut(frame: FrameContext, nowMs: number, elapsedMs: number, isStill: boolean): boolean {
    this.contrast.show(frame.print.isContrast);
    this.closedDoors.show(frame.state.plan.peek());
    this.things.reveal(frame.mySlot, this.figures.bySlot);
    this.signs.advance(frame);
    const isGliding = this.plates.advance(frame, this.signs.boxes, elapsedMs, isStill);
    const isFading = this.bubbles.advance(frame, this.plates.boxes, nowMs, isStill);
    const isMarking = this.marks.advance(frame, nowMs, isStill);
    return isGliding || isFading || isMarking;
  }

  /** Draw every card anew: the typeface or the way of drawing has changed. */
  reprint(): void {
    this.cards.renew();
    this.things.forget();
    this.signs.forget();
    this.plates.forget();
    this.bubbles.forget();
  }

  close(): void {
    for (const part of [this.signs, this.plates, this.bubbles, this.figures, this.marks]) part.clear();
    this.cards.close();
    this.things.close();
    this.ambience.close();
    if (this.mist !== null) discard(this.mist);
    for (const [name, layer] of Object.entries(this.layers) as [string, Container][]) {
      if (name !== "transition") for (const child of layer.removeChildren()) child.destroy({ children: true });
    }
  }
}
