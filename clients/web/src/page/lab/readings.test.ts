import { expect, test } from "vitest";
import { ServerClock } from "../../net/clock";
import { Traffic } from "../../net/traffic";
import { FrameMonitor } from "./instruments";
import { rowsOf, takeReading } from "./readings";
import type { Instruments } from "./types";

function instruments(time: { atMs: number }): Instruments & { drawnFrames: FrameMonitor } {
  const motion = { serverTick: 202, drawnTick: 200.5, publishTicks: 2, inView: 3 };
  const corrections = { corrections: 4, correctionPx: 8, correctionPxMax: 16 };
  return {
    clock: new ServerClock(),
    traffic: new Traffic(),
    drawnFrames: new FrameMonitor(),
    say: (key) => key,
    motion: () => ({ ...motion, ...corrections }),
    now: () => time.atMs,
  };
}

test("rates are of the time since the reading before, the rest is as it is now", () => {
  const time = { atMs: 0 };
  const lab = instruments(time);
  const before = takeReading(lab);
  time.atMs = 2_000;
  for (let frame = 0; frame < 20; frame += 1) lab.traffic.came(30);
  for (let drawn = 0; drawn < 120; drawn += 1) lab.drawnFrames.drawn(0, []);
  lab.traffic.went(12);
  lab.traffic.joined = 2;
  lab.clock.learn(1_000, 200, 10, 1_042);
  const rows = new Map(rowsOf(lab, before, takeReading(lab)));
  expect(rows.get("lab-in")).toBe("10.0 /s, 300 B/s");
  expect(rows.get("lab-out")).toBe("0.5 /s, 6 B/s");
  expect(rows.get("lab-pictures")).toBe("60 /s");
  expect(rows.get("lab-buffer")).toBe("75 ms");
  expect(rows.get("lab-delay")).toBe("42.0 ms");
  expect(rows.get("lab-corrections")).toBe("4; 8.0 px, ≤ 16.0 px");
  expect(rows.get("lab-rejoined")).toBe("1");
});

test("whoever watches gets every frame as it is drawn", () => {
  const monitor = new FrameMonitor();
  const seen: number[] = [];
  monitor.watch = ({ nowMs }) => seen.push(nowMs);
  const avatars = [{ slot: 1, x: 2, y: 3, heading: 0 }];
  expect(monitor.drawn(16, avatars)).toBe(avatars);
  expect(seen).toEqual([16]);
});
