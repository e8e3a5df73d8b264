// People on the screen: one sprite each, facing where they head, walking by the way they have gone.
import { Sprite } from "pixi.js";
import type { DepthLayer, DepthSprite } from "./depth-layer";
import { deskHeading, facing, standingColumn, walkingColumn } from "./gait";
import type { Sheets } from "./sheets";
import { SILHOUETTE_HEIGHT, silhouette } from "./silhouette";
import type { DrawnAvatar } from "./world-api";

const ARRIVED_PX = 0.05;
/** A farther move in one frame is a door or a seat and no step: no walking is shown for it. */
const JUMP_PX = 96;
/** Whoever stands so near before a desk is looked at. */
const BEFORE_DESK_PX = 150;
const ANCHOR = { x: 24 / 48, y: 48 / 56 };

/** What is known of the people, by slot. */
export interface About {
  lookOf(slot: number): string;
  /** An officer at a counter. */
  isAtDesk(slot: number): boolean;
}

export class Figure {
  x: number;
  y: number;
  heading = 0;
  private walkedPx = 0;
  private lastStepMs = Number.NEGATIVE_INFINITY;
  look = "";
  /** From foot to crown, px of the place. */
  height = SILHOUETTE_HEIGHT;

  constructor(
    readonly slot: number,
    readonly depthSprite: DepthSprite,
    at: DrawnAvatar,
  ) {
    this.x = at.x;
    this.y = at.y;
    this.place();
  }

  /** Be where `avatar` is: the motion has smoothed it already; returns whether the figure moved. */
  follow(avatar: DrawnAvatar, nowMs: number): boolean {
    if (avatar.heading !== 0) this.heading = avatar.heading;
    const way = Math.hypot(avatar.x - this.x, avatar.y - this.y);
    if (way === 0) return false;
    this.x = avatar.x;
    this.y = avatar.y;
    if (way <= JUMP_PX) this.walkedPx += way;
    if (way > ARRIVED_PX) this.lastStepMs = nowMs;
    this.place();
    return true;
  }

  /** Show the cell for now; returns whether it is another one than before. */
  pose(sheets: Sheets, nowMs: number, isStill: boolean, heading = this.heading): boolean {
    const { sprite } = this.depthSprite;
    const before = sprite.texture;
    const people = sheets.people;
    const sheet = people && sheets.look(this.look);
    if (!people || !sheet) {
      sprite.texture = silhouette();
      return before !== sprite.texture;
    }
    const { row, isMirrored } = facing(people, heading);
    const isWalking = nowMs - this.lastStepMs < 60;
    const column = isWalking
      ? walkingColumn(people, this.walkedPx, isStill)
      : standingColumn(people, nowMs, this.slot, isStill);
    const { width, height } = people.cell;
    sprite.texture = sheet.part(column * width, row * height, width, height);
    sprite.scale.x = isMirrored ? -1 : 1;
    return before !== sprite.texture;
  }

  private place(): void {
    this.depthSprite.sprite.position.set(this.x, this.y);
    this.depthSprite.footY = this.y;
  }
}

export class Figures {
  readonly bySlot = new Map<number, Figure>();
  private readonly seen = new Set<number>();
  /** Somebody walked, came or went in the last frame. */
  haveWalked = false;

  constructor(
    private readonly standing: DepthLayer,
    private readonly sheets: Sheets,
  ) {}

  /** Draw those in view as they are now; returns whether anything changed. */
  follow(avatars: readonly DrawnAvatar[], about: About, nowMs: number, isStill: boolean): boolean {
    let hasChanged = false;
    this.haveWalked = false;
    this.seen.clear();
    for (const avatar of avatars) {
      this.seen.add(avatar.slot);
      const figure = this.bySlot.get(avatar.slot) ?? this.add(avatar);
      this.dress(figure, about.lookOf(avatar.slot));
      if (figure.follow(avatar, nowMs)) this.haveWalked = true;
      const heading = about.isAtDesk(avatar.slot) && !isStill ? this.deskHeading(figure, about, nowMs) : figure.heading;
      if (figure.pose(this.sheets, nowMs, isStill, heading)) hasChanged = true;
    }
    if (this.dropUnseen()) this.haveWalked = true;
    return hasChanged || this.haveWalked;
  }

  clear(): void {
    this.seen.clear();
    this.dropUnseen();
  }

  private deskHeading(officer: Figure, about: About, nowMs: number): number {
    let nearest: { acrossPx: number; downPx: number } | null = null;
    let least = BEFORE_DESK_PX;
    for (const figure of this.bySlot.values()) {
      const [acrossPx, downPx] = [figure.x - officer.x, figure.y - officer.y];
      const way = Math.hypot(acrossPx, downPx);
      if (downPx <= Math.abs(acrossPx) / 3 || way >= least || about.isAtDesk(figure.slot)) continue;
      least = way;
      nearest = { acrossPx, downPx };
    }
    return deskHeading(officer.heading, nowMs, officer.slot, nearest);
  }

  private add(avatar: DrawnAvatar): Figure {
    const sprite = new Sprite({ texture: silhouette(), anchor: ANCHOR });
    const figure = new Figure(avatar.slot, this.standing.add(sprite, avatar.y), avatar);
    this.bySlot.set(avatar.slot, figure);
    return figure;
  }

  private dress(figure: Figure, look: string): void {
    if (figure.look === look) return;
    figure.look = look;
    figure.height = this.sheets.people?.looks.find((entry) => entry.id === look)?.height ?? SILHOUETTE_HEIGHT;
  }

  private dropUnseen(): boolean {
    if (this.seen.size === this.bySlot.size) return false;
    for (const [slot, figure] of this.bySlot) {
      if (this.seen.has(slot)) continue;
      this.standing.remove(figure.depthSprite);
      this.bySlot.delete(slot);
    }
    return true;
  }
}
