// The rows of the debug panel: what the counters say now, and the rates since the reading before. Pure.
import { TICK_MS } from "../../protocol/generated";
import type { Instruments, Reading, Row } from "./types";

/** Read all counters now. */
export function takeReading({ drawnFrames, traffic, now }: Instruments): Reading {
  const { framesIn, bytesIn, framesOut, bytesOut } = traffic;
  return { atMs: now(), drawnFrames: drawnFrames.count, framesIn, bytesIn, framesOut, bytesOut };
}

/** Return what the panel shows: rates are of the time between the two readings, the rest is as it is now. */
export function rowsOf({ motion, clock, traffic }: Instruments, before: Reading, after: Reading): Row[] {
  const statistics = motion();
  const perSecond = (name: keyof Reading) =>
    ((after[name] - before[name]) * 1_000) / Math.max(1, after.atMs - before.atMs);
  const flow = (frames: keyof Reading, bytes: keyof Reading) =>
    `${perSecond(frames).toFixed(1)} /s, ${Math.round(perSecond(bytes))} B/s`;
  const roundTripMs = clock.roundTripMs;
  return [
    ["lab-tick", statistics.serverTick.toFixed(1)],
    ["lab-delay", roundTripMs === null ? "–" : `${roundTripMs.toFixed(1)} ms`],
    ["lab-offset", `${clock.offsetMs.toFixed(1)} ms`],
    ["lab-buffer", `${((statistics.serverTick - statistics.drawnTick) * TICK_MS).toFixed(0)} ms`],
    ["lab-publish", `${statistics.publishTicks}`],
    ["lab-in", flow("framesIn", "bytesIn")],
    ["lab-out", flow("framesOut", "bytesOut")],
    [
      "lab-corrections",
      `${statistics.corrections}; ${px(statistics.correctionPx)}, ≤ ${px(statistics.correctionPxMax)}`,
    ],
    ["lab-view", `${statistics.inView}`],
    ["lab-rejoined", `${Math.max(0, traffic.joined - 1)}`],
    ["lab-pictures", `${perSecond("drawnFrames").toFixed(0)} /s`],
  ];
}

function px(length: number): string {
  return `${length.toFixed(1)} px`;
}
