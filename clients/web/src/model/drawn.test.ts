// The drawn positions of real clients at a real server, on a line of 100 ms +- 40 ms each way: what a person sees of their own
// avatar, and of another's.
import { afterAll, beforeAll, expect, test } from "vitest";
import { type DelayLine, delayLine } from "../net/delay-line.testing";
import { openOffice, pause, type RunningOffice } from "../net/office.testing";
import { along, distance, percentile, SETTLED_MS, type Settled, stroll, truthOf } from "./stroll.testing";
import { Visitor } from "./visitor.testing";

const CHAPTERS = 40;

const NOWHERE = { x: Number.POSITIVE_INFINITY, y: 0 };

let office: RunningOffice;
let line: DelayLine;
let walker: Visitor;
let witness: Visitor;
let shown: Settled[];

beforeAll(async () => {
  office = await openOffice();
  line = await delayLine(office.port, 100, 40, 20_261_122);
  walker = await Visitor.arrive(line.port, "걷는 이");
  witness = await Visitor.arrive(office.port, "보는 이");
  const far = await Visitor.arrive(line.port, "멀리서 보는 이");
  await pause(SETTLED_MS);
  shown = await stroll(walker, witness, [witness, far], CHAPTERS, 7);
  far.leave();
}, 240_000);

afterAll(async () => {
  walker.leave();
  witness.leave();
  line.close();
  await office.close();
}, 60_000);

/** What happened from each frame to the next under one heading. */
function steps(): { readonly from: Settled; readonly to: Settled; readonly forward: number }[] {
  const pairs = shown.slice(1).map((to, index) => ({ from: shown[index] ?? to, to }));
  return pairs
    .filter(({ to }) => to.heading !== 0 && to.sinceKey > 0)
    .map(({ from, to }) => ({
      from,
      to,
      forward: along({ x: to.mine.x - from.mine.x, y: to.mine.y - from.mine.y }, to.heading),
    }));
}

test("the film is long enough to mean something", () => {
  expect(shown.length).toBeGreaterThan(1_500);
});

test("from a standing start my avatar has moved in the first frame after the key", () => {
  const starts = steps().filter(({ to }) => to.sinceKey === 1 && to.wasAtRest);
  expect(starts.length).toBeGreaterThan(3);
  expect(Math.min(...starts.map(({ forward }) => forward))).toBeGreaterThan(0.2);
});

// Less than a pixel is seen by nobody, and is what a timer that a busy machine held up may cost.
test("my avatar is never seen going back while nothing is in its way", () => {
  expect(Math.min(...steps().map(({ forward }) => forward))).toBeGreaterThan(-1);
});

test("R6 at rest my avatar is drawn where the server has it", () => {
  const slot = walker.room?.slot ?? -1;
  const drawn = walker.motion.frame(performance.now()).find((avatar) => avatar.slot === slot);
  const truth = truthOf(witness, slot, witness.clock.tickAt(performance.now()));
  expect(drawn?.x).toBeCloseTo(truth.x, 3);
  expect(drawn?.y).toBeCloseTo(truth.y, 3);
});

// On the slow line a change is told two ticks later than near the server: nobody can draw what has not been told.
test.each([
  ["near the server", 0, 24],
  ["on the slow line", 1, 48],
])("another sees me off by little in 95 of 100 frames, %s", (_, watcher, px) => {
  const off = shown.map(({ theirs, truth }) => distance(theirs[watcher] ?? NOWHERE, truth));
  expect(percentile(off, 0.95)).toBeLessThanOrEqual(px);
});
