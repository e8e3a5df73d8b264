import { expect, test } from "vitest";
import type { AnyMessage, CaseView, Room } from "../protocol/generated";
import { messageDispatcher } from "./message-dispatch";

const ROOM: Room = {
  t: "room",
  room: "city_hall-1",
  place: "city_hall",
  title: { ko: "시청 마당", en: "City hall" },
  slot: 0,
  x: 100,
  y: 200,
  map: "/places/city_hall/place.tmj",
  cell: 640,
  capacity: 200,
  publish: 2,
};
const CASE: CaseView = { id: "k1", number: "1", service: "copy", state: "draft" };

/** Return what is called for `message`, in its order. */
function callsFor(message: AnyMessage): string[] {
  const calls: string[] = [];
  const dispatch = messageDispatcher({
    model: { take: ({ t }) => calls.push(`model.take ${t}`) },
    motion: {
      enter: (room, nowMs) => calls.push(`motion.enter ${room.room} at ${nowMs}`),
      take: (frame, nowMs) => calls.push(`motion.take ${frame.n} at ${nowMs}`),
      forget: (slot) => calls.push(`motion.forget ${slot}`),
    },
    plan: { load: async (place, cellUnits) => void calls.push(`plan.load ${place} ${cellUnits}`) },
    bubbles: { said: ({ text }) => calls.push(`bubbles.said ${text}`) },
    drafts: {
      reconcile: ({ id }) => calls.push(`drafts.reconcile ${id}`),
      handedIn: (id) => calls.push(`drafts.handedIn ${id}`),
    },
    news: {
      takeNotice: ({ code }) => calls.push(`news.takeNotice ${code}`),
      takeCall: (ticket) => calls.push(`news.takeCall ${ticket}`),
      takeCase: ({ id }) => calls.push(`news.takeCase ${id}`),
      takeEntry: ({ entry }) => calls.push(`news.takeEntry ${entry.n}`),
      takeQueue: () => calls.push("news.takeQueue"),
    },
    callEnds: { take: (tickets) => calls.push(`callEnds.take ${tickets.map(({ id }) => id)}`) },
    now: () => 7,
  });
  dispatch(message);
  return calls;
}

test("a room is loaded and entered before the model shows it", () => {
  expect(callsFor(ROOM)).toEqual(["plan.load city_hall 640", "motion.enter city_hall-1 at 7", "model.take room"]);
});

test("a tick concerns the motion alone", () => {
  expect(callsFor({ t: "tick", n: 3, d: new Uint8Array() })).toEqual(["motion.take 3 at 7"]);
});

test("who leaves is forgotten by the motion before the model drops them", () => {
  const calls = callsFor({ t: "roster", room: "city_hall-1", join: [], leave: [4, 5] });
  expect(calls).toEqual(["motion.forget 4", "motion.forget 5", "model.take roster"]);
});

test("what is said is shown over a head and in the log", () => {
  const said: AnyMessage = { t: "said", a: 1, id: "v-1", name: "까치", scope: "near", text: "안녕하세요", at: 0 };
  expect(callsFor(said)).toEqual(["bubbles.said 안녕하세요", "model.take said"]);
});

test("a draft is reconciled before its case is shown", () => {
  expect(callsFor({ t: "case", case: CASE })).toEqual(["drafts.reconcile k1", "model.take case", "news.takeCase k1"]);
});

test("C49 nothing of a request that is gone stays on the device", () => {
  expect(callsFor({ t: "case_gone", case: "k1" })).toEqual(["drafts.handedIn k1", "model.take case_gone"]);
});

test("T17 what has changed is shown before it is told as news", () => {
  expect(callsFor({ t: "notice", code: "missed" })).toEqual(["news.takeNotice missed"]);
  expect(callsFor({ t: "queue", tickets: [], cases: [] })).toEqual(["model.take queue", "news.takeQueue"]);
  const entry = { n: 3, at: 0, by: "officer" as const, name: "한소라", text: "안녕하세요" };
  expect(callsFor({ t: "entry", case: "k1", entry })).toEqual(["model.take entry", "news.takeEntry 3"]);
});

test("how long a call lasts is known before the page shows the ticket", () => {
  expect(callsFor({ t: "tickets", tickets: [] })).toEqual(["callEnds.take ", "model.take tickets"]);
});

test("O12 when one may ring again is counted from when the office told it", () => {
  const bell = { id: "b1", service: "talk", state: "ringing", rung: 0, ends: 0, again: 0, left_s: 180 } as const;
  expect(callsFor({ t: "bells", bells: [bell] })).toEqual(["callEnds.take b1", "model.take bells"]);
});

test("everything else goes to the model", () => {
  expect(callsFor({ t: "office", services: [], counters: [], zone: "Asia/Seoul" })).toEqual(["model.take office"]);
});

test("a kind of a later version concerns nobody", () => {
  expect(callsFor({ t: "weather", sky: "clear" } as unknown as AnyMessage)).toEqual([]);
});
