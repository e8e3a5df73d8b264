import { signal } from "@preact/signals";
import { expect, test } from "vitest";
import { isInquiryBegun, newInquiry } from "./inquiry-boxes";

const boxes = newInquiry("consultation");

test.each([
  ["nothing", {}, false],
  ["words alone", { [boxes.text]: "Hello" }, true],
  ["a phone number alone", { [boxes.phone]: "02-123-4567" }, true],
])("O14 %s in the form of a message", (_, typed: Readonly<Record<string, string>>, isBegun) => {
  expect(isInquiryBegun(boxes, { box: (name) => signal(typed[name] ?? "") })).toBe(isBegun);
});
