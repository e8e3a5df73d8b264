// The audit log, as `/api/audit` tells supervisors (SPEC A6). Pure: reads what came and trusts none of it.
import { isMap } from "../../model/memory";
import { count, type Told, text } from "./told";

/** What a row can tell (SPEC A1); a newer server may tell more. */
export const AUDIT_KINDS = [
  "case-read",
  "case-opened-with-reason",
  "case-taken-on",
  "case-acted",
  "case-granted",
  "case-refused",
  "case-handed-over",
  "case-noted",
  "citizen-warned",
  "talk-ended",
  "cases-searched",
  "party-invited",
  "party-joined",
  "party-looked",
  "party-ended",
  "objection-upheld",
  "objection-dismissed",
  "case-deleted",
  "document-issued",
  "document-revoked",
  "document-downloaded",
  "document-checked",
  "attachment-read",
  "sign-in",
  "sign-in-failed",
  "sign-in-barred",
  "sign-out",
  "password-chosen",
  "account-added",
  "account-renewed",
  "account-disabled",
  "account-enabled",
  "session-ended",
  "second-factor-on",
  "second-factor-off",
  "recovery-codes-made",
  "recovery-code-used",
  "identity-linked",
  "identity-unlinked",
  "address-set",
  "address-removed",
  "post-given",
  "post-taken",
  "name-taken-back",
  "api-key-made",
  "api-key-removed",
  "inquiry-taken",
  "report-made",
  "report-decided",
  "visitor-barred",
  "visitor-unbarred",
  "log-read",
  "log-pruned",
  "backup-made",
  "backup-restored",
] as const;

/** The details that are shown, in this order. */
export const AUDIT_DETAILS = [
  "act",
  "service",
  "services",
  "supervisor",
  "before",
  "to",
  "found",
  "role",
  "fields",
  "line",
  "case",
  "source",
  "by",
  "file",
] as const;

export const AUDIT_FAULTS = ["changed", "missing", "misplaced", "added", "unsaid", "unknown-head"] as const;

export interface AuditDetail {
  readonly name: (typeof AUDIT_DETAILS)[number];
  readonly value: string;
}

export interface AuditRow {
  readonly number: number;
  readonly at: number;
  readonly actor: string;
  readonly kind: string;
  readonly subject: string;
  readonly details: readonly AuditDetail[];
}

export interface CheckedLog {
  readonly at: number;
  readonly rows: number;
  readonly fault: { readonly number: number; readonly what: string } | null;
}

export interface AuditPage {
  readonly rows: readonly AuditRow[];
  /** There are older ones. */
  readonly hasMore: boolean;
  /** What people call an actor or a subject, by its reference. */
  readonly names: ReadonlyMap<string, string>;
  /** Whose rows can be asked for: a reference and a name each. */
  readonly officers: readonly (readonly [string, string])[];
  /** When the chain was checked last; null: not yet since the server began. */
  readonly checked: CheckedLog | null;
}

/** What is asked for; nothing: all. */
export interface AuditWanted {
  readonly kind: string;
  readonly actor: string;
  readonly subject: string;
  readonly day: string;
}

export const EVERYTHING: AuditWanted = { kind: "", actor: "", subject: "", day: "" };

/** Return the page, or null when `told` is none. */
export function auditPageOf(told: unknown): AuditPage | null {
  if (!isMap(told) || !Array.isArray(told.rows)) return null;
  return {
    rows: told.rows.filter(isMap).map(rowOf),
    hasMore: told.more === true,
    names: new Map(textsOf(told.names)),
    officers: textsOf(told.officers).sort(([, one], [, other]) => one.localeCompare(other)),
    checked: checkedOf(told.checked),
  };
}

/** Return the query of an address that asks for these rows, older than `before` where that is given. */
export function auditQuery(wanted: AuditWanted, before: number | null): string {
  const asked = Object.entries({ ...wanted, before: before === null ? "" : String(before) });
  const given = asked.map(([name, value]) => [name, value.trim()] as const).filter(([, value]) => value !== "");
  return new URLSearchParams(given.map(([name, value]) => [name, value])).toString();
}

function rowOf(told: Told): AuditRow {
  return {
    number: count(told.number),
    at: count(told.at),
    actor: text(told.actor),
    kind: text(told.kind),
    subject: text(told.subject),
    details: isMap(told.details) ? detailsOf(told.details) : [],
  };
}

function detailsOf(told: Told): AuditDetail[] {
  return AUDIT_DETAILS.map((name) => ({ name, value: detail(told[name]) })).filter(({ value }) => value !== "");
}

function detail(told: unknown): string {
  if (Array.isArray(told)) return told.map(detail).join(", ");
  return told === false || told === undefined || told === null || isMap(told) ? "" : String(told);
}

function checkedOf(told: unknown): CheckedLog | null {
  if (!isMap(told)) return null;
  const fault = isMap(told.fault) ? { number: count(told.fault.number), what: text(told.fault.what) } : null;
  return { at: count(told.at), rows: count(told.rows), fault };
}

function textsOf(told: unknown): [string, string][] {
  return isMap(told) ? Object.entries(told).map(([name, value]) => [name, text(value)]) : [];
}
