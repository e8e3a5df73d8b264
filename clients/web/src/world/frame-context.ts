// What the parts over the place may read while one frame is drawn: the camera, who is in view, what is known about them.
import type { Camera } from "./camera";
import type { Print } from "./cards";
import type { Figure } from "./figures";
import type { Box } from "./plate-layout";
import type { Scene } from "./scene";
import type { WorldState } from "./world-api";

export interface FrameContext {
  readonly scene: Scene;
  readonly camera: Camera;
  readonly state: WorldState;
  readonly print: Print;
  readonly resolution: number;
  /** The part of the screen that no panel covers. */
  readonly open: Box;
  readonly mySlot: number;
}

/** Return where a point of the place is on the screen. */
export function onScreen({ camera }: FrameContext, x: number, y: number): { x: number; y: number } {
  return { x: camera.left + x * camera.zoom, y: camera.top + y * camera.zoom };
}

/** Return the box of somebody's head on the screen: two fifths of their height. */
export function faceOf(frame: FrameContext, figure: Figure): Box {
  const { zoom } = frame.camera;
  const { x, y } = onScreen(frame, figure.x, figure.y - figure.height);
  return { left: x - 9 * zoom, top: y, width: 18 * zoom, height: figure.height * 0.42 * zoom };
}
