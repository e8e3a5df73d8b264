import { signal } from "@preact/signals";
import { expect, test } from "vitest";
import citizensKorean from "./ko";
import { OFFICER_WORDS } from "./officer";
import { english, korean, sources } from "./sources.testing";
import { minutesOf, sayNoDesk, sayRange } from "./wait";
import { AT_DESK, bundleOf, PageWords, type SayFunction } from "./words";

/** What an officer may read: the desk, and what the office tells or rejects. */
const READ_AT_DESK =
  /^(alarm|conduct|desk|idle|line|tray|pause|acts?|open-reason|sign-in|called-(left|minute)|waiting-count|ago|entry|by|transcript|document|fault|form-faults|news-(line|tray)|notice|rejected|rejoining|write|text)/;
/** Of these, what only a citizen is told. */
const OF_CITIZENS = new Set([
  ...[
    ...[
      "missed",
      "missed_over",
      "held",
      "returned",
      "transferred",
      "further",
      "preferred_left",
      "finished",
      "name_changed",
    ],
    ...["expired", "expired-opens", "abandoned", "passed_over"],
  ].map((code) => `notice-${code}`),
  ...["appointment_tomorrow", "appointment_soon", "appointment_missed"].map((code) => `notice-${code}`),
  ...["case_still_open", "objection_upheld", "objection_dismissed"].map((code) => `notice-${code}`),
  "rejected-term_over",
  ...["inquiry_answered", "inquiry_called"].map((code) => `notice-${code}`),
  ...["talk_warned", "talk_ended"].map((code) => `notice-${code}`),
  ...["report_answered", "report_warned", "rooms_barred", "rooms_open"].map((code) => `notice-${code}`),
  "rejected-barred",
  ...["bell_coming", "bell_open", "bell_unanswered"].map((code) => `notice-${code}`),
  ...["service_closed", "somebody_there", "nobody_to_tell"].map((code) => `rejected-${code}`),
  ...["slot_gone", "already_booked", "unknown_appointment"].map((code) => `rejected-${code}`),
  ...["form_stale", "taken_name"].map((code) => `rejected-${code}`),
  ...["out_of_range", "day_out_of_range", "day_bad_format", "too_short", "consent_missing"].map(
    (code) => `fault-${code}`,
  ),
  "transcript-private",
  "transcript-private-beside",
  "transcript-private-helping",
]);

function keysOf(source: string): string[] {
  return [...source.matchAll(/^([a-zA-Z][\w-]*) =/gm)].map((match) => match[1] ?? "").sort();
}

function variablesOf(source: string): Map<string, string> {
  const messages = source.split(/^(?=[a-zA-Z][\w-]* =)/m).slice(1);
  return new Map(
    messages.map((message) => [message.split(" =")[0] ?? "", [...new Set(message.match(/\$\w+/g))].sort().join(" ")]),
  );
}

function sayIn(language: "ko" | "en", source: string): SayFunction {
  const bundle = bundleOf(language, source);
  return (key, about) => bundle.formatPattern(bundle.getMessage(key)?.value ?? "", about ?? null, []);
}

/** Korean has another register at the desk; English only has words of its own where something else is true there. */
const atDesk = keysOf(korean).filter((key) => key.startsWith(AT_DESK));
const shared = keysOf(korean).filter((key) => !key.startsWith(AT_DESK));

test("both languages have the same words", () => {
  expect(keysOf(english).filter((key) => !key.startsWith(AT_DESK))).toEqual(shared);
  expect(keysOf(english).filter((key) => key.startsWith(AT_DESK) && !atDesk.includes(key))).toEqual([]);
});

test("a word of the desk is one that citizens read too, of the same things", () => {
  const [words, about] = [atDesk.map((key) => key.slice(AT_DESK.length)), variablesOf(korean)];
  expect(words.filter((key) => !shared.includes(key))).toEqual([]);
  expect(words.map((key) => about.get(`${AT_DESK}${key}`))).toEqual(words.map((key) => about.get(key)));
});

test("in Korean nothing at the desk is said as to a citizen", () => {
  const citizens = /(?<!주세|하세|보세)요(?=[.!?\n ]|$)/;
  const said = new Map(
    korean.split(/^(?=[a-z][\w-]* =)/m).map((text) => [text.split(" =")[0] ?? "", text.replace(/^[^=]*=/, "").trim()]),
  );
  const read = shared.filter((key) => READ_AT_DESK.test(key) && !OF_CITIZENS.has(key));
  expect(read.length).toBeGreaterThan(100);
  expect(read.filter((key) => citizens.test(said.get(`${AT_DESK}${key}`) ?? said.get(key) ?? ""))).toEqual([]);
});

test("an officer is spoken to as at the desk, a citizen is not", async () => {
  const [words, isOfficer] = [new PageWords(), signal(false)];
  words.speakTo(isOfficer);
  await words.add(OFFICER_WORDS);
  await words.speak("ko");
  expect(words.say("waiting-count", { count: 3 })).toBe("3명이 기다려요");
  isOfficer.value = true;
  expect(words.say("waiting-count", { count: 3 })).toBe("3명이 기다립니다");
  await words.speak("en");
  expect(words.say("waiting-count", { count: 3 })).toBe("3 people are waiting");
});

test("what several late parts can be told is among the first words", () => {
  expect(keysOf(citizensKorean)).toContain("rejected-somebody_there"); // of a ring and of a message
});

test("no word is there twice", () => {
  expect(new Set(keysOf(korean)).size).toBe(keysOf(korean).length);
});

test("both languages speak of the same things in each word", () => {
  const about = variablesOf(korean);
  expect(variablesOf(english)).toEqual(new Map(keysOf(english).map((key) => [key, about.get(key)])));
});

test("every word that the page asks for by name is there", () => {
  const asked = [...sources.matchAll(/\bsay\(\s*"([\w-]+)"/g)].map((match) => match[1] ?? "");
  const known = new Set(keysOf(korean));
  expect(asked.length).toBeGreaterThan(100);
  expect(asked.filter((key) => !known.has(key))).toEqual([]);
});

test("T2 a range is said in minutes that promise nothing too good", () => {
  expect(minutesOf({ low_s: 290, high_s: 601 })).toEqual({ low: 4, high: 11 });
  expect(sayRange({ low_s: 290, high_s: 601 }, sayIn("en", english))).toBe("about 4 min to 11 min");
  expect(sayRange({ low_s: 5, high_s: 100 }, sayIn("ko", korean))).toBe("2분 이내");
});

test("T2 a long range is rounded outward to what people plan by", () => {
  expect(sayRange({ low_s: 12 * 60, high_s: 81 * 60 }, sayIn("ko", korean))).toBe("12분~1시간 30분쯤");
  expect(sayRange({ low_s: 1_300, high_s: 9_660 }, sayIn("ko", korean))).toBe("20분~2시간 50분쯤");
  expect(sayRange({ low_s: 4_000, high_s: 7_200 }, sayIn("en", english))).toBe("about 1 h to 2 h");
});

test("T2 a range as it is said always holds the range as it was estimated", () => {
  for (let low = 0; low < 12_000; low += 97) {
    const said = minutesOf({ low_s: low, high_s: low * 1.3 + 30 });
    expect((said?.low ?? Number.NaN) * 60).toBeLessThanOrEqual(low);
    expect((said?.high ?? Number.NaN) * 60).toBeGreaterThanOrEqual(low * 1.3 + 30);
  }
});

test("T12 where no desk is open, who waits is told that the service is closed, and when it opens", () => {
  const words = { say: sayIn("en", english), when: (at: number) => `at ${at}` };
  const line = { id: "tax", title: { ko: "세금", en: "Tax" }, waiting: 1, desks: 0 };
  expect(sayNoDesk({ ...line, open: true }, words)).toBe("We call you when a desk opens");
  expect(sayNoDesk({ ...line, open: false, opens: 9 }, words)).toBe("Closed now. Opens at 9");
  expect(sayNoDesk({ ...line, open: false }, words)).toBe("Closed now");
  expect(sayNoDesk(undefined, words)).toBe("We call you when a desk opens");
});

test("T7 an unknown wait is said to be unknown", () => {
  expect(sayRange({}, sayIn("ko", korean))).toBe("대기 시간은 아직 알 수 없어요");
});

test("T12 a time is told by the office's clock, and with its zone where this device's clock shows another", () => {
  const words = new PageWords();
  words.keepTimeOf("Asia/Kathmandu"); // a quarter of an hour off every clock this test may run by
  words.language.value = "en";
  expect(words.time(0)).toBe("05:30 Nepal Time");
  words.language.value = "ko";
  expect(words.time(0)).toMatch(/5:30 네팔 시간$/);
});

test("T12 a time that this device's clock shows as well is told without a zone", () => {
  const words = new PageWords();
  words.language.value = "en";
  const own = words.time(0);
  words.keepTimeOf(Intl.DateTimeFormat().resolvedOptions().timeZone);
  expect(words.time(0)).toBe(own);
  words.keepTimeOf("No/Such_Zone");
  expect(words.time(0)).toBe(own);
});

test("noon in Korean is the afternoon's twelve that nobody takes for midnight", () => {
  const words = new PageWords();
  words.keepTimeOf("Asia/Seoul");
  words.language.value = "ko";
  expect(words.time(3 * 3_600)).toMatch(/낮 12시$|낮 12시 /);
  expect(words.time(15 * 3_600)).toMatch(/밤 12시$|밤 12시 /);
  expect(words.time(15 * 3_600 + 60)).toMatch(/밤 12:01$|밤 12:01 /);
  expect(words.day(3 * 3_600)).toContain("1월 1일(목) 낮 12시");
  expect(words.day(10 * 3_600)).toContain("1월 1일(목) 오후 7시");
});

test("K6 the office's day is that of its own zone, a day of doubt on either side", () => {
  const words = new PageWords();
  const instant = Date.parse("2026-01-02T15:30:00Z");
  words.keepTimeOf("Asia/Seoul");
  expect(words.officeDay(instant)).toEqual({ first: "2026-01-02", last: "2026-01-04" });
  words.keepTimeOf("America/New_York");
  expect(words.officeDay(instant)).toEqual({ first: "2026-01-01", last: "2026-01-03" });
});

test("a day of the calendar is said in the person's language, whatever zone this device is in", () => {
  const words = new PageWords();
  words.language.value = "ko";
  expect(words.date("1948-03-02")).toBe("1948년 3월 2일");
  words.language.value = "en";
  expect(words.date("1948-03-02")).toBe("2 March 1948");
  expect(words.date("today")).toBe("");
});

test("words that are added are known in the language of now and of later", async () => {
  const words = new PageWords();
  await words.speak("en");
  expect(words.say("desk-hold")).toBe("desk-hold");
  const added = words.add(OFFICER_WORDS);
  await words.speak("ko");
  await added;
  expect([words.say("desk-hold"), words.say("help")]).toEqual(["보류", "도움말"]);
  await words.speak("en");
  expect([words.say("desk-hold"), words.say("help")]).toEqual(["Put on hold", "Help"]);
});
