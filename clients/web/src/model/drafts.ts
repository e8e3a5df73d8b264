// Forms as they are typed: on this device at once, at the office soon after, with a revision (SPEC C3). Nothing typed is lost.
import { type Signal, signal } from "@preact/signals";
import type { CaseView } from "../protocol/generated";
import type { FormAnswer, FormAnswers } from "./form";
import { isMap, type Memory } from "./memory";

const AUTOSAVE_MS = 800;
const UNKNOWN_MAX = 8;

/** `here`: on this device only. `clash`: another device has typed too, the person decides. */
export type DraftState = "saved" | "here" | "saving" | "clash";

export interface Draft {
  readonly values: FormAnswers;
  /** The revision at the office that `values` build on. */
  readonly rev: number;
  readonly state: DraftState;
  /** What this device has sent and had no answer to, the newest last: what the office has of it is nobody else's. */
  readonly unknown: readonly FormAnswers[];
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
    const office = savedAt(view);
    if (kept === null || sameValues(kept.values, office.values)) return office;
    const mine: Draft = { values: kept.values, rev: kept.rev, state: "here", unknown: kept.unknown ?? [] };
    if (kept.rev >= office.rev) return mine;
    return isOwn(view, mine) ? { ...mine, rev: office.rev } : { ...mine, state: "clash" };
  }

  /** Type one answer: kept here before this returns, sent to the office when the typing rests. */
  type(caseId: string, name: string, value: FormAnswer): void {
    const draft = this.drafts.get(caseId);
    if (draft === undefined) return;
    const values = { ...draft.value.values, [name]: value };
    const { state } = draft.value;
    this.set(caseId, draft, { ...draft.value, values, state: state === "saved" ? "here" : state });
    if (state !== "saving") this.schedule(caseId); // one at a time: two that build on one revision would clash
  }

  /** Return the answer as it stands on this device. */
  valueOf(caseId: string, name: string): FormAnswer {
    return this.drafts.get(caseId)?.value.values[name] ?? null;
  }

  /** The office tells how a case stands: an untouched draft follows it, a touched one never loses a word. */
  reconcile(view: CaseView): void {
    const draft = this.drafts.get(view.id);
    const rev = view.rev ?? 0;
    if (draft === undefined || rev <= draft.value.rev) return;
    const { state } = draft.value;
    if (state === "saved") draft.value = savedAt(view);
    else if (isOwn(view, draft.value)) this.goOn(view.id, draft, rev);
    else if (state !== "saving") draft.value = { ...draft.value, state: "clash" };
  }

  /** What the office has is what this device sent, though no answer came: what was typed since builds on it. */
  private goOn(caseId: string, draft: Signal<Draft>, rev: number): void {
    const isSaving = draft.value.state === "saving";
    this.set(caseId, draft, { ...draft.value, rev, state: isSaving ? "saving" : "here" });
    if (!isSaving) this.schedule(caseId);
  }

  /** Two devices have typed: keep mine, or take what the office has. */
  resolve(view: CaseView, choice: "mine" | "theirs"): void {
    const draft = this.drafts.get(view.id);
    if (draft === undefined) return;
    const rev = view.rev ?? 0;
    if (choice === "theirs") this.set(view.id, draft, savedAt(view));
    else this.set(view.id, draft, { ...draft.value, rev, state: "here", unknown: [] });
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
    const unknown = [...sent.unknown, sent.values].slice(-UNKNOWN_MAX);
    this.set(caseId, draft, { ...sent, state: "saving", unknown });
    const reply = await this.powers.keep(caseId, sent.values, sent.rev);
    this.replied(caseId, draft, sent, reply);
  }

  private replied(caseId: string, draft: Signal<Draft>, sent: Draft, reply: number | "stale" | null): void {
    const isTypedSince = draft.value.values !== sent.values;
    if (reply === "stale" && draft.value.rev === sent.rev)
      return this.set(caseId, draft, { ...draft.value, state: "clash" });
    if (typeof reply !== "number") {
      this.set(caseId, draft, { ...draft.value, state: "here" });
      if (reply === "stale") this.schedule(caseId); // it built on what the office had before our own words came
      return;
    }
    this.set(caseId, draft, { ...draft.value, rev: reply, state: isTypedSince ? "here" : "saved", unknown: [] });
    if (isTypedSince) this.schedule(caseId);
  }

  private set(caseId: string, draft: Signal<Draft>, value: Draft): void {
    draft.value = value;
    const { values, rev, unknown } = value;
    this.memory.save(`draft.${caseId}`, value.state === "saved" ? null : { values, rev, unknown });
  }
}

/** Return the answers that this form asks for: the office takes no other (SPEC C3). */
export function askedOf(form: CaseView["form"], values: FormAnswers): FormAnswers {
  const asked = isMap(form?.properties) ? form.properties : values;
  return Object.fromEntries(Object.entries(values).filter(([name]) => Object.hasOwn(asked, name)));
}

interface KeptDraft {
  readonly values: FormAnswers;
  readonly rev: number;
  readonly unknown?: readonly FormAnswers[];
}

function isKeptDraft(value: unknown): value is KeptDraft | null {
  if (value === null) return true;
  if (!isMap(value) || !isMap(value.values) || typeof value.rev !== "number") return false;
  return value.unknown === undefined || (Array.isArray(value.unknown) && value.unknown.every(isMap));
}

function savedAt(view: CaseView): Draft {
  return { values: view.fields ?? {}, rev: view.rev ?? 0, state: "saved", unknown: [] };
}

function isOwn(view: CaseView, draft: Draft): boolean {
  return draft.unknown.some((values) => sameValues(values, view.fields ?? {}));
}

function sameValues(one: FormAnswers, other: FormAnswers): boolean {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].every((name) => (one[name] ?? null) === (other[name] ?? null));
}
