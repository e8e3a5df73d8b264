// What the debug panel reads, and when it is opened: by `?lab` in the address, or by Ctrl+Alt+D. Small: it is part of the first page.
import type { DrawnAvatar, MotionFigures } from "../../model/motion";
import type { ServerClock } from "../../net/clock";
import type { Traffic } from "../../net/traffic";
import type { SayFunction } from "../../words/words";

/** One frame of the drawing: everybody exactly where they were drawn. */
export interface Picture {
  readonly nowMs: number;
  readonly avatars: readonly DrawnAvatar[];
}

export interface Instruments {
  readonly clock: ServerClock;
  readonly traffic: Traffic;
  readonly pictures: Pictures;
  readonly say: SayFunction;
  motion(): MotionFigures;
  now(): number;
}

/** Counts the pictures; whoever watches gets each as it is drawn. */
export class Pictures {
  count = 0;
  watch: ((picture: Picture) => void) | null = null;

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
    void import("./hook").then(({ hang }) => hang(instruments));
    toggle();
  }
  window.addEventListener("keydown", (event) => {
    if (event.ctrlKey && event.altKey && event.code === "KeyD") toggle();
  });
}
