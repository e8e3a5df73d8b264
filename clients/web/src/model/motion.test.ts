import { expect, test } from "vitest";
import { ServerClock } from "../net/clock";
import { type Room, TICK_MS } from "../protocol/generated";
import { CrowdedRoom } from "./crowd.testing";
import { Motion } from "./motion";
import { mix, px } from "./own-avatar";
import type { Pixel } from "./smoothing";
import { percentile } from "./stroll.testing";

const FRAME_MS = 1_000 / 60;
const TICKS = 300;
const ME = 60_000 - 1;
const NOWHERE = { x: Number.NaN, y: Number.NaN };

const ROOM: Room = {
  t: "room",
  room: "hall-1",
  place: "hall",
  title: { ko: "마당", en: "Courtyard" },
  slot: ME,
  x: 20_000,
  y: 20_000,
  map: "",
  cell: 65_535,
  capacity: 1_000,
  publish: 4,
};

function arrived(): Motion {
  const clock = new ServerClock();
  clock.start(0, TICK_MS, 0);
  const motion = new Motion(clock);
  motion.enter(ROOM, 0);
  return motion;
}

/** How far off everybody is drawn, frame by frame, when frames of the server come every `publishTicks`, `lateMs` late. */
function drawnErrors(publishTicks: number, lateMs: number): number[] {
  const [motion, room, errors] = [arrived(), new CrowdedRoom(200, 11), [] as number[]];
  motion.take(room.whole(), 0);
  const under = new Map<number, Pixel>();
  let frames: { readonly atMs: number; readonly frame: ReturnType<CrowdedRoom["publish"]> }[] = [];
  for (let nowMs = FRAME_MS; nowMs < TICKS * TICK_MS; nowMs += FRAME_MS) {
    while (room.tick * TICK_MS <= nowMs) {
      for (const [slot, { x, y }] of room.walkers.entries()) under.set(slot, { x, y });
      room.advance();
      if (room.tick % publishTicks === 0) frames.push({ atMs: room.tick * TICK_MS + lateMs, frame: room.publish() });
    }
    for (const { frame } of frames.filter(({ atMs }) => atMs <= nowMs)) motion.take(frame, nowMs);
    frames = frames.filter(({ atMs }) => atMs > nowMs);
    for (const { slot, x, y } of motion.frame(nowMs).filter((drawn) => drawn.slot !== ME)) {
      const [from, to] = [under.get(slot) ?? NOWHERE, room.walkers[slot] ?? NOWHERE];
      const truth = mix(px(from), px(to), nowMs / TICK_MS - (room.tick - 1));
      errors.push(Math.hypot(x - truth.x, y - truth.y));
    }
  }
  return errors;
}

test.each([2, 3, 4, 5])(
  "in a crowd with a frame every %i ticks people are drawn off by 24 px at most in 95 of 100 frames",
  (ticks) => {
    const errors = drawnErrors(ticks, 2);
    expect(errors.length).toBeGreaterThan(100_000);
    expect(percentile(errors, 0.95)).toBeLessThanOrEqual(24);
  },
);

test("somebody who is told to have turned is not seen to jump", () => {
  const [motion, room] = [arrived(), new CrowdedRoom(200, 5)];
  motion.take(room.whole(), 0);
  let before = new Map<number, Pixel>();
  let most = 0;
  for (let nowMs = 0; nowMs < 200 * TICK_MS; nowMs += 10) {
    if (nowMs % TICK_MS === 0) room.advance();
    if (nowMs % (4 * TICK_MS) === 0) motion.take(room.publish(), nowMs);
    const drawn = new Map(motion.frame(nowMs).map((avatar) => [avatar.slot, avatar]));
    for (const [slot, { x, y }] of drawn) {
      const was = before.get(slot) ?? { x, y };
      most = Math.max(most, Math.hypot(x - was.x, y - was.y));
    }
    before = drawn;
  }
  expect(most).toBeLessThan(3.01 * 1.6); // three times what one walks in 10 ms
});
