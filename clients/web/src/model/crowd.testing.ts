// For tests: a room of people who all walk and turn about once a second, as the server would tell it. Knows ticks, no time.
import { seededRandom } from "../net/delay-line.testing";
import type { TickFrame } from "../protocol/generated";
import { STEPS, step } from "../protocol/step";

const SECTION_BYTES = 5;
const RECORD_BYTES = 9;
const ENTERED = 1;
const TURN_SHARE = 1 / 20;

interface Walker {
  x: number;
  y: number;
  heading: number;
  changed: { readonly tick: number; readonly x: number; readonly y: number } | null;
}

export class CrowdedRoom {
  readonly walkers: readonly Walker[];
  private readonly roll;
  tick = 0;

  constructor(count: number, seed: number) {
    this.roll = seededRandom(seed);
    this.walkers = Array.from({ length: count }, () => this.somebody());
  }

  private somebody(): Walker {
    return { x: 16_000 + this.below(16_000), y: 16_000 + this.below(16_000), heading: this.below(9), changed: null };
  }

  private below(limit: number): number {
    return Math.floor(this.roll() * limit);
  }

  advance(): void {
    this.tick += 1;
    for (const walker of this.walkers) {
      const hasTurned = this.roll() < TURN_SHARE;
      if (hasTurned) walker.heading = this.below(STEPS.length);
      Object.assign(walker, step(null, walker, walker.heading));
      if (hasTurned) walker.changed = { tick: this.tick, x: walker.x, y: walker.y };
    }
  }

  whole(): TickFrame {
    return { t: "tick", n: this.tick, d: packed([...this.walkers.entries()], ENTERED, this.tick) };
  }

  /** What happened since the last call: each one's latest change, with its age. */
  publish(): TickFrame {
    const changed = [...this.walkers.entries()].filter(([, walker]) => walker.changed !== null);
    const frame: TickFrame = { t: "tick", n: this.tick, d: packed(changed, 0, this.tick) };
    for (const walker of this.walkers) walker.changed = null;
    return frame;
  }
}

function packed(walkers: readonly (readonly [number, Walker])[], operation: number, tick: number): Uint8Array {
  const data = new Uint8Array(SECTION_BYTES + RECORD_BYTES * walkers.length);
  const view = new DataView(data.buffer);
  view.setUint16(3, walkers.length);
  walkers.forEach(([slot, { x, y, heading, changed }], index) => {
    const at = SECTION_BYTES + RECORD_BYTES * index;
    const told = changed ?? { tick, x, y };
    view.setUint16(at, slot);
    view.setUint16(at + 2, told.x);
    view.setUint16(at + 4, told.y);
    view.setUint8(at + 6, heading | (operation << 4));
    view.setUint8(at + 8, tick - told.tick);
  });
  return data;
}
