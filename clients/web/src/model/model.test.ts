import { beforeEach, expect, test } from "vitest";
import type { AnyMessage } from "../protocol/generated";
import { WELCOME } from "../protocol/welcome.testing";
import { Model } from "./model";

let model: Model;

beforeEach(() => {
  model = new Model();
  model.connectionChanged({ is: "connecting" });
  model.take({ t: "delayed", code: "storage", retry_ms: 480 });
});

test("S20 the page waits from the first delay until the welcome", () => {
  expect(model.delayed.value).toBe(true);
  model.welcomed(WELCOME);
  expect(model.delayed.value).toBe(false);
});

test.each<AnyMessage>([
  { t: "tickets", tickets: [] },
  { t: "desk", counter: null, state: "closed" },
])("S20 a fresh state that is delayed is waited for until $t begins it", (message) => {
  model.welcomed(WELCOME);
  model.take({ t: "delayed", code: "storage", retry_ms: 480 });
  expect(model.delayed.value).toBe(true);
  model.take(message);
  expect(model.delayed.value).toBe(false);
});

test("S20 with the connection the delay is over", () => {
  model.connectionChanged({ is: "waiting", code: 4500 });
  expect(model.delayed.value).toBe(false);
});
