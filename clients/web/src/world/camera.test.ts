import { describe, expect, test } from "vitest";
import { Camera, uncovered, type Viewport } from "./camera";

const HALL = { widthPx: 1792, heightPx: 1280 };
const NOTHING = { top: 0, right: 0, bottom: 0, left: 0 };
const DESKTOP: Viewport = { width: 1280, height: 800, covered: NOTHING };

function entered(viewport: Viewport, at = { x: 896, y: 640 }): Camera {
  const camera = new Camera();
  camera.fit(viewport);
  camera.enter(HALL, at);
  return camera;
}

describe("camera", () => {
  test("it never swings: it comes nearer each frame and does not pass its target", () => {
    const camera = entered(DESKTOP, { x: 700, y: 640 });
    const seen = Array.from({ length: 200 }, () => {
      camera.follow({ x: 900, y: 640 }, 16, false);
      return camera.x;
    });
    expect(seen.toSorted((one, other) => one - other)).toEqual(seen);
    expect(seen.at(-1)).toBe(900);
  });

  test("it comes to rest, so that nothing is drawn while nothing moves", () => {
    const camera = entered(DESKTOP);
    const changes = Array.from({ length: 300 }, () => camera.follow({ x: 900, y: 650 }, 16, false));
    expect(changes.at(-1)).toBe(false);
  });

  test("I stay in the middle of what no panel covers", () => {
    const camera = entered({ ...DESKTOP, covered: { ...NOTHING, right: 400 } });
    camera.follow({ x: 896, y: 640 }, 16, true);
    expect(camera.left + 896 * camera.zoom).toBeCloseTo(440);
  });

  test("it does not look past the walls of the place", () => {
    const camera = entered(DESKTOP, { x: 0, y: 0 });
    expect(camera.left).toBeCloseTo(0);
    expect(camera.top).toBeCloseTo(0);
  });

  test("the whole place is seen at the least zoom, in the middle", () => {
    const camera = entered(DESKTOP);
    camera.showAll();
    camera.follow({ x: 10, y: 10 }, 16, true);
    expect(HALL.heightPx * camera.zoom).toBeCloseTo(800);
    expect(camera.left).toBeCloseTo((1280 - HALL.widthPx * camera.zoom) / 2);
    expect(camera.isFarthest).toBe(true);
  });

  test("a point of the screen is the same point of the place and back", () => {
    const camera = entered(DESKTOP);
    const at = camera.toPlace(200, 300);
    expect(camera.left + at.x * camera.zoom).toBeCloseTo(200);
    expect(camera.top + at.y * camera.zoom).toBeCloseTo(300);
  });

  test("a drag looks aside until I come back", () => {
    const camera = entered(DESKTOP);
    camera.drag(-120, 0);
    expect(camera.follow({ x: 896, y: 640 }, 16, true)).toBe(true);
    expect(camera.x).toBeCloseTo(896 + 120 / camera.zoom);
    camera.comeBack();
    camera.follow({ x: 896, y: 640 }, 16, true);
    expect(camera.x).toBe(896);
  });

  test("panels that cover everything leave a quarter to look at", () => {
    const open = uncovered({ width: 400, height: 800, covered: { top: 700, right: 0, bottom: 700, left: 0 } });
    expect(open.height).toBe(200);
  });
});
