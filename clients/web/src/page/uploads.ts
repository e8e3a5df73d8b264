// Files on their way to the office: one after another, tried again by themselves when the line was down. Knows no page and no form.
import { type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { FILE_BYTES_MAX } from "../protocol/generated";

/** `waits`: for its turn, or to be tried again. `failed`: the office does not take it, and `code` says why. */
export type UploadState = "waits" | "sends" | "done" | "failed";

export interface Upload {
  readonly key: number;
  readonly name: string;
  readonly state: UploadState;
  /** How much of it is out, from 0 to 1. */
  readonly share: number;
  /** Why it was not taken, or why it waits; nothing while it waits for its turn. */
  readonly code: string;
}

/** What the office said to a file: its id there, or a code and whether to try again by itself. */
export type UploadReply =
  | { readonly is: "taken"; readonly id: string }
  | { readonly is: "no"; readonly code: string }
  | { readonly is: "later"; readonly code: string; readonly ms: number | null };

export interface UploadPowers {
  send(file: File, progress: (share: number) => void): Promise<UploadReply>;
  later(run: () => void, ms: number): () => void;
}

const AGAIN_MS = [2_000, 4_000, 8_000, 15_000, 30_000];

/** The files of one question. */
export class Uploads {
  private readonly list: Signal<readonly Upload[]> = signal([]);
  private readonly files = new Map<number, File>();
  private next = 0;
  private tries = 0;
  private isBusy = false;
  private stopWaiting: (() => void) | null = null;

  constructor(
    private readonly powers: UploadPowers,
    /** A file is at the office under this id. */
    private readonly taken: (id: string, name: string) => void,
    /** One is there that was taken off the list while it was sent. */
    private readonly unwanted: (id: string) => void,
  ) {}

  /** Those that are not done, in their order. */
  get shown(): ReadonlySignal<readonly Upload[]> {
    return this.list;
  }

  /** True while something would be lost if the page went. */
  get isUnfinished(): boolean {
    return this.list.value.some(({ state }) => state === "waits" || state === "sends");
  }

  /** Send these, behind those that are on their way. `kinds`: the media types that the question asks for. */
  add(files: readonly File[], kinds: readonly string[]): void {
    for (const file of files) {
      const key = this.next++;
      const code = faultOf(file, kinds);
      if (code === "") this.files.set(key, file);
      const state = code === "" ? "waits" : "failed";
      this.list.value = [...this.list.value, { key, name: file.name, state, share: 0, code }];
    }
    void this.go();
  }

  /** Take one off the list, also while it is sent. */
  drop(key: number): void {
    this.files.delete(key);
    this.list.value = this.list.value.filter((upload) => upload.key !== key);
  }

  /** Try now: the line is back, or a person asks for it. */
  again(): void {
    this.stopWaiting?.();
    this.stopWaiting = null;
    this.tries = 0;
    void this.go();
  }

  private async go(): Promise<void> {
    if (this.isBusy || this.stopWaiting !== null) return;
    this.isBusy = true;
    try {
      for (let first = this.first(); first !== undefined; first = this.first()) {
        if (!(await this.sent(first))) break;
      }
    } finally {
      this.isBusy = false;
    }
  }

  private first(): Upload | undefined {
    return this.list.value.find(({ state }) => state === "waits");
  }

  /** False: all wait for a while. */
  private async sent({ key }: Upload): Promise<boolean> {
    const file = this.files.get(key);
    if (file === undefined) return true;
    this.change(key, { state: "sends", share: 0, code: "" });
    const reply = await this.powers.send(file, (share) => this.change(key, { share }));
    if (!this.files.has(key)) {
      if (reply.is === "taken") this.unwanted(reply.id);
      return true;
    }
    if (reply.is === "later") {
      this.change(key, { state: "waits", share: 0, code: reply.code });
      this.wait(reply.ms);
      return false;
    }
    this.tries = 0;
    this.files.delete(key);
    if (reply.is === "no") this.change(key, { state: "failed", code: reply.code });
    else {
      this.drop(key);
      this.taken(reply.id, file.name);
    }
    return true;
  }

  private wait(ms: number | null): void {
    const own = AGAIN_MS[Math.min(this.tries, AGAIN_MS.length - 1)] ?? 0;
    this.tries += 1;
    this.stopWaiting = this.powers.later(() => {
      this.stopWaiting = null;
      void this.go();
    }, ms ?? own);
  }

  private change(key: number, to: Partial<Upload>): void {
    this.list.value = this.list.value.map((upload) => (upload.key === key ? { ...upload, ...to } : upload));
  }
}

/** Return why this need not be sent at all; nothing where the office may take it. */
function faultOf(file: File, kinds: readonly string[]): string {
  if (file.size === 0) return "empty";
  if (file.size > FILE_BYTES_MAX) return "too_large";
  return file.type !== "" && !kinds.includes(file.type) ? "kind_not_accepted" : "";
}
