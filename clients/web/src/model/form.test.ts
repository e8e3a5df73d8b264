import { expect, test } from "vitest";
import { answerOf, answersToSubmit, check, currentAnswer, faultsOf, questionsOf } from "./form";

const SCHEMA = {
  type: "object",
  required: ["name", "day", "purpose"],
  "x-order": ["purpose", "name", "day", "copies", "remark", "agreed"],
  properties: {
    agreed: { type: "boolean", "x-ko": { title: "동의", hint: "" }, "x-en": { title: "I agree", hint: "" } },
    copies: {
      anyOf: [{ type: "integer", minimum: 1, maximum: 5 }, { type: "null" }],
      "x-ko": { title: "부수", hint: "" },
      "x-en": { title: "Copies", hint: "" },
    },
    day: {
      type: "string",
      format: "date",
      "x-earliest": "1900-01-01",
      "x-latest": "2026-12-31",
      "x-autofill": "bday",
      "x-ko": { title: "날짜", hint: "" },
      "x-en": { title: "Day", hint: "" },
    },
    name: {
      type: "string",
      minLength: 2,
      maxLength: 4,
      pattern: "^[^0-9]+$",
      examples: ["홍길동"],
      "x-ko": { title: "성명", hint: "적힌 이름" },
      "x-en": { title: "Name", hint: "as written" },
    },
    purpose: {
      type: "string",
      enum: ["bank", "court"],
      "x-ko": { title: "용도", hint: "", choices: { bank: "은행", court: "법원" } },
      "x-en": { title: "Purpose", hint: "", choices: { bank: "Bank", court: "Court" } },
    },
    remark: {
      type: "string",
      "x-lines": true,
      "x-ko": { title: "남길 말", hint: "" },
      "x-en": { title: "Remark", hint: "" },
    },
  },
};
const TODAY = { first: "2026-01-01", last: "2026-01-03" };
const GOOD = { name: "홍길동", day: "1990-05-17", purpose: "bank" };

test("K4 the questions come in the order of the form, in the person's language", () => {
  const korean = questionsOf(SCHEMA, "ko");
  expect(korean.map((asked) => asked.name)).toEqual(["purpose", "name", "day", "copies", "remark", "agreed"]);
  expect(korean.map((asked) => asked.kind)).toEqual(["choice", "line", "day", "whole", "lines", "yes_no"]);
  expect(korean[1]).toMatchObject({ title: "성명", hint: "적힌 이름", example: "홍길동", required: true });
  expect(questionsOf(SCHEMA, "en")[0]?.choices).toEqual([
    { value: "bank", label: "Bank" },
    { value: "court", label: "Court" },
  ]);
});

test("K4 what is the person's own says so to their device, and nothing else does", () => {
  const known = questionsOf(SCHEMA, "ko").map((asked) => [asked.name, asked.autofill]);
  expect(known.filter(([, autofill]) => autofill !== undefined)).toEqual([["day", "bday"]]);
});

test("K4 a form without questions is empty, never broken", () => {
  expect(questionsOf(null, "ko")).toEqual([]);
  expect(questionsOf({ properties: "nonsense" }, "ko")).toEqual([]);
});

test("C4 a good form has no faults", () => {
  expect(check(questionsOf(SCHEMA, "ko"), GOOD, TODAY)).toEqual({});
});

test.each([
  ["name", null, "missing"],
  ["name", "   ", "missing"],
  ["name", "홍", "too_short"],
  ["name", "남궁민수호", "too_long"],
  ["name", "홍1", "bad_format"],
  ["day", "17.5.1990", "bad_format"],
  ["day", "2027-01-01", "out_of_range"],
  ["day", "1990-02-30", "bad_format"],
  ["day", "1990--", "bad_format"],
  ["purpose", "school", "unknown_choice"],
  ["copies", "three", "bad_type"],
  ["copies", 6, "out_of_range"],
])("C4 a faulty answer is named with the server's code: %s %o is %s", (name, value, code) => {
  expect(check(questionsOf(SCHEMA, "ko"), { ...GOOD, [name]: value }, TODAY)).toEqual({ [name]: code });
});

test("a number that is none yet stays as it was typed", () => {
  const copies = questionsOf(SCHEMA, "ko").find((asked) => asked.name === "copies");
  const typed = ["3", " 12 ", "3x", ""].map((text) => copies && answerOf(copies, text));
  expect(typed).toEqual([3, 12, "3x", null]);
});

test("what nobody answered stands as the office takes it, until somebody empties it", () => {
  const [asked] = questionsOf({ properties: { copies: { type: "integer", default: 1 } } }, "en");
  expect(
    asked && [currentAnswer(asked, {}), currentAnswer(asked, { copies: 3 }), currentAnswer(asked, { copies: null })],
  ).toEqual([1, 3, null]);
});

test("an emptied answer is not handed in", () => {
  const values = { copies: null, name: "홍길동", agreed: false };
  expect(answersToSubmit(questionsOf(SCHEMA, "ko"), values)).toEqual({ name: "홍길동", agreed: false });
});

test("C3 what the form no longer asks is not handed in", () => {
  expect(answersToSubmit(questionsOf(SCHEMA, "ko"), { name: "홍길동", before: "x" })).toEqual({ name: "홍길동" });
});

test("C4 a length is that of the composed letters", () => {
  expect(check(questionsOf(SCHEMA, "ko"), { ...GOOD, name: "남궁민수".normalize("NFD") }, TODAY)).toEqual({});
});

test("C11 a letter that documents cannot show is named at its answer", () => {
  const where = { ko: "성명", en: "Name" };
  const reply = {
    fields: { name: "unprintable", day: "missing" },
    unprintable: [{ where, letters: "ก ᄒ", field: "name" }],
  };
  expect(faultsOf(reply)).toEqual({ name: "unprintable ก ᄒ", day: "missing" });
  expect(faultsOf({})).toEqual({});
});

test("a day is handed in with its leading noughts, and what is none as it was typed", () => {
  const questions = questionsOf(SCHEMA, "ko");
  expect(answersToSubmit(questions, { day: "1948-3-2", name: "1-2-3" })).toEqual({ day: "1948-03-02", name: "1-2-3" });
  expect(answersToSubmit(questions, { day: "1948--2" })).toEqual({ day: "1948--2" });
});

const AROUND_TODAY = {
  properties: {
    born: { type: "string", format: "date", "x-earliest": "1900-01-01", "x-latest": "today" },
    comes: { type: "string", format: "date", "x-earliest": "today", "x-latest": "2030-01-01" },
  },
};

test.each([
  [{ born: "2026-1-3", comes: "2026-1-1" }, {}],
  [
    { born: "2026-1-4", comes: "2025-12-31" },
    { born: "out_of_range", comes: "out_of_range" },
  ],
  [{ born: "2190-01-01" }, { born: "out_of_range" }],
])("K6 a day is held against the office's today: %o", (values, faults) => {
  expect(check(questionsOf(AROUND_TODAY, "ko"), values, TODAY)).toEqual(faults);
});

test("C17 consent is told in its four parts, and a form without it is not handed in", () => {
  const told = { taken: "이름", purpose: "발급", kept: "1년", declining: "발급할 수 없음" };
  const consent = { type: "boolean", const: true, "x-ko": { title: "동의", hint: "", consent: told } };
  const questions = questionsOf({ type: "object", required: ["consent"], properties: { consent } }, "ko");
  expect(questions.map(({ kind, consent }) => [kind, consent])).toEqual([["consent", told]]);
  expect(check(questions, { consent: false }, TODAY)).toEqual({ consent: "missing" });
  expect(check(questions, {}, TODAY)).toEqual({ consent: "missing" });
  expect(check(questions, { consent: true }, TODAY)).toEqual({});
});
