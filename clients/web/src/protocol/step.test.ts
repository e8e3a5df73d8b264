import { expect, test } from "vitest";
import golden from "../../../../protocol/vectors/motion.json";
import { wallsOf } from "./drawing.testing";
import { isFree, STEPS, step } from "./step";

test.each(golden.traces)("R6 the same headings give the same way as in Python: $plan from $start", (trace) => {
  const walls = wallsOf(golden.plans[trace.plan as "open"]);
  const headings = new Map(trace.headings.map(([tick, heading]) => [tick, heading]));
  const walked: number[][] = [];
  let heading = 0;
  let point = { x: trace.start[0] ?? 0, y: trace.start[1] ?? 0 };
  for (let tick = 1; tick <= trace.positions.length; tick += 1) {
    heading = headings.get(tick) ?? heading;
    point = step(walls, point, heading);
    walked.push([point.x, point.y]);
  }
  expect(walked).toEqual(trace.positions);
});

test("R2 a straight step is 64 units, a diagonal one 45 and 45", () => {
  expect(STEPS[1]).toEqual({ x: 64, y: 0 });
  expect(STEPS[6]).toEqual({ x: -45, y: -45 });
});

test("R3 a step against a wall slides along it", () => {
  const walls = wallsOf(["....", "##..", "...."]);
  expect(isFree(walls, 200, 250)).toBe(true);
  expect(step(walls, { x: 200, y: 250 }, 2)).toEqual({ x: 245, y: 250 });
});

test("R3 nobody steps outside the place", () => {
  const walls = wallsOf(["..", ".."]);
  expect(step(walls, { x: 100, y: 80 }, 6)).toEqual({ x: 100, y: 80 });
});

test("without a plan all is free until the server says otherwise", () => {
  expect(step(null, { x: 0, y: 0 }, 5)).toEqual({ x: -64, y: 0 });
});
