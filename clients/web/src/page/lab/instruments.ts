// Counts what is drawn, and opens the debug panel: by `?lab` in the address, or by Ctrl+Alt+D. Small: it is part of the first page.
import type { DrawnAvatar } from "../../model/motion";
import type { DrawnFrame, DrawnFrames, Instruments } from "./types";

export class FrameMonitor implements DrawnFrames {
  count = 0;
  watch: ((frame: DrawnFrame) => void) | null = null;

  /** Note that `avatars` are drawn now; returns them. */
  drawn(nowMs: number, avatars: readonly DrawnAvatar[]): readonly DrawnAvatar[] {
    this.count += 1;
    this.watch?.({ nowMs, avatars });
    return avatars;
  }
}

/** Load and open the panel when it is asked for. */
export function offerLab(instruments: Instruments): void {
  const toggle = () => void import("./panel").then(({ toggleLab }) => toggleLab(instruments));
  if (new URLSearchParams(location.search).has("lab")) {
    void import("./hook").then(({ exposeToTests }) => exposeToTests(instruments));
    toggle();
  }
  window.addEventListener("keydown", (event) => {
    if (event.ctrlKey && event.altKey && event.code === "KeyD") toggle();
  });
}
