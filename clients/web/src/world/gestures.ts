// Fingers and the mouse on the canvas: a tap, a drag, a pinch, the wheel. Knows screen px, no place.

export interface GestureListener {
  tapped(x: number, y: number): void;
  dragged(across: number, down: number): void;
  zoomed(factor: number): void;
  hovered(x: number, y: number): void;
}

interface Finger {
  x: number;
  y: number;
}

/** A finger that moved farther than this is no tap. */
const TAP_PX_MAX = 9;
const WHEEL_PX_PER_DOUBLING = 420;
const WHEEL_LINE_PX = 33;

export class Gestures {
  private readonly fingers = new Map<number, Finger>();
  private travelledPx = 0;
  private readonly ends = new AbortController();

  constructor(
    private readonly canvas: HTMLCanvasElement,
    private readonly listener: GestureListener,
  ) {
    const { signal } = this.ends;
    canvas.addEventListener("pointerdown", this.press, { signal });
    canvas.addEventListener("pointermove", this.move, { signal });
    canvas.addEventListener("pointerup", this.release, { signal });
    canvas.addEventListener("pointercancel", this.cancel, { signal });
    canvas.addEventListener("wheel", this.wheel, { signal, passive: false });
  }

  stop(): void {
    this.ends.abort();
  }

  private readonly press = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    this.canvas.setPointerCapture(event.pointerId);
    if (this.fingers.size === 0) this.travelledPx = 0;
    this.fingers.set(event.pointerId, { x: event.offsetX, y: event.offsetY });
  };

  private readonly move = (event: PointerEvent): void => {
    const finger = this.fingers.get(event.pointerId);
    if (finger === undefined) return this.listener.hovered(event.offsetX, event.offsetY);
    const before = this.spread();
    const [across, down] = [event.offsetX - finger.x, event.offsetY - finger.y];
    this.travelledPx += Math.hypot(across, down);
    Object.assign(finger, { x: event.offsetX, y: event.offsetY });
    if (this.fingers.size > 1) this.pinch(before);
    else if (this.travelledPx > TAP_PX_MAX) this.listener.dragged(across, down);
  };

  private readonly release = (event: PointerEvent): void => {
    const wasAlone = this.fingers.size === 1;
    if (!this.fingers.delete(event.pointerId)) return;
    if (wasAlone && this.travelledPx <= TAP_PX_MAX) this.listener.tapped(event.offsetX, event.offsetY);
  };

  private readonly cancel = (event: PointerEvent): void => {
    this.fingers.delete(event.pointerId);
  };

  private readonly wheel = (event: WheelEvent): void => {
    event.preventDefault();
    const px = event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_LINE ? WHEEL_LINE_PX : 1);
    this.listener.zoomed(2 ** (-px / WHEEL_PX_PER_DOUBLING));
  };

  private pinch(before: number): void {
    const after = this.spread();
    this.travelledPx = TAP_PX_MAX + 1; // two fingers are never a tap
    if (before > 0 && after > 0) this.listener.zoomed(after / before);
  }

  /** How far apart the first two fingers are. */
  private spread(): number {
    const [one, other] = [...this.fingers.values()];
    return one === undefined || other === undefined ? 0 : Math.hypot(one.x - other.x, one.y - other.y);
  }
}
