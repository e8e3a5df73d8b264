// Commands that wait for their answer. A durable one keeps its request id until it is answered, and goes out again after
// every reconnect (SPEC W6); the server does it once. Pure: ids and storage are handed in.
import type { AnyCommand, Done, Rejected } from "../protocol/generated";

/** A command that carries a request id. */
export type Asking = Extract<AnyCommand, { id: string }>;
/** What the caller writes: the id is given here. */
export type Unasked = Asking extends infer W ? (W extends Asking ? Omit<W, "id"> : never) : never;
/** The answer to a command; `lost` when the line dropped under one that must not be repeated by itself. */
export type Answer = Done | Rejected | Lost;

export interface Lost {
  readonly t: "lost";
}

const NOT_DURABLE: ReadonlySet<string> = new Set(["go", "say"]);
const WAITING_MAX = 64;

interface Waiting {
  readonly command: Asking;
  readonly settle: (answer: Answer) => void;
}

/** Where durable commands survive a reload of the page. */
export interface Shelf {
  load(): Asking[];
  save(commands: Asking[]): void;
}

/** All commands without an answer, in the order they were asked. */
export class Requests {
  private waiting = new Map<string, Waiting>();

  constructor(
    private readonly newId: () => string,
    private readonly shelf: Shelf,
  ) {
    for (const command of shelf.load()) this.waiting.set(command.id, { command, settle: () => undefined });
  }

  /** Give `command` an id and keep it. Send the command that comes back; `answer` settles once. */
  ask(command: Unasked): { command: Asking; answer: Promise<Answer> } {
    const asked = { ...command, id: this.newId() } as Asking;
    if (this.waiting.size >= WAITING_MAX) return { command: asked, answer: Promise.resolve({ t: "lost" }) };
    const answer = new Promise<Answer>((settle) => this.waiting.set(asked.id, { command: asked, settle }));
    this.save();
    return { command: asked, answer };
  }

  /** Hand an answer to whoever asked; false when nobody did. */
  settle(answer: Done | Rejected): boolean {
    const waiting = this.waiting.get(answer.id);
    if (waiting === undefined) return false;
    this.waiting.delete(answer.id);
    this.save();
    waiting.settle(answer);
    return true;
  }

  /** The line dropped: what may not be repeated by itself is lost, its author decides. */
  dropped(): void {
    for (const [id, { command, settle }] of this.waiting) {
      if (!NOT_DURABLE.has(command.t)) continue;
      this.waiting.delete(id);
      settle({ t: "lost" });
    }
  }

  /** Return what to send again after a reconnect, each with the id it had before. */
  again(): Asking[] {
    return [...this.waiting.values()].map(({ command }) => command);
  }

  private save(): void {
    this.shelf.save(this.again().filter((command) => !NOT_DURABLE.has(command.t)));
  }
}
