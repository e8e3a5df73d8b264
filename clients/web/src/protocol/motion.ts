// The packed records inside `tick` frames (SPEC R8): big-endian sections of nine-byte records. Pure bytes, no geometry.

const SECTION_BYTES = 5;
const RECORD_BYTES = 9;

export const CHANGES = 0;
export const WHOLE = 1;
export const CHANGED = 0;
export const ENTERED = 1;
export const LEFT = 2;

/** One avatar's motion: `x`, `y` and `heading` hold at the frame's tick minus `age`. */
export interface MotionRecord {
  readonly slot: number;
  readonly x: number;
  readonly y: number;
  readonly heading: number;
  readonly operation: number;
  readonly guided: boolean;
  readonly input: number;
  readonly age: number;
}

/** One interest cell's part of a frame. */
export interface Section {
  readonly cell: number;
  readonly kind: number;
  readonly records: readonly MotionRecord[];
}

/** Return the sections of a frame's `d`. Throws `RangeError` when the bytes are cut short. */
export function sections(data: Uint8Array): Section[] {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const found: Section[] = [];
  let at = 0;
  while (at < view.byteLength) {
    const count = view.getUint16(at + 3);
    found.push({
      cell: view.getUint16(at),
      kind: view.getUint8(at + 2),
      records: records(view, at + SECTION_BYTES, count),
    });
    at += SECTION_BYTES + count * RECORD_BYTES;
  }
  return found;
}

function records(view: DataView, start: number, count: number): MotionRecord[] {
  return Array.from({ length: count }, (_, index) => record(view, start + index * RECORD_BYTES));
}

function record(view: DataView, at: number): MotionRecord {
  const motion = view.getUint8(at + 6);
  return {
    slot: view.getUint16(at),
    x: view.getUint16(at + 2),
    y: view.getUint16(at + 4),
    heading: motion & 0xf,
    operation: (motion >> 4) & 3,
    guided: (motion & 0x40) !== 0,
    input: view.getUint8(at + 7),
    age: view.getUint8(at + 8),
  };
}
