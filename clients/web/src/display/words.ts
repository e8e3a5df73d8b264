// What a display says, in both languages side by side: it is read by everybody who passes. Pure; an instant is told by the office's clock.
import type { Announcement } from "../protocol/generated";
import type { AtCounter, BoardService, Language } from "./board";

interface Sentences {
  readonly called: string;
  readonly nobodyCalled: string;
  readonly waiting: string;
  readonly served: string;
  readonly next: string;
  readonly announcements: string;
  readonly soundOn: string;
  readonly soundOff: string;
  readonly soundMute: string;
  readonly turnOn: string;
  readonly turnOff: string;
  readonly coming: string;
  readonly full: string;
  readonly noService: string;
  readonly kinds: Readonly<Record<Announcement["kind"], string>>;
  readonly counter: (at: AtCounter) => string;
  readonly spoken: (at: AtCounter) => string;
  readonly people: (count: number) => string;
  readonly until: (time: string) => string;
  readonly outOfDate: (time: string) => string;
  readonly closed: (opens: string | null) => string;
  readonly lineClosed: (opens: string | null) => string;
  readonly noDesk: string;
  readonly broken: string;
  readonly form: string;
  readonly wait: (low: number, high: number) => string;
}

const LOCALES: Readonly<Record<Language, string>> = { ko: "ko-KR", en: "en-GB" };
const A_MINUTE_S = 60;

/** A number as it is said: `C-003` is C 3, in any language. */
export function saidNumber(number: string): string {
  return number.replace(/-0*/, " ");
}

export const WORDS: Readonly<Record<Language, Sentences>> = {
  ko: {
    called: "호출 번호",
    nobodyCalled: "지금 부르는 번호가 없습니다",
    waiting: "대기 현황",
    served: "상담 중",
    next: "다음 번호",
    announcements: "공지",
    soundOn: "소리 켜짐",
    soundOff: "소리 꺼짐",
    soundMute: "알림음만 켜짐 (이 기기에 음성이 없습니다)",
    turnOn: "소리 켜기",
    turnOff: "소리 끄기",
    coming: "현황을 불러오는 중입니다",
    full: "지금은 이 화면을 더 열 수 없습니다. 자동으로 다시 시도합니다",
    noService: "이 주소에 적힌 업무가 이 민원실에 없습니다",
    kinds: { holiday: "휴무 안내", outage: "장애 안내", line_closed: "접수 마감", other: "안내" },
    counter: ({ counter }) => (counter === null ? "" : `${counter.ko} 창구`),
    spoken: ({ number, counter }) =>
      `${saidNumber(number)}번 손님, ${counter === null ? "창구로" : `${counter.ko} 창구로`} 와 주세요.`,
    people: (count) => (count === 0 ? "기다리는 분이 없습니다" : `${count}명이 기다립니다`),
    until: (time) => `${time}까지`,
    outOfDate: (time) => `연결이 끊겨 지금 현황이 아닙니다. ${time}까지 확인했습니다. 자동으로 다시 연결합니다.`,
    closed: (opens) =>
      opens === null ? "지금은 업무 시간이 아닙니다" : `지금은 업무 시간이 아닙니다. ${opens}에 엽니다`,
    lineClosed: (opens) =>
      opens === null ? "새 번호표를 드리지 않습니다" : `새 번호표를 드리지 않습니다. ${opens}부터 드립니다`,
    noDesk: "지금 열린 창구가 없습니다",
    broken: "지금은 이용할 수 없습니다",
    form: "온라인으로 바로 신청",
    wait: (low, high) => (low === 0 ? `${korean(high)} 이내` : `${korean(low)}~${korean(high)}쯤 기다림`),
  },
  en: {
    called: "Now calling",
    nobodyCalled: "No number is being called",
    waiting: "Waiting",
    served: "Being served",
    next: "Next",
    announcements: "Announcements",
    soundOn: "Sound is on",
    soundOff: "Sound is off",
    soundMute: "Chime only (this device has no voice)",
    turnOn: "Turn sound on",
    turnOff: "Turn sound off",
    coming: "Loading",
    full: "No more screens can be opened now. Trying again",
    noService: "This office has no service of that address",
    kinds: { holiday: "Closed day", outage: "Disruption", line_closed: "No new numbers", other: "Notice" },
    counter: ({ counter }) => counter?.en ?? "",
    spoken: ({ number, counter }) =>
      `Number ${saidNumber(number)}, please come to ${counter === null ? "the counter" : counter.en}.`,
    people: (count) =>
      count === 0 ? "Nobody is waiting" : count === 1 ? "1 person is waiting" : `${count} people are waiting`,
    until: (time) => `until ${time}`,
    outOfDate: (time) => `Connection lost: this is not up to date. Last checked ${time}. Reconnecting.`,
    closed: (opens) => (opens === null ? "Closed now" : `Closed now. Opens ${opens}`),
    lineClosed: (opens) => (opens === null ? "No new numbers now" : `No new numbers now, again from ${opens}`),
    noDesk: "No counter is open now",
    broken: "Out of order now",
    form: "Apply online at once",
    wait: (low, high) => (low === 0 ? `up to ${english(high)}` : `about ${english(low)} to ${english(high)}`),
  },
};

/** Return a time of day by the clock of that zone; in Korean without a 12 that could be noon or midnight, as the page says it. */
export function timeIn(language: Language, zone: string, at: number): string {
  const { hour, minute } = partsOf(zone, at);
  const padded = String(minute).padStart(2, "0");
  if (language === "en") return `${String(hour).padStart(2, "0")}:${padded}`;
  const half = hour === 0 ? "밤" : hour === 12 ? "낮" : hour < 12 ? "오전" : "오후";
  const hours = ((hour + 11) % 12) + 1;
  return minute === 0 ? `${half} ${hours}시` : `${half} ${hours}:${padded}`;
}

/** Return a time with its day and weekday. */
export function dayIn(language: Language, zone: string, at: number): string {
  const { month, day } = partsOf(zone, at);
  const weekday = format(LOCALES[language], zone, at, { weekday: language === "ko" ? "short" : "long" });
  const time = timeIn(language, zone, at);
  if (language === "ko") return `${month}월 ${day}일(${weekday}) ${time}`;
  return `${weekday} ${day} ${format(LOCALES.en, zone, at, { month: "long" })}, ${time}`;
}

const PARTS = { month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", hourCycle: "h23" } as const;

function partsOf(zone: string, at: number): Record<"month" | "day" | "hour" | "minute", number> {
  const parts = formatter(LOCALES.en, zone, PARTS).formatToParts(new Date(at * 1_000));
  const part = (name: string) => Number(parts.find(({ type }) => type === name)?.value ?? 0);
  return { month: part("month"), day: part("day"), hour: part("hour"), minute: part("minute") };
}

function format(locale: string, zone: string, at: number, options: Intl.DateTimeFormatOptions): string {
  return formatter(locale, zone, options).format(new Date(at * 1_000));
}

function formatter(locale: string, zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(locale, { ...options, timeZone: zone === "" ? undefined : zone });
}

/** Return how the line of a service stands, in words: never a made-up wait (SPEC T7). */
export function standingOf(language: Language, zone: string, service: BoardService): string {
  const words = WORDS[language];
  const opens = service.opens == null ? null : dayIn(language, zone, service.opens);
  if (service.broken) return words.broken;
  const people = words.people(service.waiting);
  if (service.line_closed) return `${people} · ${words.lineClosed(opens)}`;
  if (service.kind === "form") return words.form;
  if (service.open === false && service.desks === 0) return words.closed(opens);
  return `${people} · ${waitOf(language, service)}`;
}

function waitOf(language: Language, { desks, low_s, high_s }: BoardService): string {
  const words = WORDS[language];
  if (desks === 0 || low_s == null || high_s == null) return words.noDesk;
  const { low, high } = minutesOf(low_s, high_s);
  return words.wait(low, high);
}

/** Return the range in minutes that people plan by, as the page rounds it (words/wait.ts; a test holds the two together). */
export function minutesOf(low_s: number, high_s: number): { low: number; high: number } {
  const low = rounded(low_s / A_MINUTE_S, Math.floor);
  const high = rounded(Math.max(1, high_s / A_MINUTE_S), Math.ceil);
  return { low: Math.min(low, high), high };
}

function rounded(minutes: number, outward: (value: number) => number): number {
  const step = minutes >= 60 ? 10 : minutes >= 20 ? 5 : 1;
  return outward(minutes / step) * step;
}

function korean(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (hours === 0) return `${rest}분`;
  return rest === 0 ? `${hours}시간` : `${hours}시간 ${rest}분`;
}

function english(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (hours === 0) return `${rest} min`;
  return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
}
