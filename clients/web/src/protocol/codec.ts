// Commands to bytes and bytes to messages: one msgpack map a frame (SPEC W1). Knows no socket and no session.
import { Decoder, Encoder } from "@msgpack/msgpack";
import { type AnyCommand, type AnyMessage, FRAME_IN_BYTES_MAX } from "./generated";
import { composed } from "./letters";

/** A command that would be larger than the server takes (SPEC W2). */
export class CommandTooLarge extends Error {}

/** Bytes from the server that are not one map with a kind. */
export class BrokenFrame extends Error {}

/** One decoded frame; `sequence` only on the reliable lane (SPEC W9). `message.t` may be a kind of a later version. */
export interface Frame {
  readonly sequence: number | null;
  readonly message: AnyMessage;
}

const encoder = new Encoder({ ignoreUndefined: true });
const decoder = new Decoder({
  maxStrLength: 1 << 20,
  maxBinLength: 1 << 20,
  maxArrayLength: 1 << 17,
  maxMapLength: 1 << 12,
});

/** Return the frame of a command, its text in NFC, in which bounds are measured (SPEC W4). Throws `CommandTooLarge`. */
export function encodeCommand(command: AnyCommand): Uint8Array<ArrayBuffer> {
  const frame = encoder.encode(composed(command));
  if (frame.length > FRAME_IN_BYTES_MAX) throw new CommandTooLarge(command.t);
  return frame as Uint8Array<ArrayBuffer>;
}

/** Return what a frame says. Throws `BrokenFrame` on anything that is not a map with a kind. */
export function decodeFrame(bytes: Uint8Array): Frame {
  const value = decoded(bytes);
  if (!isMap(value) || typeof value.t !== "string") throw new BrokenFrame("no kind");
  const sequence = typeof value.s === "number" ? value.s : null;
  return { sequence, message: value as unknown as AnyMessage };
}

function decoded(bytes: Uint8Array): unknown {
  try {
    return decoder.decode(bytes);
  } catch (cause) {
    throw new BrokenFrame("not msgpack", { cause });
  }
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
