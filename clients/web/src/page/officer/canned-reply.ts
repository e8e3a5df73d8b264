// What officers write often, as `/api/canned-replies` tells it (SPEC C40), and how it is filled in. Pure: trusts none of what came.
import { isMap } from "../../model/memory";
import type { Language } from "../../words/words";
import { text } from "./told";

export interface CannedReply {
  readonly id: string;
  readonly service: string | null;
  readonly ko: string;
  readonly en: string;
}

export interface CannedReplies {
  readonly replies: readonly CannedReply[];
  /** Whoever asks may write them. */
  readonly supervises: boolean;
}

/** What the braces of a text stand for; what is not known stays as it is, for the officer to write. */
export interface Known {
  readonly name?: string | undefined;
  readonly number?: string | undefined;
  readonly counter?: string | undefined;
  readonly officer?: string | undefined;
}

const BRACES = /\{(name|number|counter|officer|이름|번호|창구|담당자)\}/g;
const IN_ENGLISH: Readonly<Record<string, keyof Known>> = {
  이름: "name",
  번호: "number",
  창구: "counter",
  담당자: "officer",
};

/** Return them, or null when `told` is none. */
export function cannedRepliesOf(told: unknown): CannedReplies | null {
  if (!isMap(told) || !Array.isArray(told.replies)) return null;
  return { replies: told.replies.filter(isMap).map(replyOf), supervises: told.supervises === true };
}

/** Return the languages in which a reply is there, that of the reader first. */
export function languagesOf(reply: CannedReply, reader: Language): Language[] {
  const both: Language[] = reader === "ko" ? ["ko", "en"] : ["en", "ko"];
  return both.filter((language) => reply[language] !== "");
}

/** Return the text with what is known in place of its braces. */
export function filled(template: string, known: Known): string {
  return template.replace(BRACES, (braces, word: string) => known[IN_ENGLISH[word] ?? (word as keyof Known)] ?? braces);
}

function replyOf(told: Readonly<Record<string, unknown>>): CannedReply {
  return { id: text(told.id), service: text(told.service) || null, ko: text(told.ko), en: text(told.en) };
}
