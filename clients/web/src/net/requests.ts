// Commands that wait for their reply. A durable one keeps its request id until the reply comes, and is sent again after every
// reconnect (SPEC W6); the server carries it out once. Pure: ids and storage are handed in.
import type { AnyCommand, Done, Rejected } from "../protocol/generated";

/** A command with its request id. */
export type IdentifiedCommand = Extract<AnyCommand, { id: string }>;
/** A command as its caller writes it: the request id is given here. */
export type CommandDraft = IdentifiedCommand extends infer C
  ? C extends IdentifiedCommand
    ? Omit<C, "id">
    : never
  : never;
/** The reply to a command; `lost` when the connection dropped under one that must not be repeated by itself. */
export type CommandReply = Done | Rejected | Lost;

export interface Lost {
  readonly t: "lost";
}

const NOT_DURABLE = "go";
/** Kept by those who write them, one after another (model/outgoing.ts). */
const WORDS: ReadonlySet<string> = new Set(["say", "case.say"]);
const PENDING_MAX = 64;
/** What was not kept is asked for again under the same id, after these pauses, before the one who asked is told (SPEC C9). */
const NOT_KEPT_PAUSES_MS = [500, 1_000, 2_000, 4_000, 8_000];
/**
 * What is told at once when it was not kept: words that the booth has heard already (SPEC C10), and what an officer does with whoever
 * is at the desk, which may be somebody else in a few seconds.
 */
const isToldAtOnce = ({ t }: IdentifiedCommand): boolean => t === "say" || t.startsWith("desk.");

interface PendingCommand {
  readonly command: IdentifiedCommand;
  readonly settle: (reply: CommandReply) => void;
  /** How often it was not kept. */
  failures: number;
}

/** Where durable commands survive a reload of the page. */
export interface CommandStore {
  load(): IdentifiedCommand[];
  save(commands: IdentifiedCommand[]): void;
}

/** All commands without a reply, in the order in which they were asked. */
export class Requests {
  private pending = new Map<string, PendingCommand>();

  constructor(
    private readonly newId: () => string,
    private readonly store: CommandStore,
  ) {
    for (const command of store.load()) this.wait(command, () => undefined);
  }

  /** Give `draft` an id and keep it. Send the command that comes back; `reply` settles once. */
  ask(draft: CommandDraft, id = this.newId()): { command: IdentifiedCommand; reply: Promise<CommandReply> } {
    const command = { ...draft, id } as IdentifiedCommand;
    if (this.pending.size >= PENDING_MAX) return { command, reply: Promise.resolve({ t: "lost" }) };
    const reply = new Promise<CommandReply>((settle) => this.wait(command, settle));
    this.save();
    return { command, reply };
  }

  /** Hand a reply to whoever asked. A number: it was not kept, and is to be sent again after so many ms. */
  settle(reply: Done | Rejected): number | null {
    const pending = this.pending.get(reply.id);
    if (pending === undefined) return null;
    const isKept = reply.t === "done" || reply.code !== "storage" || isToldAtOnce(pending.command);
    const pauseMs = isKept ? undefined : NOT_KEPT_PAUSES_MS[pending.failures++];
    if (pauseMs !== undefined) return pauseMs;
    this.pending.delete(reply.id);
    this.save();
    pending.settle(reply);
    return null;
  }

  /** The connection dropped: what may not be repeated by itself is lost, its author decides. */
  dropped(): void {
    for (const [id, { command, settle }] of this.pending) {
      if (command.t !== NOT_DURABLE) continue;
      this.pending.delete(id);
      settle({ t: "lost" });
    }
  }

  /** Whoever asked has left: nothing of it goes out any more. */
  forget(): void {
    const asked = [...this.pending.values()];
    this.pending.clear();
    this.save();
    for (const { settle } of asked) settle({ t: "lost" });
  }

  /** Return what waits for its reply, each with the id it had before: all of it, or what has this id. */
  again(id?: string): IdentifiedCommand[] {
    return [...this.pending.values()].map(({ command }) => command).filter((one) => id === undefined || one.id === id);
  }

  private wait(command: IdentifiedCommand, settle: PendingCommand["settle"]): void {
    this.pending.set(command.id, { command, settle, failures: 0 });
  }

  private save(): void {
    this.store.save(this.again().filter(({ t }) => t !== NOT_DURABLE && !WORDS.has(t)));
  }
}
