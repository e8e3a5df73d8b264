import { expect, test } from "vitest";
import type { TicketView } from "../protocol/generated";
import { CallEnds } from "./call-ends";

const ticket = (left_s: number | null): TicketView => ({
  id: "t1",
  number: "C-1",
  service: "talk",
  state: "called",
  left_s,
});

/** The seconds left at each of these instants (ms) of a call of 90 s at 1,000. */
function leftAt(...instants: number[]): (number | null)[] {
  let nowMs = 1_000;
  const ends = new CallEnds(() => nowMs);
  ends.take([ticket(90)]);
  return instants.map((instant) => {
    nowMs = instant;
    return ends.secondsLeft("t1");
  });
}

test("T18 a call counts down by the page's own clock, and never below nothing", () => {
  expect(leftAt(1_000, 1_001, 2_000, 61_000, 90_999, 91_000, 500_000)).toEqual([90, 90, 89, 30, 1, 0, 0]);
});

test("T18 what is told anew holds, whatever was counted before", () => {
  let nowMs = 0;
  const ends = new CallEnds(() => nowMs);
  ends.take([ticket(90)]);
  nowMs = 45_000;
  ends.take([ticket(40)]);
  expect(ends.secondsLeft("t1")).toBe(40);
});

test("T18 who is not called any more has no time left", () => {
  const ends = new CallEnds(() => 0);
  ends.take([ticket(90)]);
  ends.take([ticket(null)]);
  expect([ends.secondsLeft("t1"), ends.secondsLeft("another")]).toEqual([null, null]);
});
