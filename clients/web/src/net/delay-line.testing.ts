// For tests: a line that takes its time. Every piece of bytes comes later by a chance time, in order, each way. Knows TCP alone.
import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";

export interface DelayLine {
  readonly port: number;
  close(): void;
}

/** A seeded source of chance: numbers from 0 to below 1. */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Listen on a free port and pass everything on to `port`, `delayMs` +- `jitterMs` later each way. */
export async function delayLine(port: number, delayMs: number, jitterMs: number, seed: number): Promise<DelayLine> {
  const roll = seededRandom(seed);
  const lateMs = () => delayMs + jitterMs * (2 * roll() - 1);
  const open = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(port, "127.0.0.1");
    for (const end of [near, far]) {
      end.setNoDelay(true);
      open.add(end);
    }
    carry(near, far, lateMs);
    carry(far, near, lateMs);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const address = server.address();
  const close = () => {
    server.close();
    for (const end of open) end.destroy();
  };
  return { port: typeof address === "object" ? (address?.port ?? 0) : 0, close };
}

function carry(from: Socket, to: Socket, lateMs: () => number): void {
  let dueMs = 0;
  const waiting: (() => void)[] = [];
  const later = (run: () => void) => {
    dueMs = Math.max(dueMs, performance.now() + lateMs());
    waiting.push(run); // timers of nearly the same instant may ring in any order; what they carry may not
    setTimeout(() => waiting.shift()?.(), dueMs - performance.now());
  };
  from.on("data", (bytes) => later(() => to.writable && to.write(bytes)));
  from.on("close", () => later(() => to.destroy()));
  from.on("error", () => to.destroy());
}
