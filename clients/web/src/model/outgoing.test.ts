import { expect, test } from "vitest";
import type { CommandReply } from "../net/requests";
import { Memory, pageStore } from "./memory";
import { Outgoing, type WordsDraft } from "./outgoing";

interface Asked {
  readonly text: string;
  readonly id: string;
  reply(reply: Partial<CommandReply>): void;
}

/** A tab with what it remembers, an office that is asked, and a clock. */
class Tab {
  readonly memory = new Memory(pageStore());
  readonly tabMemory = new Memory(pageStore());
  readonly asked: Asked[] = [];
  nowMs = 1_000_000;
  private ids = 0;
  outgoing = this.load();

  /** The page is loaded anew: what it remembers stays. */
  load(): Outgoing {
    const ask = (draft: WordsDraft, id: string) =>
      new Promise<CommandReply>((settle) =>
        this.asked.push({ text: draft.text, id, reply: (reply) => settle({ id, ...reply } as CommandReply) }),
      );
    const powers = { ask, newId: () => `id-${++this.ids}`, nowMs: () => this.nowMs, later: (run: () => void) => run() };
    this.outgoing = new Outgoing(powers, this.memory, this.tabMemory);
    return this.outgoing;
  }

  say(text: string): boolean {
    return this.outgoing.send("say", { t: "say", to: "near", text });
  }

  get last(): Asked {
    const asked = this.asked.at(-1);
    if (asked === undefined) throw new Error("nothing was asked");
    return asked;
  }

  async answer(reply: Partial<CommandReply>): Promise<void> {
    this.last.reply(reply);
    await new Promise((resume) => setTimeout(resume));
  }
}

test("W12 words go out one after another, in their order", async () => {
  const tab = new Tab();
  tab.say("하나");
  tab.say("둘");
  expect(tab.asked.map(({ text }) => text)).toEqual(["하나"]);
  await tab.answer({ t: "done" });
  expect(tab.asked.map(({ text }) => text)).toEqual(["하나", "둘"]);
  await tab.answer({ t: "done" });
  expect(tab.outgoing.lines.value).toEqual([]);
});

test("W12 after a reload the same words go out with the id that they had", () => {
  const tab = new Tab();
  tab.say("하나");
  const before = tab.last.id;
  tab.load();
  expect(tab.asked).toHaveLength(2);
  expect(tab.last).toMatchObject({ text: "하나", id: before });
});

test("W12 words that came too fast go out again by themselves, under a new id", async () => {
  const tab = new Tab();
  tab.say("하나");
  const before = tab.last.id;
  await tab.answer({ t: "rejected", code: "too_fast", retry_ms: 500 });
  expect(tab.last.text).toBe("하나");
  expect(tab.last.id).not.toBe(before);
});

test("words that cannot be said come back into their box, before what was typed meanwhile", async () => {
  const tab = new Tab();
  tab.say("하나");
  expect(tab.outgoing.box("say").value).toBe("");
  tab.outgoing.type("say", "둘");
  await tab.answer({ t: "rejected", code: "silent_area" });
  expect(tab.outgoing.box("say").value).toBe("하나\n둘");
  expect(tab.outgoing.fault("say").value).toMatchObject({ is: "no", why: { code: "silent_area" } });
});

test("W12 words that are older than the office remembers come back to their author", async () => {
  const tab = new Tab();
  tab.say("하나");
  tab.nowMs += 11 * 60_000;
  const again = tab.load();
  await new Promise((resume) => setTimeout(resume));
  expect(tab.asked).toHaveLength(1);
  expect(again.box("say").value).toBe("하나");
  expect(again.lines.value).toEqual([]);
});

test("no more is kept than has a bound", () => {
  const tab = new Tab();
  const taken = [...Array(40).keys()].map((n) => tab.say(`${n}`));
  expect(taken.filter(Boolean)).toHaveLength(32);
});
