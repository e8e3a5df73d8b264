// Forms as they are typed: on this device at once, at the office soon after, with a revision (SPEC C3). Nothing typed is lost.
import { type Signal, signal } from "@preact/signals";
import type { CaseView } from "../protocol/generated";
import type { FormAnswer, FormAnswers } from "./form";
import { isMap, type Memory } from "./memory";

const AUTOSAVE_MS = 800;

/** `here`: on this device only. `clash`: another device has typed too, the person decides. */
export type DraftState = "saved" | "here" | "saving" | "clash";

export interface Draft {
  readonly values: FormAnswers;
  /** The revision at the office that `values` build on. */
  readonly rev: number;
  readonly state: DraftState;
}

/** What drafts are handed: an office that keeps them, and timers. */
export interface DraftPowers {
  /** Ask the office to keep it; the new revision, `stale`, or null when it could not be kept now. */
  keep(caseId: string, values: FormAnswers, rev: number): Promise<number | "stale" | null>;
  later(run: () => void, ms: number): () => void;
}

export class Drafts {
  private readonly drafts = new Map<string, Signal<Draft>>();
  private readonly timers = new Map<string, () => void>();

  constructor(
    private readonly memory: Memory,
    private readonly powers: DraftPowers,
  ) {}

  /** Return the draft of a case; what this device still holds comes before what the office has. */
  of(view: CaseView): Signal<Draft> {
    const known = this.drafts.get(view.id);
    if (known !== undefined) return known;
    const draft = signal(this.restored(view));
    this.drafts.set(view.id, draft);
    if (draft.value.state === "here") this.schedule(view.id);
    return draft;
  }

  private restored(view: CaseView): Draft {
    const kept = this.memory.load<KeptDraft | null>(`draft.${view.id}`, null, isKeptDraft);
    const office: Draft = { values: view.fields ?? {}, rev: view.rev ?? 0, state: "saved" };
    if (kept === null || sameValues(kept.values, office.values)) return office;
    return { values: kept.values, rev: kept.rev, state: kept.rev < office.rev ? "clash" : "here" };
  }

  /** Type one answer: kept here before this returns, sent to the office when the typing rests. */
  type(caseId: string, name: string, value: FormAnswer): void {
    const draft = this.drafts.get(caseId);
    if (draft === undefined) return;
    const values = { ...draft.value.values, [name]: value };
    this.set(caseId, draft, { ...draft.value, values, state: draft.value.state === "clash" ? "clash" : "here" });
    this.schedule(caseId);
  }

  /** The office tells how a case stands: an untouched draft follows it, a touched one never loses a word. */
  reconcile(view: CaseView): void {
    const draft = this.drafts.get(view.id);
    const rev = view.rev ?? 0;
    if (draft === undefined || rev <= draft.value.rev) return;
    if (draft.value.state === "saved") draft.value = { values: view.fields ?? {}, rev, state: "saved" };
    else if (draft.value.state !== "saving") draft.value = { ...draft.value, state: "clash" };
  }

  /** Two devices have typed: keep mine, or take what the office has. */
  resolve(view: CaseView, choice: "mine" | "theirs"): void {
    const draft = this.drafts.get(view.id);
    if (draft === undefined) return;
    const rev = view.rev ?? 0;
    if (choice === "theirs") this.set(view.id, draft, { values: view.fields ?? {}, rev, state: "saved" });
    else this.set(view.id, draft, { ...draft.value, rev, state: "here" });
    if (choice === "mine") this.schedule(view.id);
  }

  /** The connection is back: send what only this device has. */
  flush(): void {
    for (const [caseId, draft] of this.drafts) if (draft.value.state === "here") void this.save(caseId);
  }

  /** The form was handed in: the device need not hold it any longer. */
  handedIn(caseId: string): void {
    this.timers.get(caseId)?.();
    this.drafts.delete(caseId);
    this.memory.save(`draft.${caseId}`, null);
  }

  private schedule(caseId: string): void {
    this.timers.get(caseId)?.();
    this.timers.set(
      caseId,
      this.powers.later(() => void this.save(caseId), AUTOSAVE_MS),
    );
  }

  private async save(caseId: string): Promise<void> {
    const draft = this.drafts.get(caseId);
    if (draft === undefined || draft.value.state !== "here") return;
    const sent = draft.value;
    draft.value = { ...sent, state: "saving" };
    const reply = await this.powers.keep(caseId, sent.values, sent.rev);
    this.replied(caseId, draft, sent, reply);
  }

  private replied(caseId: string, draft: Signal<Draft>, sent: Draft, reply: number | "stale" | null): void {
    const isTypedSince = draft.value.values !== sent.values;
    if (reply === "stale") return this.set(caseId, draft, { ...draft.value, state: "clash" });
    if (reply === null) return this.set(caseId, draft, { ...draft.value, state: "here" });
    this.set(caseId, draft, { ...draft.value, rev: reply, state: isTypedSince ? "here" : "saved" });
    if (isTypedSince) this.schedule(caseId);
  }

  private set(caseId: string, draft: Signal<Draft>, value: Draft): void {
    draft.value = value;
    this.memory.save(`draft.${caseId}`, value.state === "saved" ? null : { values: value.values, rev: value.rev });
  }
}

interface KeptDraft {
  readonly values: FormAnswers;
  readonly rev: number;
}

function isKeptDraft(value: unknown): value is KeptDraft | null {
  return value === null || (isMap(value) && isMap(value.values) && typeof value.rev === "number");
}

function sameValues(one: FormAnswers, other: FormAnswers): boolean {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].every((name) => (one[name] ?? null) === (other[name] ?? null));
}
