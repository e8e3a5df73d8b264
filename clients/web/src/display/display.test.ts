import { expect, test } from "vitest";
import { minutesOf as minutesOfPage } from "../words/wait";
import { type Board, type BoardService, type Call, languagesOf, limited, NewCalls, servicesOf } from "./board";
import { dayIn, minutesOf, saidNumber, standingOf, timeIn, WORDS } from "./words";

const TITLE = { ko: "상담 1", en: "Consultation 1" };
const call = (number: string, calls = 1, service = "consultation"): Call => ({
  number,
  calls,
  service,
  counter: TITLE,
});
const board = (...called: Call[]): Board => ({
  name: TITLE,
  languages: ["ko", "en"],
  zone: "Asia/Seoul",
  called,
  served: [],
  services: [],
  announcements: [],
});
const service = (about: Partial<BoardService> = {}): BoardService => ({
  id: "consultation",
  title: TITLE,
  waiting: 2,
  desks: 1,
  next: [],
  ...about,
});
const MONDAY_NINE = Date.parse("2026-01-05T00:00Z") / 1_000;

test("O7 a call is new once, a recall is new again, and what stood there at first is not", () => {
  const calls = new NewCalls();
  expect(calls.of(board(call("C-001")))).toEqual([]);
  expect(calls.of(board(call("C-002"), call("C-001")))).toEqual([call("C-002")]);
  expect(calls.of(board(call("C-002"), call("C-001")))).toEqual([]);
  expect(calls.of(board(call("C-001", 2), call("C-002")))).toEqual([call("C-001", 2)]);
});

test("O7 of several new calls the oldest is said first", () => {
  const calls = new NewCalls();
  calls.of(board());
  expect(calls.of(board(call("C-003"), call("C-002"), call("C-001"))).map(({ number }) => number)).toEqual([
    "C-001",
    "C-002",
    "C-003",
  ]);
});

test("O7 a display shows the services that its address names, and what concerns all", () => {
  const one = { id: "a", kind: "other" as const, since: 0, until: 1 };
  const whole = {
    ...board(call("C-001"), call("E-001", 1, "echo")),
    services: [service(), service({ id: "echo" })],
    announcements: [one, { ...one, id: "b", service: "echo" }, { ...one, id: "c", service: "consultation" }],
  };
  const shown = limited(whole, servicesOf("echo, ,"));
  expect(shown.called.map(({ number }) => number)).toEqual(["E-001"]);
  expect(shown.services.map(({ id }) => id)).toEqual(["echo"]);
  expect(shown.announcements.map(({ id }) => id)).toEqual(["a", "b"]);
  expect(limited(whole, servicesOf(""))).toEqual(whole);
});

test("O7 it speaks the language that is asked for, where the office serves it", () => {
  expect(languagesOf("en", ["ko", "en"])).toEqual(["en"]);
  expect(languagesOf("en", ["ko"])).toEqual(["ko"]);
  for (const asked of [null, "both", "fr"]) expect(languagesOf(asked, ["ko", "en"])).toEqual(["ko", "en"]);
});

test("O7 a number is said as people say it", () => {
  expect(saidNumber("C-003")).toBe("C 3");
  expect(WORDS.ko.spoken(call("C-010"))).toBe("C 10번 손님, 상담 1 창구로 와 주세요.");
  expect(WORDS.en.spoken(call("C-010"))).toBe("Number C 10, please come to Consultation 1.");
});

test("O7 times are the office's, in Korean without a 12 that could be noon or midnight", () => {
  expect(dayIn("ko", "Asia/Seoul", MONDAY_NINE)).toBe("1월 5일(월) 오전 9시");
  expect(dayIn("en", "Asia/Seoul", MONDAY_NINE)).toBe("Monday 5 January, 09:00");
  expect([timeIn("ko", "UTC", 0), timeIn("ko", "UTC", 43_200), timeIn("en", "UTC", 43_260)]).toEqual([
    "밤 12시",
    "낮 12시",
    "12:01",
  ]);
});

test("O7 how a line stands is said in words, and a wait only where a desk is open", () => {
  const said = (about: Partial<BoardService>) => standingOf("en", "Asia/Seoul", service(about));
  expect(said({ low_s: 290, high_s: 601 })).toBe("2 people are waiting · about 4 min to 11 min");
  expect(said({ desks: 0 })).toBe("2 people are waiting · No counter is open now");
  expect(said({ open: false, opens: MONDAY_NINE, desks: 0 })).toBe("Closed now. Opens Monday 5 January, 09:00");
  expect(said({ line_closed: true, opens: MONDAY_NINE })).toBe(
    "2 people are waiting · No new numbers now, again from Monday 5 January, 09:00",
  );
  expect(said({ broken: true })).toBe("Out of order now");
});

test("T2 a display rounds a range as the page does", () => {
  for (let low_s = 0; low_s < 12_000; low_s += 97) {
    const range = { low_s, high_s: low_s * 1.3 + 30 };
    expect(minutesOf(range.low_s, range.high_s)).toEqual(minutesOfPage(range));
  }
});
