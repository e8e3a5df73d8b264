import { expect, test } from "vitest";
import { FakeNetwork, started } from "./fake-network.testing";

const SEAT = "b".repeat(22);
const ROOMS = { t: "see_other", path: "/n/b/rooms", seat: SEAT };

test("N21 a client that is sent on goes there at once, with its session and its seat, and the page shows nothing of it", () => {
  const network = started();
  const wire = network.join();
  wire.hear({ s: 1, t: "tickets", tickets: [] });
  const shown = network.statuses.length;
  wire.hear(ROOMS);
  expect(network.paths.at(-1)).toBe("/n/b/rooms");
  network.wire.onopen?.();
  expect(network.wire.sent).toEqual([
    {
      t: "hello",
      versions: [1],
      lang: "ko",
      name: "까치",
      session: "s-1",
      seen: 1,
      features: ["see_other"],
      seat: SEAT,
    },
  ]);
  network.join({ resumed: true });
  expect(network.statuses.slice(shown)).toEqual([{ is: "open" }]);
});

test("N21 what is asked on the way goes out when it is there, with its id", () => {
  const network = started();
  network.join().hear(ROOMS);
  void network.connection.ask({ t: "ticket.take", service: "echo" });
  network.join({ resumed: true });
  expect(network.wire.kinds()).toContain("ticket.take");
});

test("N21 a node that is gone, or says nothing, is not waited for: the ordinary address is tried at once, with a seat no more", () => {
  for (const fails of [
    (network: FakeNetwork) => network.wire.drop(1006),
    (network: FakeNetwork) => network.pass(4_000),
  ]) {
    const network = started();
    network.join().hear(ROOMS);
    fails(network);
    expect(network.paths.slice(-2)).toEqual(["/n/b/rooms", undefined]);
    network.wire.onopen?.();
    expect(network.wire.sent[0]).not.toHaveProperty("seat");
  }
});

test("N22 a seat that is over leads back to the ordinary address, at once", () => {
  const network = started();
  network.join().hear(ROOMS);
  network.wire.drop(4410);
  expect(network.paths.at(-1)).toBeUndefined();
});

test("N21 who is sent on again and again without a welcome asks to be served where they are", () => {
  const network = started();
  for (let times = 0; times < 5; times += 1) network.wire.hear(ROOMS);
  expect(network.paths.slice(-2)).toEqual(["/n/b/rooms", undefined]);
  network.wire.onopen?.();
  expect(network.wire.sent[0]).not.toHaveProperty("features");
  network.join();
  network.wire.drop(1006);
  network.pass(60_000);
  network.wire.onopen?.();
  expect(network.wire.sent[0]).toMatchObject({ features: ["see_other"] });
});

test("N21 a path that is no node's is not followed", () => {
  const network = started();
  network.join().hear({ ...ROOMS, path: "//elsewhere.example/ws" });
  expect(network.paths.at(-1)).toBeUndefined();
});

test("S6 who leaves while they are sent on has left: nothing comes back by itself", () => {
  const network = started();
  network.join().hear(ROOMS);
  network.connection.stop();
  network.pass(60_000);
  expect(network.paths.at(-1)).toBe("/n/b/rooms");
  expect(network.statuses.at(-1)).toEqual({ is: "off" });
});

test("N21 a server that sends on who has not offered to go is come back to after a while, not at once", () => {
  const network = started();
  for (let times = 0; times < 5; times += 1) network.wire.hear(ROOMS);
  const before = network.wires.length;
  network.wire.hear(ROOMS);
  expect(network.wires).toHaveLength(before);
  network.pass(60_000);
  expect(network.wires).toHaveLength(before + 1);
});

const NAMED = { ...ROOMS, host: "b.hall.example" };

test("N28 a client goes to the node by its name, with its seat and session and neither token nor sign-in", () => {
  const network = new FakeNetwork();
  network.connection.start(() => ({ lang: "ko", token: "t".repeat(22), officer: "o".repeat(22) }));
  network.join().hear(NAMED);
  expect([network.paths.at(-1), network.hosts.at(-1)]).toEqual(["/n/b/rooms", "b.hall.example"]);
  network.wire.onopen?.();
  expect(network.wire.sent).toEqual([
    {
      t: "hello",
      versions: [1],
      lang: "ko",
      session: "s-1",
      seen: 0,
      features: ["see_other"],
      seat: SEAT,
      token: null,
      officer: null,
    },
  ]);
  network.join({ resumed: true });
  network.wire.drop(1006);
  network.pass(60_000);
  network.wire.onopen?.();
  expect(network.hosts.at(-1)).toBeUndefined();
  expect(network.wire.sent[0]).toMatchObject({ officer: "o".repeat(22) });
});

test("N28 a name by which nobody answers: the node's path at the ordinary address, at once, and the name rests for ten minutes", () => {
  for (const fails of [
    (network: FakeNetwork) => network.wire.drop(1006),
    (network: FakeNetwork) => network.pass(4_000),
  ]) {
    const network = started();
    network.join().hear(NAMED);
    fails(network);
    expect([network.paths.at(-1), network.hosts.at(-1)]).toEqual(["/n/b/rooms", undefined]);
    network.wire.onopen?.();
    expect(network.wire.sent[0]).toMatchObject({ seat: SEAT });
    network.join({ resumed: true }).hear(NAMED);
    expect([network.paths.at(-1), network.hosts.at(-1)]).toEqual(["/n/b/rooms", undefined]);
    network.join({ resumed: true }).hear({ ...NAMED, path: "/n/c/ws", host: "c.hall.example" });
    expect(network.hosts.at(-1)).toBe("c.hall.example");
    network.join({ resumed: true });
    network.now += 600_000;
    network.wire.hear(NAMED);
    expect(network.hosts.at(-1)).toBe("b.hall.example");
  }
});

test("N28 a name that the page may not open a socket at is one by which nobody answers", () => {
  const network = started();
  network.forbidden = "b.hall.example";
  network.join().hear(NAMED);
  expect(network.paths.slice(-2)).toEqual(["/n/b/rooms", "/n/b/rooms"]);
  expect(network.hosts.slice(-2)).toEqual(["b.hall.example", undefined]);
});

test("N28 a node that answered by its name and would not take the seat does not rest, and is left for the ordinary address", () => {
  const network = started();
  network.join().hear(NAMED);
  network.wire.drop(4410);
  expect(network.paths.at(-1)).toBeUndefined();
  network.join({ resumed: true }).hear(NAMED);
  expect(network.hosts.at(-1)).toBe("b.hall.example");
});

test("N28 a path that leads nowhere either is left for the ordinary address", () => {
  const network = started();
  network.join().hear(NAMED);
  network.wire.drop(1006);
  network.wire.drop(1006);
  expect(network.paths.slice(-2)).toEqual(["/n/b/rooms", undefined]);
});

test("N28 a name that is no name of the path's node is not followed: its path is, at the ordinary address", () => {
  for (const host of ["a.hall.example", "b", "b.hall.example/ws?", "x@b.hall.example", "b.hall.example#"]) {
    const network = started();
    network.join().hear({ ...NAMED, host });
    expect([host, network.paths.at(-1), network.hosts.at(-1)]).toEqual([host, "/n/b/rooms", undefined]);
  }
  const network = started();
  network.join().hear({ ...NAMED, path: "/n/Seoul-1/ws", host: "seoul-1.hall.example:8443" });
  expect(network.hosts.at(-1)).toBe("seoul-1.hall.example:8443");
});
