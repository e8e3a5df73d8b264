// Whatever the protocol can tell a person has words, in both languages: the lists are read from the protocol's own types.
import { expect, test } from "vitest";
import { IS_NEWS } from "../model/news";
import generated from "../protocol/generated.ts?raw";
import { english, korean } from "./sources.testing";

const SOURCES = { ko: korean, en: english };
const OWN_WORDS = { ko: /[가-힣]/, en: /[a-z]/ };

/** The words in quotes of the union that begins at `opening`, up to its semicolon. */
function union(opening: RegExp): string[] {
  const found = opening.exec(generated);
  const rest = generated.slice((found?.index ?? generated.length) + (found?.[0].length ?? 0));
  return [...(rest.split(";")[0] ?? "").matchAll(/"(\w+)"/g)].map((match) => match[1] ?? "");
}

const typeOf = (name: string) => union(new RegExp(`export type ${name} =`));
const fieldOf = (name: string, field: string) =>
  union(new RegExp(`export interface ${name} \\{[^}]*?\\b${field}\\??:`));

/** The keys without words of their own in that language. */
function wordless(keys: readonly string[], language: "ko" | "en"): string[] {
  const said = new Map(
    [...SOURCES[language].matchAll(/^([a-z][\w-]*) = (.+(?:\n .+|\n\})*)/gm)].map((one) => [one[1], one[2]]),
  );
  return keys.filter((key) => !OWN_WORDS[language].test(said.get(key) ?? ""));
}

const TICKET_STATES = fieldOf("TicketView", "state");
const CASE_STATES = fieldOf("CaseView", "state");
const LISTS: Record<string, { codes: string[]; keys: readonly string[]; least: number }> = {
  notices: { codes: typeOf("NoticeCode"), keys: ["notice"], least: 10 },
  rejections: { codes: typeOf("Rejection"), keys: ["rejected"], least: 20 },
  "states of tickets": { codes: TICKET_STATES, keys: ["ticket", "desk-ticket"], least: 9 },
  "states of a queue's tickets": { codes: fieldOf("QueueTicket", "state"), keys: ["desk-ticket"], least: 9 },
  "states of cases": { codes: CASE_STATES, keys: ["case", "case-next"], least: 10 },
  "news of cases": { codes: CASE_STATES.filter((state) => IS_NEWS[state as never]), keys: ["news-case"], least: 6 },
  "states of counters": { codes: fieldOf("CounterView", "state"), keys: ["counter"], least: 4 },
  "sides of a case": { codes: fieldOf("Entry", "by"), keys: ["by"], least: 3 },
  "ways to be heard": { codes: fieldOf("Said", "scope"), keys: ["scope"], least: 3 },
};

for (const [name, { codes, keys, least }] of Object.entries(LISTS))
  for (const language of ["ko", "en"] as const)
    test(`T17 all ${name} have words in ${language}`, () => {
      expect(codes.length).toBeGreaterThanOrEqual(least);
      expect(
        wordless(
          codes.flatMap((code) => keys.map((key) => `${key}-${code}`)),
          language,
        ),
      ).toEqual([]);
    });
