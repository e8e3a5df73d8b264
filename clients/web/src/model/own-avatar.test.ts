import { expect, test } from "vitest";
import { TICK_MS } from "../protocol/generated";
import { OwnAvatar } from "./own-avatar";

const EAST = 1;
const SOUTH = 3;
const WEST = 5;

function standing(): OwnAvatar {
  return new OwnAvatar({ x: 8_000, y: 8_000 }, 0);
}

test.each([0, 7, 26, 49])("from a standing start the way begins with the key, %i ms into a tick", (ms) => {
  const avatar = standing();
  avatar.at(1_000 + ms);
  avatar.head(EAST, 1_000 + ms);
  expect(avatar.at(1_000 + ms).x).toBe(1_000);
  expect(avatar.at(1_010 + ms).x).toBeCloseTo(1_001.6);
  expect(avatar.at(1_200 + ms).x).toBeCloseTo(1_032);
});

test("a turn bends the way at once, and is whole two ticks later", () => {
  const avatar = standing();
  avatar.head(EAST, 0);
  avatar.head(SOUTH, 120);
  expect(avatar.at(120).y).toBe(1_000);
  expect(avatar.at(128).y).toBeGreaterThan(1_000.5);
  expect(avatar.at(200)).toEqual({ x: 1_024, y: 1_008 });
  expect(avatar.at(250)).toEqual({ x: 1_024, y: 1_016 });
});

test("who turns round goes back in the very next frame", () => {
  const avatar = standing();
  avatar.head(EAST, 0);
  avatar.head(WEST, 130);
  expect(avatar.at(138).x).toBeLessThan(avatar.at(130).x);
  expect(avatar.at(200).x).toBe(1_016);
});

test("R4 the ticks that a heading lasted are whole, whatever the milliseconds", () => {
  const avatar = standing();
  avatar.head(EAST, 20);
  expect(avatar.head(0, 20 + 3 * TICK_MS - 1)?.k).toBe(3);
  expect(avatar.at(1_000).x).toBe(1_000 + 3 * 8);
});

test("a page that slept for a while has walked on all the same, as at the server", () => {
  const avatar = standing();
  avatar.head(EAST, 0);
  expect(avatar.at(30_000).x).toBe(1_000 + 600 * 8);
});
