import { expect, test } from "vitest";
import { commandStore } from "./environment";
import { Memory, pageStore } from "./model/memory";

const LEAVE = { t: "ticket.leave", id: "request-1", ticket: "t1" };

test("commands without a reply survive a reload of the tab", () => {
  const memory = new Memory(pageStore());
  commandStore(memory).save([LEAVE as never]);
  expect(commandStore(memory).load()).toEqual([LEAVE]);
});

test("what a tab kept before an update is taken over, once", () => {
  const store = pageStore();
  store.setItem("madang.wishes", JSON.stringify({ at: Date.now(), wishes: [LEAVE] })); // decision 0017
  expect(commandStore(new Memory(store)).load()).toEqual([LEAVE]);
  expect(commandStore(new Memory(store)).load()).toEqual([]);
});
