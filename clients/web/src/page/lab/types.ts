// The types of the debug panel: what it reads, what it has read, what it shows. Types alone.
import type { DrawnAvatar, MotionStatistics } from "../../model/motion";
import type { ServerClock } from "../../net/clock";
import type { Traffic } from "../../net/traffic";
import type { SayFunction } from "../../words/words";

/** One frame of the drawing: everybody exactly where they were drawn. */
export interface DrawnFrame {
  readonly nowMs: number;
  readonly avatars: readonly DrawnAvatar[];
}

/** How many frames were drawn; `watch` gets each as it is drawn. */
export interface DrawnFrames {
  readonly count: number;
  watch: ((frame: DrawnFrame) => void) | null;
}

/** All that the panel reads. */
export interface Instruments {
  readonly clock: ServerClock;
  readonly traffic: Traffic;
  readonly drawnFrames: DrawnFrames;
  readonly say: SayFunction;
  motion(): MotionStatistics;
  now(): number;
}

/** The counters at one instant: two readings make a rate. */
export interface Reading {
  readonly atMs: number;
  readonly drawnFrames: number;
  readonly framesIn: number;
  readonly bytesIn: number;
  readonly framesOut: number;
  readonly bytesOut: number;
}

/** A message key, and what stands beside it. */
export type Row = readonly [key: string, value: string];
