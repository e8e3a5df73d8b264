import { expect, test } from "vitest";
import { FILE_BYTES_MAX } from "../protocol/generated";
import { type UploadReply, Uploads } from "./uploads";

const KINDS = ["image/jpeg", "application/pdf"];

function file(name: string, type = "image/jpeg", size = 3): File {
  return Object.defineProperty(new File(["abc"], name, { type }), "size", { value: size });
}

/** An office whose replies come when the test says so, and a clock that only it moves. */
function office() {
  const asked: { name: string; progress: (share: number) => void; reply: (reply: UploadReply) => void }[] = [];
  const taken: string[] = [];
  const timers: { run: () => void; ms: number }[] = [];
  const powers = {
    send: (sent: File, progress: (share: number) => void) =>
      new Promise<UploadReply>((reply) => void asked.push({ name: sent.name, progress, reply })),
    later: (run: () => void, ms: number) => {
      const timer = { run, ms };
      timers.push(timer);
      return () => void timers.splice(timers.indexOf(timer), 1);
    },
  };
  const unwanted: string[] = [];
  const uploads = new Uploads(
    powers,
    (id) => void taken.push(id),
    (id) => void unwanted.push(id),
  );
  const reply = async (said: UploadReply) => {
    asked.at(-1)?.reply(said);
    await Promise.resolve();
    await Promise.resolve();
    await Promise.resolve();
  };
  return { uploads, asked, taken, unwanted, timers, reply };
}

const states = (uploads: Uploads) => uploads.shown.value.map(({ name, state, code }) => [name, state, code]);

test("C24 files go one after another, and are told when the office has them", async () => {
  const { uploads, asked, taken, reply } = office();
  uploads.add([file("a.jpg"), file("b.jpg")], KINDS);
  expect(asked.map(({ name }) => name)).toEqual(["a.jpg"]);
  asked[0]?.progress(0.5);
  expect(uploads.shown.value[0]).toMatchObject({ state: "sends", share: 0.5 });
  await reply({ is: "taken", id: "one" });
  expect(asked.map(({ name }) => name)).toEqual(["a.jpg", "b.jpg"]);
  await reply({ is: "taken", id: "two" });
  expect([taken, states(uploads)]).toEqual([["one", "two"], []]);
});

test("C24 what the office does not take stays in sight with its reason, and the next one goes", async () => {
  const { uploads, taken, reply } = office();
  uploads.add([file("a.jpg"), file("b.jpg")], KINDS);
  await reply({ is: "no", code: "damaged" });
  await reply({ is: "taken", id: "two" });
  expect([taken, states(uploads)]).toEqual([["two"], [["a.jpg", "failed", "damaged"]]]);
  expect(uploads.isUnfinished).toBe(false);
});

test("C24 what cannot go now is tried again by itself, ever more slowly", async () => {
  const { uploads, asked, timers, reply } = office();
  uploads.add([file("a.jpg")], KINDS);
  await reply({ is: "later", code: "offline", ms: null });
  expect([states(uploads), uploads.isUnfinished]).toEqual([[["a.jpg", "waits", "offline"]], true]);
  timers.shift()?.run();
  await reply({ is: "later", code: "too_fast", ms: 700 });
  await reply({ is: "later", code: "offline", ms: null });
  expect(asked.length).toBe(2);
  expect(timers.map(({ ms }) => ms)).toEqual([700]);
});

test("C24 when the line is back it goes at once", async () => {
  const { uploads, asked, taken, timers, reply } = office();
  uploads.add([file("a.jpg")], KINDS);
  await reply({ is: "later", code: "offline", ms: null });
  uploads.again();
  await reply({ is: "taken", id: "one" });
  expect([asked.length, taken, timers]).toEqual([2, ["one"], []]);
});

test("C24 what was taken off the list while it was sent is no answer", async () => {
  const { uploads, taken, unwanted, reply } = office();
  uploads.add([file("a.jpg"), file("b.jpg")], KINDS);
  uploads.drop(0);
  await reply({ is: "taken", id: "one" });
  await reply({ is: "taken", id: "two" });
  expect([taken, unwanted]).toEqual([["two"], ["one"]]);
});

test.each([
  ["too_large", file("a.jpg", "image/jpeg", FILE_BYTES_MAX + 1)],
  ["empty", file("a.jpg", "image/jpeg", 0)],
  ["kind_not_accepted", file("a.heic", "image/heic")],
])("C25 what the office would not take as %s is not sent", (code, given) => {
  const { uploads, asked } = office();
  uploads.add([given], KINDS);
  expect([states(uploads), asked]).toEqual([[[given.name, "failed", code]], []]);
});
