// The rows of the debug panel: figures now, and what has become of them since the last look. Pure.
import { TICK_MS } from "../../protocol/generated";
import type { Instruments } from "./instruments";

/** A message key, and what stands beside it. */
export type Row = readonly [key: string, value: string];

/** Counters at one look. */
export interface Look {
  readonly atMs: number;
  readonly pictures: number;
  readonly framesIn: number;
  readonly bytesIn: number;
  readonly framesOut: number;
  readonly bytesOut: number;
}

export function lookAt({ pictures, traffic, now }: Instruments): Look {
  const { framesIn, bytesIn, framesOut, bytesOut } = traffic;
  return { atMs: now(), pictures: pictures.count, framesIn, bytesIn, framesOut, bytesOut };
}

export function rowsOf({ motion, clock, traffic }: Instruments, before: Look, after: Look): Row[] {
  const figures = motion();
  const perSecond = (name: keyof Look) =>
    ((after[name] - before[name]) * 1_000) / Math.max(1, after.atMs - before.atMs);
  const flow = (frames: keyof Look, bytes: keyof Look) =>
    `${perSecond(frames).toFixed(1)} /s, ${Math.round(perSecond(bytes))} B/s`;
  const roundTripMs = clock.roundTripMs;
  return [
    ["lab-tick", figures.serverTick.toFixed(1)],
    ["lab-delay", roundTripMs === null ? "–" : `${roundTripMs.toFixed(1)} ms`],
    ["lab-offset", `${clock.offsetMs.toFixed(1)} ms`],
    ["lab-buffer", `${((figures.serverTick - figures.drawnTick) * TICK_MS).toFixed(0)} ms`],
    ["lab-publish", `${figures.publishTicks}`],
    ["lab-in", flow("framesIn", "bytesIn")],
    ["lab-out", flow("framesOut", "bytesOut")],
    ["lab-corrections", `${figures.corrections}; ${px(figures.correctionPx)}, ≤ ${px(figures.correctionPxMax)}`],
    ["lab-view", `${figures.inView}`],
    ["lab-rejoined", `${Math.max(0, traffic.joined - 1)}`],
    ["lab-pictures", `${perSecond("pictures").toFixed(0)} /s`],
  ];
}

function px(length: number): string {
  return `${length.toFixed(1)} px`;
}
