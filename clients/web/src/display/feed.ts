// The board as it comes: server-sent events, asked for again by itself, and known to be old when nothing came for a while.
import type { Board } from "./board";

const SILENT_MS = 12_000; // the office says every five seconds what time it is
const AGAIN_MS = [1_000, 2_000, 4_000] as const;
const LOOK_MS = 1_000;

export type FeedState = "coming" | "fresh" | "old" | "full";

export interface FeedView {
  board(board: Board): void;
  /** The office's clock now (unix seconds). */
  time(now: number): void;
  state(state: FeedState): void;
}

export class Feed {
  private source: EventSource | null = null;
  private heardAt: number;
  private tries = 0;
  private known: FeedState = "coming";
  private again: ReturnType<typeof setTimeout> | null = null;

  /** `now`: milliseconds of a clock that goes on evenly. */
  constructor(
    private readonly address: string,
    private readonly view: FeedView,
    private readonly now: () => number,
  ) {
    this.heardAt = now();
    setInterval(() => this.look(), LOOK_MS);
    this.open();
  }

  private open(): void {
    this.again = null;
    const source = new EventSource(`${this.address}/events`);
    this.source = source;
    source.addEventListener("board", ({ data }) => {
      this.heard();
      this.view.board(JSON.parse(data) as Board);
    });
    source.addEventListener("time", ({ data }) => {
      this.heard();
      this.view.time(Number(data));
    });
    source.onerror = () => this.reopen();
  }

  private heard(): void {
    this.heardAt = this.now();
    this.tries = 0;
    this.tell("fresh");
  }

  private look(): void {
    if (this.now() - this.heardAt <= SILENT_MS) return;
    if (this.known !== "full") this.tell("old");
    this.reopen();
  }

  /** A line that is silent is not waited for: the next node may have the office. */
  private reopen(): void {
    this.source?.close();
    this.source = null;
    if (this.again !== null) return;
    this.again = setTimeout(() => this.open(), AGAIN_MS[Math.min(this.tries, AGAIN_MS.length - 1)]);
    this.tries += 1;
    if (this.tries > 1) void this.askWhy();
  }

  /** An event source does not say why it was turned away. */
  private async askWhy(): Promise<void> {
    const answer = await fetch(this.address, { cache: "no-cache" }).catch(() => null);
    if (answer?.ok && this.source === null && this.now() - this.heardAt > SILENT_MS) this.tell("full");
  }

  private tell(state: FeedState): void {
    if (state === this.known) return;
    this.known = state;
    this.view.state(state);
  }
}
