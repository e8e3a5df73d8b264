import { expect, test } from "vitest";
import { CONSENT_PARTS } from "../model/form";
import type { Settings } from "../model/preferences";
import type { Asked } from "../page/ask-twice";
import { AUDIT_DETAILS, AUDIT_KINDS } from "../page/officer/audit-log";
import type {
  Announcement,
  CaseView,
  CounterView,
  DeskPause,
  DeskWarn,
  Entry,
  InquiryView,
  PartyView,
  Person,
  ReportView,
  Said,
  TicketView,
} from "../protocol/generated";
import { english, korean } from "./sources.testing";

// Words whose key is put together when the page runs. The type of each list is the whole type of what can stand there: a value that
// the protocol or the page gains is missing here, and the compiler says so. A key that is built in a new way fails the first test.

const every = <K extends string>(values: Record<K, true>): K[] => Object.keys(values) as K[];

const TICKET = every<TicketView["state"]>({
  called: true,
  deferred: true,
  done: true,
  held: true,
  left: true,
  missed: true,
  serving: true,
  transferred: true,
  waiting: true,
});
const CASE = every<CaseView["state"]>({
  draft: true,
  submitted: true,
  received: true,
  supplement_asked: true,
  extended: true,
  granted: true,
  refused: true, // cases alone
  delivered: true,
  withdrawn: true,
  closed: true,
});
const SIZES = every<Settings["textSize"]>({ normal: true, large: true, largest: true });
const THEMES = every<Settings["theme"]>({ system: true, light: true, dark: true });
const SWITCHES = ["easy", "contrast", "stillness", "sound", "plain", "lowData"] as const satisfies (keyof Settings)[];

const REASONS = every<ReportView["reason"]>({
  insult: true,
  harassment: true,
  advertising: true,
  impersonation: true,
  other: true,
});

const ASKED = every<Asked>({
  leave: true,
  "desk-leave": true,
  "ticket-leave": true,
  "ticket-give-up": true,
  "case-withdraw": true,
  "announcement-withdraw": true,
  "api-key-remove": true,
  "canned-remove": true,
  "recovery-renew": true,
  "recovery-revoke": true,
  "party-end": true,
  "party-leave": true,
  "appointment-cancel": true,
  "inquiry-cancel": true,
  "own-data-forget": true,
  "account-renew": true,
  "account-disable": true,
  "account-take-post": true,
  "account-factor-off": true,
});

const ROLES = every<PartyView["role"]>({
  companion: true,
  guardian: true,
  mentor: true,
  driver: true,
  interpreter: true,
});

/** By the key as the source builds it, each value left open: what it becomes. */
const BUILT: Record<string, string[]> = {
  "ticket-*": TICKET.map((state) => `ticket-${state}`),
  "desk-ticket-*": TICKET.map((state) => `desk-ticket-${state}`),
  "case-*": CASE.map((state) => `case-${state}`),
  "counter-*": every<CounterView["state"]>({ closed: true, open: true, paused: true, serving: true }).map(
    (state) => `counter-${state}`,
  ),
  "draft-*": ["draft-here", "draft-saving", "draft-saved", "draft-clash"],
  "by-*": every<Entry["by"]>({ citizen: true, office: true, officer: true }).map((by) => `by-${by}`),
  "scope-*": every<Said["scope"]>({ booth: true, near: true, room: true }).map((scope) => `scope-${scope}`),
  "chat-*": ["chat-near", "chat-room"],
  "group-*": every<Exclude<NonNullable<Person["role"]>, "supervisor">>({
    officer: true,
    companion: true,
    citizen: true,
  }).map((group) => `group-${group}`),
  "pause-*": every<NonNullable<DeskPause["reason"]>>({ break: true, meeting: true, paperwork: true }).map(
    (reason) => `pause-${reason}`,
  ),
  "ground-*": ["none", "age_80", "disability", "pregnancy", "small_child"].map((ground) => `ground-${ground}`),
  "help-*": ["ticket", "form", "walk", "talk", "keys", "private"].map((topic) => `help-${topic}`),
  "help-*-title": ["ticket", "form", "walk", "talk", "keys", "private"].map((topic) => `help-${topic}-title`),
  "servers-*": ["alone", "asking", "failed", "not_allowed"].map((told) => `servers-${told}`),
  "supervision-*": ["asking", "failed", "not_allowed"].map((told) => `supervision-${told}`),
  "supervision-col-*": ["service", "waiting", "desks", "counter", "state", "officer"].map(
    (column) => `supervision-col-${column}`,
  ),
  "figures-*": ["asking", "failed"].map((told) => `figures-${told}`),
  "figures-col-*": ["hour", "tickets", "wait", "serving"].map((column) => `figures-col-${column}`),
  "figures-days-*": ["1", "7", "28"].map((days) => `figures-days-${days}`),
  "figures-save-*": ["saved", "failed"].map((saved) => `figures-save-${saved}`),
  "audit-*": ["asking", "failed", "not_allowed"].map((told) => `audit-${told}`),
  "audit-by-*": ["kind", "actor", "subject", "day"].map((name) => `audit-by-${name}`),
  "audit-detail-*": AUDIT_DETAILS.map((name) => `audit-detail-${name}`),
  "audit-kind-*": AUDIT_KINDS.map((kind) => `audit-kind-${kind}`),
  "account-*": ["asking", "failed"].map((told) => `account-${told}`),
  "accounts-*": ["asking", "failed", "not_allowed"].map((told) => `accounts-${told}`),
  "accounts-is-*": ["own", "disabled", "supervisor", "new", "factor", "elsewhere"].map((tag) => `accounts-is-${tag}`),
  "announced-*": every<Announcement["kind"]>({ holiday: true, outage: true, line_closed: true, other: true }).map(
    (kind) => `announced-${kind}`,
  ),
  "announcements-*": ["kind", "service", "ko", "en", "since", "until"].map((part) => `announcements-${part}`),
  "inquiry-*": every<InquiryView["state"]>({
    waiting: true,
    taken: true,
    answered: true,
    reached: true,
    cancelled: true,
  }).map((state) => `inquiry-${state}`),
  "alarm-hook-*": ["waiting", "sent", "failed"].map((state) => `alarm-hook-${state}`),
  "conduct-*": every<DeskWarn["reason"]>({ abuse: true, threat: true, sexual: true, other: true }).map(
    (reason) => `conduct-${reason}`,
  ),
  "others-*": ["others-too_early", "others-limit"],
  "others-answer-*": every<NonNullable<ReportView["answer"]>>({ waiting: true, acted: true, nothing: true }).map(
    (answer) => `others-answer-${answer}`,
  ),
  "reason-*": REASONS.map((reason) => `reason-${reason}`),
  "reports-*": ["asking", "failed", "not_allowed"].map((told) => `reports-${told}`),
  "reports-do-*": ["dismissed", "warned", "ten_minutes", "day", "week", "month"].map((done) => `reports-do-${done}`),
  "reports-reason-*": REASONS.map((reason) => `reports-reason-${reason}`),
  "bell-hook-*": ["waiting", "sent", "failed"].map((state) => `bell-hook-${state}`),
  "recovery-fault-*": ["mistyped", "unknown_code", "too_fast", "failed"].map((fault) => `recovery-fault-${fault}`),
  "api-keys-right-*": ["figures", "supervision"].map((right) => `api-keys-right-${right}`),
  "api-keys-fault-*": ["missing", "too_long", "limit", "failed"].map((fault) => `api-keys-fault-${fault}`),
  "mail-fault-*": ["no_mail_address", "unknown_link", "too_fast", "consent", "failed"].map(
    (fault) => `mail-fault-${fault}`,
  ),
  "own-data-*": ["tickets", "requests", "appointments", "messages"].map((name) => `own-data-${name}`),
  "party-fault-*": [...["mistyped", "unknown_code", "not_yours", "wrong_state", "limit", "too_fast", "failed"]].map(
    (fault) => `party-fault-${fault}`,
  ),
  "party-role-*": ROLES.map((role) => `party-role-${role}`),
  "party-days-*": ["0", "1", "7", "30"].map((days) => `party-days-${days}`),
  "party-was-*": ["ended", "left", "expired"].map((state) => `party-was-${state}`),
  "settings-*": SWITCHES.map((name) => `settings-${name}`),
  "settings-*-hint": SWITCHES.map((name) => `settings-${name}-hint`),
  "*-*": [...SIZES.map((size) => `settings-text-${size}`), ...THEMES.map((theme) => `settings-theme-${theme}`)],
  "*-sure": ASKED.map((name) => `${name}-sure`),
  "*-yes": ASKED.map((name) => `${name}-yes`),
  "*-no": ASKED.map((name) => `${name}-no`),
  "*-label": ["fill-form-label", "take-ticket-label", "appointment-see-label", "appointment-offer-label"],
  "file-fault-*": [
    ...["empty", "too_large", "too_many_pixels", "kind_not_accepted", "damaged", "infected"], // of the file
    ...["limit", "storage", "offline", "too_fast", "wrong_state", "unknown_case", "not_allowed", "other"],
  ].map((code) => `file-fault-${code}`),
  "canned-*": ["canned-asking", "canned-failed"],
  "canned-in-*": ["canned-in-ko", "canned-in-en"],
  "canned-fault-*": ["missing", "too_long", "limit", "unknown_target", "failed"].map(
    (fault) => `canned-fault-${fault}`,
  ),
  "objection-**": ["", "officer-"].flatMap((side) =>
    every<NonNullable<CaseView["objection"]>["state"]>({ filed: true, upheld: true, dismissed: true }).map(
      (state) => `objection-${side}${state}`,
    ),
  ),
  "tray-*": ["tray-overdue", "tray-soon"],
  "find-*": ["asking", "too_short", "too_fast", "failed"].map((told) => `find-${told}`),
  "consent-*": CONSENT_PARTS.map((part) => `consent-${part}`),
  "day-*": ["day-year", "day-month", "day-day"],
};

const texts = import.meta.glob<string>(["../**/*.ts", "../**/*.tsx", "!../**/*test*", "!../world/dev/**"], {
  query: "?raw",
  import: "default",
  eager: true,
});
// A `sayOr` has its other word; all other calls must find theirs.
const asked = [
  ...Object.values(texts)
    .join("\n")
    .matchAll(/\bsay\((?:[^()`]*\? [^`()]*: )?`([^`]+)`/g),
].map((match) => (match[1] ?? "").replace(/\$\{[^}]*\}/g, "*"));

test("every key that the page puts together is thought of", () => {
  expect([...new Set(asked)].sort()).toEqual(Object.keys(BUILT).sort());
});

test.each(Object.keys(BUILT))("every word that %s can become is there in both languages", (built) => {
  const there = (source: string) => new Set([...source.matchAll(/^([a-zA-Z][\w-]*) =/gm)].map((match) => match[1]));
  const missing = (source: string) => (BUILT[built] ?? []).filter((key) => !there(source).has(key));
  expect({ ko: missing(korean), en: missing(english) }).toEqual({ ko: [], en: [] });
});
