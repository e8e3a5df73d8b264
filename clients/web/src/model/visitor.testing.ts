// For tests: a visitor without a page. The same connection, clock and motion as in main.tsx, over a real WebSocket.
import { ServerClock } from "../net/clock";
import { Connection, type Socket } from "../net/connection";
import { pause } from "../net/office.testing";
import { Requests } from "../net/requests";
import type { AnyMessage, Room } from "../protocol/generated";
import { sections } from "../protocol/motion";
import { Motion } from "./motion";
import { type Plan, readFloor } from "./plan";
import { View } from "./view";

export class Visitor {
  readonly clock = new ServerClock();
  readonly motion = new Motion(this.clock);
  /** All that came, without any drawing: asked later, it tells the truth. */
  readonly view = new View();
  room: Room | null = null;
  plan: Plan | null = null;
  private fault: Error | null = null;
  private ids = 0;
  readonly connection: Connection;

  private constructor(private readonly port: number) {
    const requests = new Requests(() => `request-${++this.ids}`, { load: () => [], save: () => undefined });
    const powers = {
      open: (subprotocol: string) => new WebSocket(`ws://127.0.0.1:${port}/ws`, subprotocol) as unknown as Socket,
      now: () => performance.now(),
      random: Math.random,
      later: (run: () => void, ms: number) => {
        const timer = setTimeout(run, ms);
        return () => clearTimeout(timer);
      },
    };
    this.connection = new Connection(powers, requests, this.clock, {
      status: () => undefined,
      welcomed: () => undefined,
      message: (message) => this.take(message),
    });
  }

  /** Come in, and wait until the floor is laid and the clock has been asked. */
  static async arrive(port: number, name: string): Promise<Visitor> {
    const visitor = new Visitor(port);
    visitor.connection.start(() => ({ lang: "ko", name, place: "city_hall" }));
    while (visitor.plan === null || visitor.clock.roundTripMs === null) {
      if (visitor.fault !== null) throw visitor.fault;
      await pause(20);
    }
    return visitor;
  }

  head(heading: number): void {
    const chosen = this.motion.head(heading, performance.now());
    if (chosen !== null) this.connection.send({ t: "move", ...chosen });
  }

  leave(): void {
    this.connection.stop();
  }

  private take(message: AnyMessage): void {
    if (message.t === "room") this.enter(message).catch((fault: unknown) => (this.fault = new Error(`${fault}`)));
    if (message.t !== "tick") return;
    this.view.apply(message.n, sections(message.d), message.v ?? null);
    this.motion.take(message, performance.now());
  }

  private async enter(room: Room): Promise<void> {
    this.room = room;
    this.motion.enter(room, performance.now());
    const floor = await fetch(`http://127.0.0.1:${this.port}/places/${room.place}/floor.json`);
    this.plan = readFloor(await floor.json());
    if (this.plan === null) throw new Error("no floor");
    this.motion.lay(this.plan.walls, room.cell);
    this.view.lay(this.plan.walls, room.cell);
  }
}
