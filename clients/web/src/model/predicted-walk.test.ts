import { expect, test } from "vitest";
import { wallsOf } from "../protocol/drawing.testing";
import { step } from "../protocol/step";
import { PredictedWalk } from "./predicted-walk";
import { Smoothing } from "./smoothing";
import type { Leg } from "./view";

const HALL = wallsOf(["............", ".....##.....", "............", "............"]);

function leg(part: Partial<Leg>): Leg {
  return { tick: 0, x: 0, y: 0, heading: 0, guided: false, input: 0, dated: true, ...part };
}

function walking(): PredictedWalk {
  const walk = new PredictedWalk({ x: 300, y: 700 });
  walk.lay(HALL);
  return walk;
}

function advance(walk: PredictedWalk, ticks: number): void {
  for (let tick = 0; tick < ticks; tick += 1) walk.advance();
}

test("I walk at once, before the server has answered", () => {
  const walk = walking();
  expect(walk.head(1)).toEqual({ n: 1, h: 1, k: 255 });
  advance(walk, 3);
  expect(walk.at).toEqual({ x: 300 + 3 * 64, y: 700 });
});

test("R4 a new heading says how many ticks the one before has lasted", () => {
  const walk = walking();
  walk.head(1);
  advance(walk, 7);
  expect(walk.head(3)).toEqual({ n: 2, h: 3, k: 7 });
  expect(walk.head(3)).toBeNull();
});

test("R4 a start says nothing of how long I stood, so that standing takes up what a way was late", () => {
  const walk = walking();
  walk.head(1);
  advance(walk, 7);
  expect(walk.head(0)?.k).toBe(7);
  advance(walk, 3);
  expect(walk.head(2)?.k).toBe(255);
});

test("input numbers wrap after 255", () => {
  const walk = new PredictedWalk({ x: 300, y: 700 }, 255);
  expect(walk.head(1)?.n).toBe(0);
});

test("R6 a server that did the same changes nothing", () => {
  const walk = walking();
  walk.head(1);
  advance(walk, 5);
  walk.head(2);
  advance(walk, 4);
  const before = walk.at;
  const atServer = step(HALL, { x: 300, y: 700 }, 1);
  walk.reconcile(leg({ tick: 901, ...atServer, heading: 1, input: 1 }));
  expect(walk.at).toEqual(before);
});

test("R6 a server that began later is believed, and my way since is walked again", () => {
  const walk = walking();
  walk.head(1);
  advance(walk, 5);
  const later = { x: 300 + 2 * 64, y: 700 };
  walk.reconcile(leg({ tick: 901, ...later, heading: 1, input: 1 }));
  expect(walk.at).toEqual({ x: 300 + (2 + 4) * 64, y: 700 });
});

test("a server that stopped me (a door, a seat) has the last word", () => {
  const walk = walking();
  walk.head(1);
  advance(walk, 5);
  walk.reconcile(leg({ tick: 901, x: 1_000, y: 800, heading: 0, input: 1 }));
  advance(walk, 3);
  expect(walk.at).toMatchObject({ x: 1_000, y: 800 });
  expect(walk.heading).toBe(0);
});

test("a stop that was told without its tick says all the same where I stand", () => {
  const walk = walking();
  walk.head(1);
  advance(walk, 5);
  walk.head(0);
  advance(walk, 3);
  walk.reconcile(leg({ tick: 905, x: 300 + 6 * 64, y: 700, input: 2, dated: false }));
  expect(walk.at).toMatchObject({ x: 300 + 6 * 64, y: 700 });
});

test("what I chose after the server had stopped me goes on from there", () => {
  const walk = walking();
  walk.head(1);
  advance(walk, 5);
  walk.head(3);
  advance(walk, 2);
  walk.reconcile(leg({ tick: 903, x: 1_000, y: 500, input: 1 }));
  expect(walk.at).toEqual({ x: 1_000, y: 500 + 2 * 64 });
  expect(walk.heading).toBe(3);
});

test("after a lost line my heading is said again, under a number of its own", () => {
  const walk = walking();
  walk.head(1);
  expect(walk.restate()).toEqual({ n: 2, h: 1, k: 255 });
  expect(walk.head(1)).toBeNull();
});

test("a way that was over before it was seen ends where the server says", () => {
  const walk = walking();
  walk.head(1);
  walk.head(0);
  const number = walk.nextNumber();
  walk.reconcile(leg({ tick: 901, x: 400, y: 900, input: number }));
  expect(walk.at).toMatchObject({ x: 400, y: 900 });
});

test("a state without its tick of change is not taken for one", () => {
  const walk = walking();
  walk.head(1);
  advance(walk, 5);
  const before = walk.at;
  walk.reconcile(leg({ tick: 905, x: 600, y: 700, heading: 1, input: 1, dated: false }));
  expect(walk.at).toEqual(before);
});

test.each([8, 16, 33, 50])("a correction is never drawn as a step back while walking, at %i ms a frame", (frameMs) => {
  const smoothing = new Smoothing();
  smoothing.correct({ x: 100, y: 0 }, { x: 60, y: 0 });
  const drawn: number[] = [];
  for (let ms = 0; ms <= 800; ms += frameMs) drawn.push(smoothing.drawn({ x: 60 + 0.16 * ms, y: 0 }, frameMs).x);
  const steps = drawn.slice(1).map((x, index) => x - (drawn[index] ?? 0));
  expect(Math.min(...steps)).toBeGreaterThanOrEqual(0);
  expect(drawn.at(-1)).toBeCloseTo(60 + 0.16 * Math.floor(800 / frameMs) * frameMs, 0);
});

test("a correction waits while I turn on the spot, and does not melt against my way", () => {
  const smoothing = new Smoothing();
  smoothing.drawn({ x: 100, y: 0 }, 16, 1);
  smoothing.correct({ x: 100, y: 0 }, { x: 60, y: 0 });
  expect(smoothing.drawn({ x: 60, y: 0 }, 16, 1).x).toBe(100);
  expect(smoothing.drawn({ x: 60, y: 0 }, 16).x).toBeLessThan(100); // held up by a wall: let it melt
});

test("a door is no correction: the drawing goes there at once", () => {
  const smoothing = new Smoothing();
  smoothing.correct({ x: 100, y: 0 }, { x: 900, y: 400 });
  expect(smoothing.drawn({ x: 900, y: 400 }, 16)).toEqual({ x: 900, y: 400 });
});
