import { expect, test } from "vitest";
import type { CaseView, QueueCase, QueueTicket } from "../protocol/generated";
import { Memory, pageStore, type Store } from "./memory";
import { News } from "./news";

const CASE: CaseView = { id: "k1", number: "2026-1", service: "copy", state: "received" };
const DOCUMENT = { number: "M-1", title: { ko: "초본", en: "Copy" }, url: "/api/documents/M-1.pdf", issued: 0 };
const TICKET: QueueTicket = { id: "t1", number: "C-001", service: "talk", name: "까치", state: "waiting", since: 0 };
const REQUEST: QueueCase = { id: "k1", number: "2026-1", service: "copy", name: "까치", state: "received", since: 0 };

interface Person {
  readonly inView?: string;
  readonly officer?: boolean;
}

function newsOf({ inView = "", officer = false }: Person = {}, store: Store = pageStore()): News {
  return new News(new Memory(store), { isInView: (id) => id === inView, isOfficer: () => officer });
}

const wordsOf = (news: News) => news.items.value.map(({ word }) => word);

test("T17 a request that is granted while its page is closed is news until it is seen", () => {
  const news = newsOf();
  news.takeCase(CASE);
  news.takeCase({ ...CASE, state: "granted" });
  expect(wordsOf(news)).toEqual(["news-case-granted"]);
  news.see({ ...CASE, state: "granted" });
  expect(wordsOf(news)).toEqual([]);
});

test("T17 what stands before the person is no news", () => {
  const news = newsOf({ inView: "k1" });
  news.takeCase(CASE);
  news.takeCase({ ...CASE, state: "granted" });
  expect(wordsOf(news)).toEqual([]);
  expect(news.latest.value).toBeNull();
});

test("T17 what happened while the person was away is told when they are back, until they have seen it", () => {
  const store = pageStore();
  newsOf({}, store).takeCase(CASE);
  const later = newsOf({}, store);
  later.takeCase({ ...CASE, state: "supplement_asked" });
  expect(wordsOf(later)).toEqual(["news-case-supplement_asked"]);
  const unseen = newsOf({}, store);
  unseen.takeCase({ ...CASE, state: "supplement_asked" });
  expect(wordsOf(unseen)).toEqual(["news-case-supplement_asked"]);
  unseen.see({ ...CASE, state: "supplement_asked" });
  const seen = newsOf({}, store);
  seen.takeCase({ ...CASE, state: "supplement_asked" });
  expect(wordsOf(seen)).toEqual([]);
});

test("T17 the same news is told once", () => {
  const news = newsOf();
  news.takeCase(CASE);
  news.takeCase({ ...CASE, state: "refused" });
  const first = news.latest.value;
  news.takeCase({ ...CASE, state: "refused" });
  expect(news.latest.value).toBe(first);
});

test("T17 a document is told of by its own words", () => {
  const news = newsOf();
  news.takeCase(CASE);
  news.takeCase({ ...CASE, state: "granted", documents: [DOCUMENT] });
  expect(wordsOf(news)).toEqual(["news-document"]);
});

test("T17 what followed at once from the citizen's own hand is no news", () => {
  const news = newsOf();
  news.takeCase({ ...CASE, state: "draft" });
  news.takeCase({ ...CASE, state: "received" });
  news.takeCase({ ...CASE, state: "withdrawn" });
  expect(wordsOf(news)).toEqual([]);
});

test("T17 a line that the officer wrote is news to the citizen, their own is not", () => {
  const news = newsOf();
  news.takeCase(CASE);
  news.takeEntry({ t: "entry", case: "k1", entry: { n: 1, at: 0, by: "citizen", name: "까치", text: "안녕하세요" } });
  expect(wordsOf(news)).toEqual([]);
  news.takeEntry({ t: "entry", case: "k1", entry: { n: 2, at: 0, by: "officer", name: "한소라", text: "네" } });
  expect(wordsOf(news)).toEqual(["news-message"]);
});

test("T17 newer news of a ticket takes the place of the older, and a call ends both", () => {
  const news = newsOf();
  const about = { ticket: "t1", number: "C-001", service: "talk" };
  news.takeNotice({ t: "notice", code: "held", about });
  news.takeNotice({ t: "notice", code: "returned", about });
  expect(wordsOf(news)).toEqual(["notice-returned"]);
  news.takeCall("t1");
  expect(wordsOf(news)).toEqual([]);
});

test("T17 the end of a ticket that was closed once does not come again", () => {
  const store = pageStore();
  const news = newsOf({}, store);
  const end = { t: "notice", code: "missed_over", about: { ticket: "t1", number: "C-001" } } as const;
  news.takeNotice(end);
  for (const item of news.items.value) news.dismiss(item);
  const again = newsOf({}, store);
  again.takeNotice(end);
  expect(wordsOf(again)).toEqual([]);
});

test("T17 the end of a talk that stands before the person is told by its page", () => {
  const news = newsOf({ inView: "k1" });
  news.takeNotice({ t: "notice", code: "finished", about: { ticket: "t1", case: "k1" } });
  expect(wordsOf(news)).toEqual([]);
});

test("T17 an officer hears of a new ticket and of a new request, and of none that was there before", () => {
  const news = newsOf({ officer: true });
  news.takeQueue({ t: "queue", tickets: [TICKET], cases: [] });
  expect(news.latest.value).toBeNull();
  news.takeQueue({ t: "queue", tickets: [TICKET, { ...TICKET, id: "t2", number: "C-002" }], cases: [] });
  expect(news.latest.value).toMatchObject({ word: "news-line", facts: { number: "C-002" } });
  news.takeQueue({ t: "queue", tickets: [TICKET], cases: [REQUEST] });
  expect(news.latest.value).toMatchObject({ word: "news-tray", facts: { number: "2026-1" } });
  expect(wordsOf(news)).toEqual([]);
});

test("C49 of a request with which one helps nothing is news, and nothing is remembered on the device", () => {
  const store = pageStore();
  const news = newsOf({}, store);
  const helping = { party: "p1", role: "mentor", name: "복순", writes: false } as const;
  news.takeCase({ ...CASE, helping });
  news.takeCase({ ...CASE, state: "granted", helping });
  news.see({ ...CASE, helping });
  expect(wordsOf(news)).toEqual([]);
  expect(new Memory(store).load("seen", {}, (kept): kept is object => kept instanceof Object)).toEqual({});
});

test("T17 what somebody writes who helps is news to the citizen", () => {
  const news = newsOf();
  news.takeCase(CASE);
  const entry = { n: 9, at: 0, by: "citizen", name: "도움", text: "대신 여쭙니다", party: "mentor" } as const;
  news.takeEntry({ t: "entry", case: CASE.id, entry });
  expect(wordsOf(news)).toEqual(["news-message"]);
});
