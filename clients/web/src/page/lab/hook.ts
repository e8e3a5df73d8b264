// With `?lab` in the address alone: `window.madangLab`, by which a test sees the statistics and every frame as it is drawn.
import type { MotionStatistics } from "../../model/motion";
import type { DrawnFrame, Instruments } from "./types";

const FRAMES_KEPT_MAX = 20_000;

declare global {
  interface Window {
    madangLab?: { readonly motion: () => MotionStatistics; readonly drawnFrames: DrawnFrame[] };
  }
}

export function exposeToTests({ drawnFrames, motion }: Instruments): void {
  const kept: DrawnFrame[] = [];
  drawnFrames.watch = (frame) => {
    if (kept.length < FRAMES_KEPT_MAX) kept.push(frame);
  };
  window.madangLab = { motion, drawnFrames: kept };
}
