// Words on their way: what was said or written goes out one after another, each with an id of its own, over reconnects and reloads,
// and is heard once (SPEC W6, W12). What cannot be done comes back into its box. Knows no socket and no element.
import { type Signal, signal } from "@preact/signals";
import type { CommandDraft, CommandReply } from "../net/requests";
import type { Pending } from "./actions";
import { isMap, isText, type Memory } from "./memory";

export type WordsDraft = Extract<CommandDraft, { t: "say" | "case.say" }>;

export interface OutgoingLine {
  readonly id: string;
  /** When it was written, in ms since 1970. */
  readonly at: number;
  /** The name of the box in which it was written. */
  readonly box: string;
  readonly draft: WordsDraft;
}

/** What is handed in: the connection, ids, the clock on the wall, timers. */
export interface OutgoingPowers {
  ask(draft: WordsDraft, id: string): Promise<CommandReply>;
  newId(): string;
  nowMs(): number;
  later(run: () => void, ms: number): void;
}

const LINES_MAX = 32;
const KEPT_MS = 10 * 60_000; // as long as the office knows the ids
const AGAIN_MS = 1_000;
const REST: Pending = { is: "rest" };

export class Outgoing {
  readonly lines: Signal<readonly OutgoingLine[]>;
  private readonly boxes = new Map<string, Signal<string>>();
  private readonly faults = new Map<string, Signal<Pending>>();
  private isRunning = false;

  constructor(
    private readonly powers: OutgoingPowers,
    private readonly memory: Memory,
    private readonly tabMemory: Memory,
  ) {
    this.lines = signal(tabMemory.load("outgoing", [], areLines));
    void this.run();
  }

  /** What stands in a box and was not sent; kept on this device. */
  box(name: string): Signal<string> {
    const known = this.boxes.get(name) ?? signal(this.memory.load(`unsent.${name}`, "", isText));
    this.boxes.set(name, known);
    return known;
  }

  type(name: string, text: string): void {
    this.box(name).value = text;
    this.fault(name).value = REST;
    this.memory.save(`unsent.${name}`, text === "" ? null : text);
  }

  /** Why the last words of a box came back. */
  fault(name: string): Signal<Pending> {
    const known = this.faults.get(name) ?? signal(REST);
    this.faults.set(name, known);
    return known;
  }

  /** Take the words out of their box and send them as soon as it is possible. False when too many wait already. */
  send(box: string, draft: WordsDraft): boolean {
    if (this.lines.value.length >= LINES_MAX) return false;
    this.type(box, "");
    this.keep([...this.lines.value, { id: this.powers.newId(), at: this.powers.nowMs(), box, draft }]);
    void this.run();
    return true;
  }

  /** Somebody else comes in here: nothing of this is theirs. */
  forget(): void {
    this.keep([]);
  }

  private async run(): Promise<void> {
    if (this.isRunning) return;
    this.isRunning = true;
    for (let line = this.lines.value[0]; line !== undefined; line = this.lines.value[0]) await this.sendFirst(line);
    this.isRunning = false;
  }

  private async sendFirst(line: OutgoingLine): Promise<void> {
    const isTooOld = this.powers.nowMs() - line.at > KEPT_MS;
    const reply: CommandReply = isTooOld ? { t: "lost" } : await this.powers.ask(line.draft, line.id);
    if (this.lines.value[0]?.id !== line.id) return; // forgotten meanwhile
    if (reply.t === "rejected" && reply.code === "too_fast") return this.again(line, reply.retry_ms ?? AGAIN_MS);
    this.keep(this.lines.value.slice(1));
    if (reply.t !== "done") this.giveBack(line, reply);
  }

  /** The office had no room for it just then, and did nothing: it goes out under a new id. */
  private async again(line: OutgoingLine, ms: number): Promise<void> {
    await new Promise<void>((resume) => this.powers.later(resume, ms));
    const fresh = { ...line, id: this.powers.newId() };
    this.keep(this.lines.value.map((one) => (one.id === line.id ? fresh : one)));
  }

  private giveBack({ box, draft }: OutgoingLine, reply: CommandReply): void {
    this.type(box, [draft.text, this.box(box).value].filter((text) => text !== "").join("\n"));
    this.fault(box).value = { is: "no", why: reply.t === "rejected" ? reply : null };
  }

  private keep(lines: readonly OutgoingLine[]): void {
    this.lines.value = lines;
    this.tabMemory.save("outgoing", lines.length === 0 ? null : lines);
  }
}

const areLines = (value: unknown): value is OutgoingLine[] =>
  Array.isArray(value) &&
  value.every(
    (line) => isMap(line) && isText(line.id) && isText(line.box) && typeof line.at === "number" && isMap(line.draft),
  );
