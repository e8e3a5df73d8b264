// A form as data: questions out of a JSON Schema, answers in and out of inputs, what is wrong before the server says so.
// Pure: knows no page. The codes are those of madang_counters (SPEC C4, K4).
import { FIELD_CHARS_MAX, type Rejected } from "../protocol/generated";
import { lettersOf } from "../protocol/letters";
import type { Language, OfficeDay } from "../words/words";
import { isoDay } from "./day";
import { isMap } from "./memory";

export type FormAnswer = string | number | boolean | null;
export type FormAnswers = Readonly<Record<string, FormAnswer>>;
export type QuestionKind = "line" | "lines" | "whole" | "yes_no" | "consent" | "choice" | "day" | "files";

/** What consent is asked to (SPEC C17), in the order in which it is told. */
export const CONSENT_PARTS = ["taken", "purpose", "kept", "declining"] as const;
export type Consent = Readonly<Record<(typeof CONSENT_PARTS)[number], string>>;

export interface Choice {
  readonly value: string;
  readonly label: string;
}

export interface FilesAsked {
  readonly most: number;
  readonly kinds: readonly string[];
}

export interface Question {
  readonly name: string;
  readonly kind: QuestionKind;
  readonly title: string;
  readonly hint: string;
  readonly required: boolean;
  readonly example: string | null;
  readonly choices: readonly Choice[];
  /** Of a question for consent alone. */
  readonly consent: Consent | null;
  readonly lengthMin: number;
  readonly lengthMax: number;
  readonly least: number | null;
  readonly most: number | null;
  /** A day, or `today`: the office's own (SPEC K6). */
  readonly earliest: string | null;
  readonly latest: string | null;
  readonly pattern: string | null;
  /** What of the person's own this is, for the device that knows it: a value of HTML's autocomplete. */
  readonly autofill: string | undefined;
  /** Of a question that is answered by files (SPEC K9): how many at most, and of which kinds. */
  readonly files: FilesAsked | null;
  /** What the office takes when nothing is answered. */
  readonly usual: FormAnswer;
}

export type FaultCode =
  | "missing"
  | "too_long"
  | "too_short"
  | "bad_format"
  | "out_of_range"
  | "bad_type"
  | "unknown_choice"
  | "too_many";
export type Faults = Readonly<Record<string, string>>;

type Schema = Record<string, unknown>;
/** The bound of a day that is the office's own day when the form is handed in (SPEC K6). */
export const TODAY = "today";

/** Return the questions of a form in their order, in the person's language. */
export function questionsOf(schema: Schema | null | undefined, language: Language): Question[] {
  const properties = isMap(schema?.properties) ? schema.properties : {};
  const required = new Set(texts(schema?.required));
  const order = texts(schema?.["x-order"]);
  const names = [...order, ...Object.keys(properties).filter((name) => !order.includes(name))];
  return names
    .filter((name) => isMap(properties[name]))
    .map((name) => question(name, properties[name] as Schema, required.has(name), language));
}

function question(name: string, declared: Schema, required: boolean, language: Language): Question {
  const bounds = { ...branchOf(declared), ...declared };
  const words = wordsOf(declared, language);
  return {
    name,
    kind: isMap(words.consent) ? "consent" : kindOf(bounds),
    title: text(words.title) ?? text(declared.title) ?? name,
    hint: text(words.hint) ?? "",
    required,
    example: texts(bounds.examples)[0] ?? null,
    choices: choicesOf(bounds, words),
    consent: consentOf(words.consent),
    lengthMin: number(bounds.minLength) ?? 0,
    lengthMax: number(bounds.maxLength) ?? FIELD_CHARS_MAX,
    least: number(bounds.minimum),
    most: number(bounds.maximum),
    earliest: text(bounds["x-earliest"]),
    latest: text(bounds["x-latest"]),
    pattern: text(bounds.pattern),
    autofill: text(bounds["x-autofill"]) ?? undefined,
    files: filesOf(bounds),
    usual: usualOf(declared.default),
  };
}

function usualOf(value: unknown): FormAnswer {
  return ["string", "number", "boolean"].includes(typeof value) && value !== "" ? (value as FormAnswer) : null;
}

/** Return the answer as it stands now: what was typed, also when it was emptied again; when nothing was typed, what is usual. */
export function currentAnswer(asked: Question, values: FormAnswers): FormAnswer {
  const typed = values[asked.name];
  return typed === undefined ? asked.usual : typed;
}

/** An optional answer is declared as "this or null": its bounds are in the branch that is not null. */
function branchOf(declared: Schema): Schema {
  const branches = Array.isArray(declared.anyOf) ? declared.anyOf.filter(isMap) : [];
  return branches.find((branch) => branch.type !== "null") ?? {};
}

function wordsOf(declared: Schema, language: Language): Schema {
  const own = declared[`x-${language}`];
  const other = declared["x-ko"];
  return isMap(own) ? own : isMap(other) ? other : {};
}

function kindOf(bounds: Schema): QuestionKind {
  if (Array.isArray(bounds.enum)) return "choice";
  if (bounds.type === "boolean") return "yes_no";
  if (bounds.type === "integer") return "whole";
  if (bounds.format === "date") return "day";
  if (bounds.format === "attachments") return "files";
  return bounds["x-lines"] === true ? "lines" : "line";
}

function filesOf(bounds: Schema): FilesAsked | null {
  if (bounds.format !== "attachments") return null;
  return { most: number(bounds["x-most"]) ?? 1, kinds: texts(bounds["x-kinds"]) };
}

/** Return the ids of the files by which a question is answered. */
export function fileIdsOf(value: FormAnswer): string[] {
  return typeof value === "string" ? value.split(/\s+/).filter((id) => id !== "") : [];
}

function choicesOf(bounds: Schema, words: Schema): Choice[] {
  const labels = isMap(words.choices) ? words.choices : {};
  return texts(bounds.enum).map((value) => ({ value, label: text(labels[value]) ?? value }));
}

function consentOf(told: unknown): Consent | null {
  if (!isMap(told)) return null;
  return Object.fromEntries(CONSENT_PARTS.map((part) => [part, text(told[part]) ?? ""])) as Consent;
}

/** Return the typed answer for what stands in an input. A number that is none stays text, so that nothing typed is lost. */
export function answerOf(asked: Question, typed: string | boolean): FormAnswer {
  if (typeof typed === "boolean") return typed;
  if (asked.kind !== "whole" || typed.trim() === "") return typed === "" ? null : typed;
  return /^\s*-?\d{1,12}\s*$/.test(typed) ? Number(typed) : typed;
}

/** Return the answers to hand in: what was left or made empty, or is not asked, is left out, so that the office takes what is usual. */
export function answersToSubmit(questions: readonly Question[], values: FormAnswers): FormAnswers {
  const days = new Set(questions.filter(({ kind }) => kind === "day").map(({ name }) => name));
  const asked = new Set(questions.map(({ name }) => name));
  const given = Object.entries(values).filter(([name, value]) => value !== null && asked.has(name));
  return Object.fromEntries(
    given.map(([name, value]) => [name, days.has(name) ? (isoDay(String(value)) ?? value) : value]),
  );
}

/** Return what the office found: the code of each faulty field, and behind it the letters that no document can show (SPEC C11). */
export function faultsOf({ fields = {}, unprintable = [] }: Pick<Rejected, "fields" | "unprintable">): Faults {
  const letters = unprintable.flatMap(({ field, letters }) => (field ? [[field, `unprintable ${letters}`]] : []));
  return { ...fields, ...Object.fromEntries(letters) };
}

/** Return every faulty field with its code, before the form is handed in. */
export function check(questions: readonly Question[], values: FormAnswers, today: OfficeDay): Faults {
  const found = questions.map((asked) => [asked.name, fault(asked, values[asked.name] ?? null, today)] as const);
  return Object.fromEntries(found.filter(([, code]) => code !== null)) as Faults;
}

function fault(asked: Question, value: FormAnswer, today: OfficeDay): FaultCode | null {
  const isEmpty = value === null || (typeof value === "string" && value.trim() === "");
  if (isEmpty) return asked.required ? "missing" : null;
  if (asked.kind === "consent") return value === true ? null : "missing";
  if (asked.kind === "whole") return wholeFault(asked, value);
  if (asked.files !== null) return fileIdsOf(value).length > asked.files.most ? "too_many" : null;
  if (asked.kind === "day") return dayFault(asked, String(value), today);
  return typeof value === "string" ? textFault(asked, value.trim()) : null;
}

function wholeFault(asked: Question, value: FormAnswer): FaultCode | null {
  if (typeof value !== "number") return "bad_type";
  return value < (asked.least ?? value) || value > (asked.most ?? value) ? "out_of_range" : null;
}

function textFault(asked: Question, value: string): FaultCode | null {
  const length = lettersOf(value);
  if (length > asked.lengthMax) return "too_long";
  if (length < asked.lengthMin) return "too_short";
  if (asked.kind === "choice") return asked.choices.some((choice) => choice.value === value) ? null : "unknown_choice";
  return asked.pattern !== null && !new RegExp(asked.pattern, "u").test(value) ? "bad_format" : null;
}

function dayFault({ earliest, latest }: Question, value: string, today: OfficeDay): FaultCode | null {
  const day = isoDay(value);
  if (day === null) return "bad_format";
  const least = earliest === TODAY ? today.first : (earliest ?? day);
  const most = latest === TODAY ? today.last : (latest ?? day);
  return day < least || day > most ? "out_of_range" : null;
}

function text(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === "string") : [];
}

function number(value: unknown): number | null {
  return typeof value === "number" ? value : null;
}
