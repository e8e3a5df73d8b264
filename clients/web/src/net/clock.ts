// What tick it is at the server, from pings and pongs. Pure: instants are handed in (ms, monotonic).
import { TICK_MS } from "../protocol/generated";

const SAMPLES_MAX = 8;

interface Sample {
  readonly roundTripMs: number;
  readonly offsetMs: number;
}

/** Keeps the best of the last samples: the shortest round trip is the most exact one. */
export class ServerClock {
  private samples: Sample[] = [];
  private tickMs: number = TICK_MS;

  /** Start again from `welcome`: the tick at this instant, as far as one frame can tell. */
  start(tick: number, tickMs: number, nowMs: number): void {
    this.tickMs = tickMs || TICK_MS;
    this.samples = [{ roundTripMs: Number.POSITIVE_INFINITY, offsetMs: tick * this.tickMs - nowMs }];
  }

  /** Learn from a pong: `sentMs` is the ping's time, `tick` and `intoMs` are what the server put into it. */
  learn(sentMs: number, tick: number, intoMs: number, nowMs: number): void {
    const roundTripMs = Math.max(0, nowMs - sentMs);
    const offsetMs = tick * this.tickMs + intoMs + roundTripMs / 2 - nowMs;
    this.samples = [...this.samples.filter((s) => Number.isFinite(s.roundTripMs)), { roundTripMs, offsetMs }].slice(
      -SAMPLES_MAX,
    );
  }

  /** Return the server's tick at `nowMs`, with its fraction. */
  tickAt(nowMs: number): number {
    return (nowMs + this.best().offsetMs) / this.tickMs;
  }

  /** Milliseconds there and back, or null before the first pong. */
  get roundTripMs(): number | null {
    const { roundTripMs } = this.best();
    return Number.isFinite(roundTripMs) ? roundTripMs : null;
  }

  /** Milliseconds that the server's clock is ahead of ours, each counted from its own beginning. */
  get offsetMs(): number {
    return this.best().offsetMs;
  }

  private best(): Sample {
    const start: Sample = { roundTripMs: Number.POSITIVE_INFINITY, offsetMs: 0 };
    return this.samples.reduce((best, sample) => (sample.roundTripMs <= best.roundTripMs ? sample : best), start);
  }
}
