// One place on the stage: its floor, its things, its people. Made when we enter, taken down when we leave.
import type { Container } from "pixi.js";
import { Figures } from "./figures";
import { layersOf } from "./floor";
import type { LoadedMap } from "./map-loading";
import { type Place, readPlace } from "./place";
import type { Sheets } from "./sheets";
import type { Layers } from "./stage";
import { Crowd } from "./standing";
import { Things } from "./things";

export class Scene {
  readonly place: Place;
  readonly things: Things;
  readonly crowd: Crowd;
  readonly figures: Figures;
  private readonly tiles: readonly Container[];

  constructor(
    readonly map: LoadedMap,
    private readonly layers: Layers,
    readonly sheets: Sheets,
  ) {
    this.place = readPlace(map.map);
    this.tiles = [layers.floor.addChild(layersOf(map, "under")), layers.over.addChild(layersOf(map, "over"))];
    this.crowd = new Crowd(layers.standing);
    this.things = new Things(this.place, sheets, this.crowd, layers.marks);
    this.figures = new Figures(this.crowd, sheets);
    this.crowd.settle();
  }

  close(): void {
    this.things.close();
    for (const mesh of this.tiles.flatMap((holder) => holder.children))
      (mesh as Partial<{ geometry: { destroy(): void } }>).geometry?.destroy();
    for (const layer of Object.values(this.layers) as Container[]) {
      if (layer !== this.layers.curtain) for (const child of layer.removeChildren()) child.destroy({ children: true });
    }
  }
}
