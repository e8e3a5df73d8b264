// For tests: a network with a clock, timers and wires of its own, and a connection over it. Knows frames, not what they mean.
import { decode, encode } from "@msgpack/msgpack";
import type { AnyCommand, AnyMessage, Welcome } from "../protocol/generated";
import { WELCOME } from "../protocol/welcome.testing";
import { ServerClock } from "./clock";
import { Connection, type Powers, type Socket, type Status } from "./connection";
import { type IdentifiedCommand, Requests } from "./requests";

/** One end of a wire whose other end is the test. */
export class Wire implements Socket {
  binaryType = "";
  readyState = 1;
  onopen: Socket["onopen"] = null;
  onmessage: Socket["onmessage"] = null;
  onclose: Socket["onclose"] = null;
  onerror: Socket["onerror"] = null;
  readonly sent: AnyCommand[] = [];

  send(data: Uint8Array): void {
    this.sent.push(decode(data) as AnyCommand);
  }

  close(): void {
    this.readyState = 3;
  }

  hear(message: object): void {
    this.onmessage?.({ data: encode(message).slice().buffer });
  }

  drop(code: number): void {
    this.readyState = 3;
    this.onclose?.({ code, reason: "" });
  }

  kinds(): string[] {
    return this.sent.map((command) => command.t);
  }
}

/** A network with a clock, timers and wires of its own. */
export class FakeNetwork {
  now = 1_000;
  readonly wires: Wire[] = [];
  readonly paths: (string | undefined)[] = [];
  readonly hosts: (string | undefined)[] = [];
  forbidden?: string;
  readonly statuses: Status[] = [];
  readonly messages: AnyMessage[] = [];
  readonly saved: IdentifiedCommand[][] = [];
  private timers: { run: () => void; at: number }[] = [];
  private ids = 0;

  readonly powers: Powers = {
    open: (_subprotocol, path, host) => {
      this.paths.push(path);
      this.hosts.push(host || undefined);
      if (host && host === this.forbidden) throw new Error("the page's policy has no such name");
      const wire = new Wire();
      this.wires.push(wire);
      return wire;
    },
    now: () => this.now,
    random: () => 0.5,
    later: (run, ms) => {
      const timer = { run, at: this.now + ms };
      this.timers.push(timer);
      return () => {
        this.timers = this.timers.filter((known) => known !== timer);
      };
    },
  };

  readonly connection = new Connection(this.powers, this.requests([]), new ServerClock(), {
    status: (status) => this.statuses.push(status),
    welcomed: () => undefined,
    message: (message) => this.messages.push(message),
  });

  requests(kept: IdentifiedCommand[]): Requests {
    return new Requests(() => `request-${++this.ids}`, {
      load: () => kept,
      save: (commands) => this.saved.push(commands),
    });
  }

  /** The page stands still: time passes and no timer runs. */
  stall(ms: number): void {
    this.now += ms;
  }

  /** Time passes, timers run out in order. */
  pass(ms: number): void {
    const end = this.now + ms;
    for (let next = this.next(end); next !== undefined; next = this.next(end)) {
      this.now = Math.max(this.now, next.at);
      this.timers = this.timers.filter((known) => known !== next);
      next.run();
    }
    this.now = end;
  }

  private next(end: number): { run: () => void; at: number } | undefined {
    return this.timers.filter((timer) => timer.at <= end).sort((one, other) => one.at - other.at)[0];
  }

  get wire(): Wire {
    const wire = this.wires.at(-1);
    if (wire === undefined) throw new Error("no wire yet");
    return wire;
  }

  join(welcome: Partial<Welcome> = {}): Wire {
    this.wire.onopen?.();
    this.wire.hear({ ...WELCOME, ...welcome });
    return this.wire;
  }
}

export function started(): FakeNetwork {
  const network = new FakeNetwork();
  network.connection.start(() => ({ lang: "ko", name: "까치" }));
  return network;
}
