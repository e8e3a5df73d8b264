// Paper doors of the booths: two leaves that slide shut when somebody is inside.
import { Rectangle, Sprite, Texture } from "pixi.js";
import type { DepthLayer } from "./depth-layer";
import type { Figures } from "./figures";
import { type BoothSpot, holds, type Place, type Thing } from "./place";
import type { ObjectArt, Sheets } from "./sheets";

const SLIDING_MS = 200;

interface DoorLeaf {
  readonly sprite: Sprite;
  readonly art: ObjectArt;
  readonly isLeft: boolean;
}

class Door {
  /** 0 open, 1 shut. */
  private shut = 0;

  constructor(
    readonly booth: BoothSpot,
    private readonly leaves: readonly DoorLeaf[],
  ) {
    this.lay();
  }

  /** Returns whether the leaves moved. */
  slide(isOccupied: boolean, elapsedMs: number): boolean {
    const before = this.shut;
    const step = elapsedMs / SLIDING_MS;
    this.shut = isOccupied ? Math.min(1, this.shut + step) : Math.max(0, this.shut - step);
    if (before !== this.shut) this.lay();
    return before !== this.shut;
  }

  /** A leaf comes out of the wall beside it: only its inner part is seen. */
  private lay(): void {
    for (const { sprite, art, isLeft } of this.leaves) {
      const half = art.w / 2;
      const shown = half * this.shut * (2 - this.shut);
      const { frame } = sprite.texture;
      frame.x = isLeft ? art.x + half - shown : art.x + half;
      frame.width = Math.max(0.01, shown);
      sprite.texture.update();
      sprite.visible = shown > 0.01;
      sprite.pivot.x = isLeft ? half : shown - half;
    }
  }
}

export class Doors {
  private readonly doors: Door[] = [];

  constructor(place: Place, sheets: Sheets, standing: DepthLayer) {
    for (const thing of place.things) {
      const booth = place.booths.find(({ id }) => id === thing.booth);
      if (booth === undefined || thing.closedArt === null) continue;
      const leaves = hang(thing, thing.closedArt, sheets, standing);
      if (leaves !== null) this.doors.push(new Door(booth, leaves));
    }
  }

  advance(figures: Figures, elapsedMs: number, isStill: boolean): boolean {
    let hasMoved = false;
    for (const door of this.doors) {
      const isOccupied = [...figures.bySlot.values()].some(({ x, y }) => holds(door.booth.area, x, y));
      if (door.slide(isOccupied, isStill ? SLIDING_MS : elapsedMs)) hasMoved = true;
    }
    return hasMoved;
  }
}

/** The open door stands always; the leaves slide before it. */
function hang(thing: Thing, closedArt: string, sheets: Sheets, standing: DepthLayer): DoorLeaf[] | null {
  const [open, closed] = [sheets.art(thing.art), sheets.art(closedArt)];
  if (open === null || closed === null) return null;
  const frame = new Sprite(sheets.things.part(open.x, open.y, open.w, open.h));
  frame.position.set(thing.x - open.foot[0], thing.y - open.foot[1]);
  standing.add(frame, thing.y);
  return [true, false].map((isLeft) => leafOf(thing, closed, isLeft, sheets, standing));
}

function leafOf(thing: Thing, art: ObjectArt, isLeft: boolean, sheets: Sheets, standing: DepthLayer): DoorLeaf {
  const whole = sheets.things.part(art.x, art.y, art.w, art.h);
  const sprite = new Sprite(
    new Texture({ source: whole.source, frame: new Rectangle(art.x, art.y, art.w / 2, art.h), dynamic: true }),
  );
  sprite.position.set(thing.x - art.foot[0] + art.w / 2, thing.y - art.foot[1]);
  standing.add(sprite, thing.y);
  return { sprite, art, isLeft };
}
