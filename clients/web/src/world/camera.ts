// The camera: it follows softly, never swings, and keeps what matters in the part of the screen that no panel covers. Pure.
import type { Spot } from "./place";
import type { Covered } from "./world-api";

export interface Viewport {
  readonly width: number;
  readonly height: number;
  readonly covered: Covered;
}

export interface Size {
  readonly widthPx: number;
  readonly heightPx: number;
}

const CLOSEST_ZOOM = 3;
const FOLLOWING_MS = 220;
const ZOOMING_MS = 120;
/** A jump (a door, a seat in a booth) is not travelled. */
const TRAVEL_PX_MAX = 640;
const AT_REST_PX = 0.05;
/** The side of a square screen (px) that shows the place one to one at first. */
const FIRST_SIDE_PX = 740;
const FIRST_ZOOM_LEAST = 0.9;
const FIRST_ZOOM_MOST = 1.75;

export class Camera {
  /** The point of the place that is in the middle of the uncovered part. */
  x = 0;
  y = 0;
  zoom = 1;
  private wantedZoom = 1;
  private viewport: Viewport = { width: 1, height: 1, covered: { top: 0, right: 0, bottom: 0, left: 0 } };
  private place: Size = { widthPx: 1, heightPx: 1 };
  /** How far somebody has looked away from themselves, by dragging. */
  private aside: Spot = { x: 0, y: 0 };
  /** The view as it was last followed: a drag in between counts as a change. */
  private readonly shown = { x: Number.NaN, y: 0, zoom: 0 };

  fit(viewport: Viewport): void {
    this.viewport = viewport;
    this.zoomTo(this.wantedZoom);
  }

  /** A new place: begin at its usual zoom, at `at`. */
  enter(place: Size, at: Spot): void {
    this.place = place;
    this.aside = { x: 0, y: 0 };
    this.zoomTo(this.usualZoom);
    this.zoom = this.wantedZoom;
    [this.x, this.y] = [this.within(at.x, "x"), this.within(at.y, "y")];
  }

  /** The zoom at which a place is first seen on this screen. */
  get usualZoom(): number {
    return firstZoom(this.viewport);
  }

  /** Zoom by a factor. */
  zoomBy(factor: number): void {
    this.zoomTo(this.wantedZoom * factor);
  }

  showAll(): void {
    this.zoomTo(this.leastZoom);
  }

  get leastZoom(): number {
    const { width, height } = uncovered(this.viewport);
    return Math.min(1, width / this.place.widthPx, height / this.place.heightPx);
  }

  get isClosest(): boolean {
    return this.wantedZoom >= CLOSEST_ZOOM;
  }

  get isFarthest(): boolean {
    return this.wantedZoom <= this.leastZoom;
  }

  /** Look aside by so many screen px; it lasts until I walk. */
  drag(acrossPx: number, downPx: number): void {
    const [x, y] = [this.x - acrossPx / this.zoom, this.y - downPx / this.zoom];
    const moved = { x: this.within(x, "x") - this.x, y: this.within(y, "y") - this.y };
    this.aside = { x: this.aside.x + moved.x, y: this.aside.y + moved.y };
    this.x += moved.x;
    this.y += moved.y;
  }

  /** Look at myself again. */
  comeBack(): void {
    this.aside = { x: 0, y: 0 };
  }

  /** Follow `target` for `elapsedMs`; `isAtOnce`: without easing. Returns whether the view changed. */
  follow(target: Spot, elapsedMs: number, isAtOnce: boolean): boolean {
    this.zoom = eased(this.zoom, this.wantedZoom, elapsedMs / ZOOMING_MS, isAtOnce, 0.0005);
    const [x, y] = [this.within(target.x + this.aside.x, "x"), this.within(target.y + this.aside.y, "y")];
    const isJump = isAtOnce || Math.hypot(x - this.x, y - this.y) > TRAVEL_PX_MAX;
    this.x = eased(this.x, x, elapsedMs / FOLLOWING_MS, isJump, AT_REST_PX);
    this.y = eased(this.y, y, elapsedMs / FOLLOWING_MS, isJump, AT_REST_PX);
    const hasChanged = this.x !== this.shown.x || this.y !== this.shown.y || this.zoom !== this.shown.zoom;
    Object.assign(this.shown, { x: this.x, y: this.y, zoom: this.zoom });
    return hasChanged;
  }

  /** Screen px of the place's corner. */
  get left(): number {
    const { left, width } = uncovered(this.viewport);
    return left + width / 2 - this.x * this.zoom;
  }

  get top(): number {
    const { top, height } = uncovered(this.viewport);
    return top + height / 2 - this.y * this.zoom;
  }

  toPlace(screenX: number, screenY: number): Spot {
    return { x: (screenX - this.left) / this.zoom, y: (screenY - this.top) / this.zoom };
  }

  private zoomTo(zoom: number): void {
    this.wantedZoom = Math.min(CLOSEST_ZOOM, Math.max(this.leastZoom, zoom));
  }

  /** Keep the uncovered part inside of the place; a place that is smaller than it lies in its middle. */
  private within(at: number, axis: "x" | "y"): number {
    const whole = axis === "x" ? this.place.widthPx : this.place.heightPx;
    const open = uncovered(this.viewport);
    const half = (axis === "x" ? open.width : open.height) / 2 / this.zoom;
    return half * 2 >= whole ? whole / 2 : Math.min(whole - half, Math.max(half, at));
  }
}

/** Return the part of the screen that no panel covers; at least a quarter of it, whatever the panels say. */
export function uncovered({ width, height, covered }: Viewport): {
  left: number;
  top: number;
  width: number;
  height: number;
} {
  const across = Math.max(width / 4, width - covered.left - covered.right);
  const down = Math.max(height / 4, height - covered.top - covered.bottom);
  return {
    left: Math.min(covered.left, width - across),
    top: Math.min(covered.top, height - down),
    width: across,
    height: down,
  };
}

function firstZoom(viewport: Viewport): number {
  const { width, height } = uncovered(viewport);
  return Math.min(FIRST_ZOOM_MOST, Math.max(FIRST_ZOOM_LEAST, Math.sqrt(width * height) / FIRST_SIDE_PX));
}

/** Go the eased part of the way: fast first, never past the end. */
function eased(from: number, to: number, share: number, isAtOnce: boolean, rest: number): number {
  if (isAtOnce || Math.abs(to - from) < rest) return to;
  return from + (to - from) * (1 - Math.exp(-share * 2));
}
