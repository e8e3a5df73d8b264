import { expect, test } from "vitest";
import { WELCOME } from "../protocol/welcome.testing";
import { FakeNetwork, started } from "./fake-network.testing";
import type { IdentifiedCommand } from "./requests";

test("S1 the first frame is hello", () => {
  const network = started();
  network.wire.onopen?.();
  expect(network.wire.sent).toEqual([{ t: "hello", versions: [1], lang: "ko", name: "까치", features: ["see_other"] }]);
});

test("S1 a socket that was opened ahead is come in by, and hello is its first frame", () => {
  const network = new FakeNetwork();
  network.connection.prepare();
  network.connection.prepare();
  expect(network.wires.map((wire) => wire.sent)).toEqual([[]]);
  network.connection.start(() => ({ lang: "ko" }));
  network.pass(60_000);
  expect(network.wires).toHaveLength(1);
  expect(network.wire.kinds()).toEqual(["hello"]);
  expect(network.wire.readyState).toBe(1);
});

test("W14 what a later server adds is passed over: kinds, fields, features", () => {
  const network = started();
  network.wire.onopen?.();
  network.wire.hear({ ...WELCOME, features: ["of-a-version-to-come"], season: "autumn" });
  network.wire.hear({ t: "season", s: 1, name: "autumn" });
  void network.connection.ask({ t: "ticket.take", service: "consultation" });
  expect(network.statuses.at(-1)).toEqual({ is: "open" });
  expect(network.wire.kinds()).toEqual(["hello", "ping", "ticket.take"]);
});

test("a socket that was opened ahead and still connects says hello when it is open", () => {
  const network = new FakeNetwork();
  network.connection.prepare();
  network.wire.readyState = 0;
  network.connection.start(() => ({ lang: "ko" }));
  expect(network.wire.sent).toEqual([]);
  network.wire.onopen?.();
  expect(network.wire.kinds()).toEqual(["hello"]);
});

test("S1 a socket by which nobody comes in is let go before the office asks, and opened anew for who goes on", () => {
  const network = new FakeNetwork();
  network.connection.prepare();
  network.pass(9_000);
  expect(network.wires.map((wire) => wire.readyState)).toEqual([3]);
  network.connection.prepare();
  network.connection.start(() => ({ lang: "ko" }));
  expect(network.wires.map((wire) => wire.kinds())).toEqual([[], ["hello"]]);
});

test("a socket that was opened ahead and lost is not come in by", () => {
  const network = new FakeNetwork();
  network.connection.prepare();
  network.wire.drop(1006);
  network.connection.start(() => ({ lang: "ko" }));
  expect(network.wires).toHaveLength(2);
  expect(network.statuses.at(-1)).toEqual({ is: "connecting" });
});

test("S20 a hello that is delayed is told, sent once, and answered on the same connection; what was asked goes out then", () => {
  const network = started();
  network.wire.onopen?.();
  network.wire.hear({ t: "delayed", code: "storage", retry_ms: 480 });
  void network.connection.ask({ t: "ticket.take", service: "consultation" });
  network.pass(50_000);
  expect(network.messages).toEqual([{ t: "delayed", code: "storage", retry_ms: 480 }]);
  expect(network.statuses.at(-1)).toEqual({ is: "connecting" });
  expect(network.wire.kinds()).toEqual(["hello"]);
  network.wire.hear(WELCOME);
  expect(network.wires).toHaveLength(1);
  expect(network.wire.kinds().slice(0, 2)).toEqual(["hello", "ticket.take"]);
});

const NOT_KEPT = { t: "rejected", id: "request-1", code: "storage" };

test("C9 what was not kept is asked for again under the same id, and its reply is that of the last time", async () => {
  const network = started();
  const wire = network.join();
  const reply = network.connection.ask({ t: "ticket.take", service: "consultation" });
  for (const ms of [500, 1_000]) {
    wire.hear(NOT_KEPT);
    network.pass(ms);
  }
  wire.hear({ t: "done", id: "request-1", ref: "t1" });
  expect(await reply).toMatchObject({ t: "done", ref: "t1" });
  network.pass(60_000);
  const asked = wire.sent.filter(({ t }) => t === "ticket.take");
  expect(asked).toEqual(Array(3).fill({ t: "ticket.take", id: "request-1", service: "consultation" }));
});

test("C9 whoever asked is told when it is not kept for some fifteen seconds", async () => {
  const network = started();
  const wire = network.join();
  const began = network.now;
  const reply = network.connection.ask({ t: "ticket.take", service: "consultation" });
  for (const ms of [500, 1_000, 2_000, 4_000, 8_000]) {
    wire.hear(NOT_KEPT);
    network.pass(ms);
  }
  wire.hear(NOT_KEPT);
  expect(await reply).toMatchObject(NOT_KEPT);
  expect(network.now - began).toBe(15_500);
});

test("C9 what was not kept goes out by the next connection too, and is let go with the visit", async () => {
  const network = started();
  const reply = network.connection.ask({ t: "ticket.take", service: "consultation" });
  network.join().hear(NOT_KEPT);
  network.wire.drop(1006);
  network.pass(5_000);
  const wire = network.join();
  expect(wire.kinds()).toContain("ticket.take");
  wire.hear(NOT_KEPT);
  network.connection.stop();
  expect(await reply).toEqual({ t: "lost" });
});

test.each([
  { t: "say", to: "near", text: "hello" },
  { t: "desk.missed" },
  { t: "desk.finish", outcome: "solved" },
] as const)(
  "C9 C10 what a booth heard, and what is done with whoever is at a desk, is told at once when it is not kept",
  async (draft) => {
    const network = started();
    const wire = network.join();
    const reply = network.connection.ask(draft);
    wire.hear(NOT_KEPT);
    expect(await reply).toMatchObject(NOT_KEPT);
    network.pass(60_000);
    expect(wire.sent.filter(({ t }) => t === draft.t)).toHaveLength(1);
  },
);

test("S5 after a drop the same session is asked for, with what was seen in it", () => {
  const network = started();
  const wire = network.join();
  wire.hear({ s: 1, t: "tickets", tickets: [] });
  wire.hear({ s: 2, t: "notice", code: "hello" });
  wire.drop(1006);
  network.pass(2_000);
  network.wire.onopen?.();
  expect(network.wire.sent[0]).toMatchObject({ t: "hello", session: "s-1", seen: 2 });
});

test("S8 it comes back within the advertised window, not at once", () => {
  const network = started();
  network.join().drop(1006);
  network.pass(1_999);
  expect(network.wires).toHaveLength(1);
  network.pass(1);
  expect(network.wires).toHaveLength(2);
});

test("S9 it does not come back by itself when the server says so", () => {
  const network = started();
  network.join().drop(4409);
  network.pass(600_000);
  expect(network.wires).toHaveLength(1);
  expect(network.statuses.at(-1)).toEqual({ is: "ended", code: 4409 });
});

test("S5 a message that came before is not taken twice", () => {
  const network = started();
  const wire = network.join();
  wire.hear({ s: 1, t: "notice", code: "one" });
  wire.hear({ s: 1, t: "notice", code: "one" });
  expect(network.messages).toHaveLength(1);
});

test("S5 after a gap the next hello asks for a fresh state", () => {
  const network = started();
  const wire = network.join();
  wire.hear({ s: 3, t: "notice", code: "three" });
  wire.drop(1005);
  network.pass(4_000);
  network.wire.onopen?.();
  expect(network.wire.sent[0]).not.toHaveProperty("session");
  expect(network.messages).toHaveLength(0);
});

test("S4 what was seen is acknowledged: every sixteen messages, and after a quiet second", () => {
  const network = started();
  const wire = network.join();
  for (let s = 1; s <= 16; s += 1) wire.hear({ s, t: "notice", code: "n" });
  expect(wire.sent.at(-1)).toEqual({ t: "ack", s: 16 });
  wire.hear({ s: 17, t: "notice", code: "n" });
  network.pass(6_000);
  expect(wire.sent).toContainEqual({ t: "ack", s: 17 });
});

test("W6 a durable command keeps its id over as many connections as it takes", async () => {
  const network = started();
  const reply = network.connection.ask({ t: "ticket.take", service: "consultation" });
  const first = network.join();
  first.drop(1006);
  network.pass(2_000);
  const second = network.join({ resumed: true });
  const sent = [...first.sent, ...second.sent].filter((command) => command.t === "ticket.take");
  expect(sent).toEqual([
    { t: "ticket.take", service: "consultation", id: "request-1" },
    { t: "ticket.take", service: "consultation", id: "request-1" },
  ]);
  second.hear({ s: 1, t: "done", id: "request-1", ref: "t-1" });
  await expect(reply).resolves.toMatchObject({ t: "done", ref: "t-1" });
});

test("W6 an answered command is not sent again", () => {
  const network = started();
  const wire = network.join();
  void network.connection.ask({ t: "ticket.take", service: "consultation" });
  wire.hear({ s: 1, t: "done", id: "request-1" });
  wire.drop(1006);
  network.pass(2_000);
  expect(network.join().kinds()).not.toContain("ticket.take");
});

test("W6 a command that was on its way when the page was reloaded goes out again", () => {
  const network = new FakeNetwork();
  const kept: IdentifiedCommand = { t: "ticket.take", service: "consultation", id: "request-of-before" };
  expect(network.requests([kept]).again()).toEqual([kept]);
});

test("W12 words that were said into a dropped connection go out again with their id", async () => {
  const network = started();
  const wire = network.join();
  const reply = network.connection.ask({ t: "say", to: "near", text: "안녕하세요" });
  wire.drop(1006);
  network.pass(2_000);
  const back = network.join();
  expect(back.sent).toContainEqual({ t: "say", to: "near", text: "안녕하세요", id: "request-1" });
  back.hear({ s: 1, t: "done", id: "request-1" });
  await expect(reply).resolves.toMatchObject({ t: "done" });
});

test("a way that was asked for into a dropped connection is not gone by itself later", async () => {
  const network = started();
  const wire = network.join();
  const reply = network.connection.ask({ t: "go", n: 1, kind: "counter", name: "one" });
  wire.drop(1006);
  await expect(reply).resolves.toEqual({ t: "lost" });
  network.pass(2_000);
  expect(network.join().kinds()).not.toContain("go");
});

test("a connection that has fallen silent is given up and made again", () => {
  const network = started();
  network.join();
  network.pass(25_000);
  expect(network.wires.length).toBeGreaterThan(1);
});

test("a page that stood still asks once more before it gives the connection up", () => {
  const network = started();
  const wire = network.join();
  network.pass(6_000);
  network.stall(60_000);
  network.pass(1);
  wire.hear({ t: "notice", code: "it had come long ago" });
  network.pass(4_000);
  expect(network.wires).toHaveLength(1);
  network.pass(40_000);
  expect(network.wires.length).toBeGreaterThan(1);
});

test("a page that stands still again and again does not take that for a silent line", () => {
  const network = started();
  const wire = network.join();
  for (let turn = 0; turn < 10; turn += 1) {
    network.pass(5_000);
    network.stall(14_000);
    network.pass(1);
    wire.hear({ t: "pong", c: 1, n: 1, ms: 0 });
  }
  expect(network.wires).toHaveLength(1);
});

test("a page that is woken asks before it gives the connection up", () => {
  const network = started();
  const wire = network.join();
  network.pass(1_500);
  network.stall(600_000);
  const before = wire.kinds().filter((kind) => kind === "ping").length;
  network.connection.wake();
  expect(wire.kinds().filter((kind) => kind === "ping")).toHaveLength(before + 1);
  expect(network.wires).toHaveLength(1);
});

test("a kind of a later version does no harm", () => {
  const network = started();
  const wire = network.join();
  wire.onmessage?.({ data: new Uint8Array([0xc1]).buffer });
  wire.hear({ t: "weather", sky: "clear" });
  expect(network.statuses.at(-1)).toEqual({ is: "open" });
});
