import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { PageWords } from "../words/words";
import { latePart } from "./late-part";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const words = new PageWords();

it("tries again while the line is down, and loads once for all who ask", async () => {
  let tries = 0;
  const part = latePart(async () => {
    tries += 1;
    if (tries < 3) throw new TypeError("Failed to fetch");
    return "here";
  });
  const asked = [part.load(words), part.load(words)];
  await vi.runAllTimersAsync();
  await Promise.all(asked);
  await part.load(words);
  expect([part.loaded.value, tries]).toEqual(["here", 3]);
});

it("begins anew for the next who asks after it had given up", async () => {
  let isUp = false;
  const part = latePart(async () => {
    if (!isUp) throw new TypeError("Failed to fetch");
    return "here";
  });
  const first = part.load(words);
  await vi.runAllTimersAsync();
  await first;
  expect(part.loaded.value).toBeNull();
  isUp = true;
  const second = part.load(words);
  await vi.runAllTimersAsync();
  await second;
  expect(part.loaded.value).toBe("here");
});
