// One visitor's connection to the office: connect, say hello, resume, reconnect. Knows frames and instants; not what messages mean.
import { BrokenFrame, decodeFrame, encodeCommand } from "../protocol/codec";
import {
  type AnyCommand,
  type AnyMessage,
  type Done,
  type Hello,
  PING_SECONDS,
  type Rejected,
  type SeeOther,
  SUBPROTOCOL,
  VERSION,
  type Welcome,
} from "../protocol/generated";
import { backoffMs, mayReconnect, toldMs } from "./backoff";
import type { ServerClock } from "./clock";
import { Lane } from "./lane";
import { NodeWay } from "./node-way";
import { ReadySocket } from "./ready-socket";
import type { CommandDraft, CommandReply, Requests } from "./requests";
import { Traffic } from "./traffic";

const RECONNECT_MS_BEFORE_WELCOME = 2_000;
const SILENCE_MS_MAX = 3 * PING_SECONDS * 1_000;
/** What one look counts at most: a page that stood still meanwhile has not listened that long. */
const LISTENED_MS_MAX = 1.2 * PING_SECONDS * 1_000;
const ACK_IDLE_MS = 1_000;
/** A few pings at the beginning: of several round trips the shortest tells the server's clock well. */
const FIRST_PINGS_MS = [250, 500, 750, 1_000];
const SOCKET_OPEN = 1;
const PING_MS_MAX = 2 ** 32;

/** `off`: nobody has asked for a connection. `waiting`: closed with a `code`, to come back. `ended`: with one after which no client may reconnect by itself. */
export type Status =
  | { readonly is: "off" | "connecting" | "open" }
  | { readonly is: "waiting"; readonly code: number }
  | { readonly is: "ended"; readonly code: number };

/** The part of a WebSocket that is used. */
export interface Socket {
  binaryType: string;
  readonly readyState: number;
  onopen: (() => void) | null;
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: ((event: { code: number; reason: string }) => void) | null;
  onerror: (() => void) | null;
  send(data: Uint8Array<ArrayBuffer>): void;
  close(code?: number, reason?: string): void;
}

/** What is handed in of the environment: sockets, the clock, chance, timers. */
export interface Powers {
  /** `path`, `host`: of a node that the server named; else the office's ordinary ones. */
  open(subprotocol: string, path?: string, host?: string): Socket;
  now(): number;
  random(): number;
  /** Run later; returns how to cancel it. */
  later(run: () => void, ms: number): () => void;
}

/** What the connection tells. */
export interface Listener {
  status(status: Status): void;
  welcomed(welcome: Welcome): void;
  message(message: AnyMessage): void;
}

/** What `hello` says of the visitor: asked anew at every connection. */
export type Greeting = () => Omit<Hello, "t" | "versions" | "session" | "seen">;

export class Connection {
  readonly traffic = new Traffic();
  private socket: Socket | null = null;
  private readonly ready: ReadySocket;
  private greeting: Greeting = () => ({});
  private session: string | null = null;
  private readonly lane = new Lane();
  private readonly way: NodeWay;
  private reconnectMs = RECONNECT_MS_BEFORE_WELCOME;
  private droppedMs: number | null = null;
  private isOpen = false;
  private pingedMs = 0;
  private watchedMs = 0;
  /** For how long nothing came while this page listened. */
  private silentMs = 0;
  private cancels: (() => void)[] = [];

  constructor(
    private readonly powers: Powers,
    private readonly requests: Requests,
    private readonly clock: ServerClock,
    private readonly listener: Listener,
  ) {
    this.ready = new ReadySocket(powers);
    this.way = new NodeWay(powers, () => this.closed(1006));
  }

  /** Somebody is about to come in: have a socket open. */
  prepare(): void {
    if (this.socket === null) this.ready.open(SUBPROTOCOL);
  }

  /** Connect. Called again, it connects at once, whatever it was waiting for. */
  start(greeting: Greeting): void {
    this.greeting = greeting;
    this.droppedMs = null;
    this.way.ended();
    this.connect();
  }

  /** Close on purpose; the server need not keep the session. */
  stop(): void {
    if (this.isOpen) this.send({ t: "bye" });
    this.session = null;
    this.requests.forget();
    this.way.ended();
    this.release(1000);
    this.listener.status({ is: "off" });
  }

  /** The network came back, or the page is seen again: do not wait any longer. */
  wake(): void {
    if (this.socket === null && this.cancels.length > 0) this.connect();
    else if (this.isOpen) this.watch();
  }

  /** Send a command that needs no reply; dropped while there is no connection. */
  send(command: AnyCommand): void {
    if (this.isOpen && this.socket?.readyState === SOCKET_OPEN) this.write(this.socket, command);
  }

  private write(socket: Socket, command: AnyCommand): void {
    const bytes = encodeCommand(command);
    this.traffic.went(bytes.length);
    socket.send(bytes);
  }

  /** Send a command and wait for its reply, over as many connections as it takes. `id`: one that it was sent with before. */
  ask(draft: CommandDraft, id?: string): Promise<CommandReply> {
    const { command, reply } = this.requests.ask(draft, id);
    this.send(command);
    if (!this.isOpen) this.requests.dropped();
    return reply;
  }

  private connect(): void {
    this.release(1000);
    this.listener.status({ is: "connecting" });
    this.greet(this.ready.take());
  }

  /** N21: go to the node that has the room. The page shows nothing of it: what is sent meanwhile goes out when it is there. */
  private follow(told: SeeOther): void {
    if (!this.way.follow(told)) return this.closed(1006);
    this.release(1000);
    this.requests.dropped();
    this.greet(null);
  }

  private greet(ready: Socket | null): void {
    let socket: Socket;
    try {
      socket = ready ?? this.powers.open(SUBPROTOCOL, this.way.path, this.way.host);
    } catch {
      return this.closed(1006); // N28: the page's policy has no such name, and this browser says so at once
    }
    this.socket = socket;
    socket.binaryType = "arraybuffer";
    socket.onopen = () => this.write(socket, this.hello());
    if (ready?.readyState === SOCKET_OPEN) this.write(socket, this.hello());
    socket.onmessage = ({ data }) => this.take(data);
    socket.onclose = ({ code, reason }) => this.closed(code, reason);
  }

  private hello(): Hello {
    const resume = this.session === null ? {} : { session: this.session, seen: this.lane.seen };
    return { t: "hello", versions: [VERSION], ...this.greeting(), ...resume, ...this.way.hello() };
  }

  private take(data: unknown): void {
    this.silentMs = 0;
    this.traffic.came((data as ArrayBuffer).byteLength);
    const frame = read(data);
    if (frame === null || (frame.sequence !== null && !this.inOrder(frame.sequence))) return;
    this.dispatch(frame.message);
    if (this.isOpen && this.powers.now() - this.pingedMs > PING_SECONDS * 1_000) this.ping();
  }

  /** False for a message seen before. After a gap nothing can be trusted: the next hello asks for a fresh state (SPEC S5). */
  private inOrder(sequence: number): boolean {
    const verdict = this.lane.receive(sequence);
    if (verdict === "gap") this.startOver();
    return verdict === "take";
  }

  private startOver(): void {
    this.session = null;
    this.socket?.close(1000);
  }

  private dispatch(message: AnyMessage): void {
    this.way.heard();
    if (message.t === "see_other") return this.follow(message);
    if (message.t === "welcome") this.welcome(message);
    else if (message.t === "pong") this.clock.learn(message.c, message.n, message.ms, this.powers.now() % PING_MS_MAX);
    else if (message.t === "done" || message.t === "rejected") this.reply(message);
    else this.listener.message(message);
    this.acknowledge(false);
  }

  private reply(reply: Done | Rejected): void {
    const pauseMs = this.requests.settle(reply);
    if (pauseMs !== null) this.powers.later(() => this.sendAgain(reply.id), pauseMs);
  }

  private sendAgain(id?: string): void {
    for (const command of this.requests.again(id)) this.send(command);
  }

  private welcome(welcome: Welcome): void {
    if (!welcome.resumed) this.lane.restart(welcome.seen ?? 0);
    this.session = welcome.session;
    this.way.ended();
    this.reconnectMs = welcome.back_ms;
    this.droppedMs = null;
    this.isOpen = true;
    this.silentMs = 0;
    this.watchedMs = this.powers.now();
    this.traffic.joined += 1;
    this.clock.start(welcome.tick, welcome.tick_ms, this.powers.now());
    this.listener.welcomed(welcome);
    this.listener.status({ is: "open" });
    this.sendAgain();
    this.watch();
    for (const ms of FIRST_PINGS_MS) this.cancels.push(this.powers.later(() => this.ping(), ms));
  }

  /**
   * Every few seconds: acknowledge, ping, and give up a connection that has fallen silent. Only the time counts in which this page
   * was awake: one that slept or stood still does not blame the connection, and asks again first.
   */
  private watch(): void {
    const now = this.powers.now();
    this.silentMs += Math.min(now - this.watchedMs, LISTENED_MS_MAX);
    this.watchedMs = now;
    if (this.silentMs > SILENCE_MS_MAX) return this.closed(1006);
    this.ping();
    this.cancelTimers();
    this.cancels.push(this.powers.later(() => this.watch(), PING_SECONDS * 1_000));
    this.cancels.push(this.powers.later(() => this.acknowledge(true), ACK_IDLE_MS));
  }

  private ping(): void {
    this.pingedMs = this.powers.now();
    this.send({ t: "ping", c: Math.floor(this.pingedMs % PING_MS_MAX) });
  }

  private acknowledge(idle: boolean): void {
    const seen = this.isOpen ? this.lane.due(idle) : null;
    if (seen !== null) this.send({ t: "ack", s: seen });
  }

  private closed(code: number, reason = ""): void {
    this.release(1000);
    this.requests.dropped();
    if (mayReconnect(code) && this.way.failed(code)) return this.connect();
    if (!mayReconnect(code)) return this.listener.status({ is: "ended", code });
    this.listener.status({ is: "waiting", code });
    this.droppedMs ??= this.powers.now();
    const waitMs = backoffMs(this.reconnectMs, this.powers.now() - this.droppedMs, this.powers.random);
    this.cancels.push(this.powers.later(() => this.connect(), waitMs + toldMs(code, reason)));
  }

  /** Let the socket go: none of its events may arrive any more. */
  private release(code: number): void {
    this.cancelTimers();
    this.isOpen = false;
    if (this.socket === null) return;
    const { socket } = this;
    this.socket = null;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close(code);
  }

  private cancelTimers(): void {
    for (const off of this.cancels.splice(0)) off();
  }
}

/** A frame of a later version may be unreadable: it is skipped, and the connection goes on. */
function read(data: unknown): ReturnType<typeof decodeFrame> | null {
  try {
    return decodeFrame(new Uint8Array(data as ArrayBuffer));
  } catch (fault) {
    if (fault instanceof BrokenFrame) return null;
    throw fault;
  }
}
