import { expect, test } from "vitest";
import golden from "../../../../protocol/vectors/messages.json";
import { BrokenFrame, CommandTooLarge, decodeFrame, encodeCommand } from "./codec";
import { bytesOf, hexOf } from "./drawing.testing";
import type { AnyCommand } from "./generated";

/** Bytes are written in base64 in the golden values. */
function plain(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_, part) => (part instanceof Uint8Array ? Buffer.from(part).toString("base64") : part)),
  );
}

test.each(golden.commands)("W11 a command of the golden list is encoded as in Python: $value.t", ({ value, hex }) => {
  expect(hexOf(encodeCommand(value as AnyCommand))).toBe(hex);
});

test.each(golden.messages)("W11 a message of the golden list is read as it was meant: $value.t", ({ value, hex }) => {
  const { s: _, ...message } = plain(decodeFrame(bytesOf(hex)).message) as Record<string, unknown>;
  expect(message).toMatchObject(plain(withoutNumber(value)) as object);
});

function withoutNumber(value: Record<string, unknown>): Record<string, unknown> {
  const { s: _, ...message } = value;
  return message;
}

test("W9 the number of a reliable message is read apart", () => {
  expect(decodeFrame(bytesOf("83a173ce0000002aa174a4706f6e67a16e01")).sequence).toBe(42);
  expect(decodeFrame(bytesOf("81a174a4706f6e67")).sequence).toBeNull();
});

test("W2 a command that the server would not take is not sent", () => {
  const fields = { text: "가".repeat(8_200) };
  expect(() => encodeCommand({ t: "case.draft", id: "request-1", case: "k", rev: 0, fields })).toThrow(CommandTooLarge);
});

test.each(["", "ff", "c0", "90", "80", "81a174", "81a17401"])(
  "W3 bytes that are no message are told apart: %s",
  (hex) => {
    expect(() => decodeFrame(bytesOf(hex))).toThrow(BrokenFrame);
  },
);
