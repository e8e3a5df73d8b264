import { expect, test } from "vitest";
import type { CaseView } from "../protocol/generated";
import { askedOf, Drafts } from "./drafts";
import { Memory, pageStore, type Store } from "./memory";

type KeepReply = number | "stale" | null;

/** An office whose replies the test gives, one after the other. */
class FakeOffice {
  readonly asked: { values: Record<string, unknown>; rev: number }[] = [];
  private readonly waiting: ((reply: KeepReply) => void)[] = [];
  private readonly timers: (() => void)[] = [];

  readonly powers = {
    keep: (_: string, values: object, rev: number) => {
      this.asked.push({ values: { ...values }, rev });
      return new Promise<KeepReply>((settle) => this.waiting.push(settle));
    },
    later: (run: () => void) => {
      this.timers.push(run);
      return () => void this.timers.splice(this.timers.indexOf(run), 1);
    },
  };

  /** The typing rests: all timers run out. */
  rest(): void {
    for (const run of this.timers.splice(0)) run();
  }

  async reply(reply: KeepReply): Promise<void> {
    this.waiting.shift()?.(reply);
    await Promise.resolve();
    await Promise.resolve();
  }
}

function view(part: Partial<CaseView> = {}): CaseView {
  return { id: "k1", number: "1", service: "copy", state: "draft", rev: 3, fields: { name: "홍" }, ...part };
}

function desk(store: Store = pageStore()): { office: FakeOffice; drafts: Drafts } {
  const office = new FakeOffice();
  return { office, drafts: new Drafts(new Memory(store), office.powers) };
}

test("C3 what is typed is on this device at once and at the office when the typing rests", async () => {
  const { office, drafts } = desk();
  const draft = drafts.of(view());
  drafts.type("k1", "name", "홍길");
  drafts.type("k1", "name", "홍길동");
  expect(draft.value.state).toBe("here");
  office.rest();
  expect(office.asked).toEqual([{ values: { name: "홍길동" }, rev: 3 }]);
  await office.reply(4);
  expect(draft.value).toMatchObject({ state: "saved", rev: 4 });
});

test("C3 what is typed while the office answers is sent with the revision that it gave", async () => {
  const { office, drafts } = desk();
  const draft = drafts.of(view());
  drafts.type("k1", "name", "홍길");
  office.rest();
  drafts.type("k1", "name", "홍길동");
  await office.reply(4);
  expect(draft.value).toMatchObject({ state: "here", values: { name: "홍길동" } });
  office.rest();
  expect(office.asked.at(-1)).toEqual({ values: { name: "홍길동" }, rev: 4 });
});

test("nothing typed is lost when the page is closed before the office had it", () => {
  const store = pageStore();
  const before = desk(store);
  before.drafts.of(view());
  before.drafts.type("k1", "name", "홍길동");
  const after = desk(store);
  expect(after.drafts.of(view()).value).toMatchObject({ state: "here", values: { name: "홍길동" } });
  after.office.rest();
  expect(after.office.asked).toEqual([{ values: { name: "홍길동" }, rev: 3 }]);
});

test("a draft that could not be kept is sent again when the line is back", async () => {
  const { office, drafts } = desk();
  drafts.of(view());
  drafts.type("k1", "name", "홍길동");
  office.rest();
  await office.reply(null);
  drafts.flush();
  expect(office.asked).toHaveLength(2);
});

test("C3 two devices: both texts are kept until the person chooses", async () => {
  const { office, drafts } = desk();
  const draft = drafts.of(view());
  drafts.type("k1", "name", "여기");
  office.rest();
  await office.reply("stale");
  const newer = view({ rev: 9, fields: { name: "거기" } });
  drafts.reconcile(newer);
  expect(draft.value).toMatchObject({ state: "clash", values: { name: "여기" } });
  drafts.resolve(newer, "mine");
  office.rest();
  expect(office.asked.at(-1)).toEqual({ values: { name: "여기" }, rev: 9 });
});

test("C3 what is typed while a save is under way waits for its answer: one device does not clash with itself", async () => {
  const { office, drafts } = desk();
  const draft = drafts.of(view());
  drafts.type("k1", "name", "홍길");
  office.rest();
  drafts.type("k1", "name", "홍길동");
  office.rest();
  drafts.flush();
  expect(office.asked).toHaveLength(1);
  await office.reply(4);
  office.rest();
  expect(office.asked.at(-1)).toEqual({ values: { name: "홍길동" }, rev: 4 });
  await office.reply(5);
  expect(draft.value.state).toBe("saved");
});

test("C3 own words whose answer was lost are built on", async () => {
  const { office, drafts } = desk();
  const draft = drafts.of(view());
  drafts.type("k1", "name", "홍길");
  office.rest();
  await office.reply(null);
  drafts.type("k1", "name", "홍길동");
  drafts.reconcile(view({ rev: 4, fields: { name: "홍길" } }));
  expect(draft.value.state).toBe("here");
  office.rest();
  expect(office.asked.at(-1)).toEqual({ values: { name: "홍길동" }, rev: 4 });
});

test.each(["before", "after"])(
  "C3 own words are told from another device's when they come %s the rejection",
  async (order) => {
    const { office, drafts } = desk();
    const draft = drafts.of(view());
    const own = view({ rev: 4, fields: { name: "홍길" } });
    drafts.type("k1", "name", "홍길");
    office.rest();
    await office.reply(null);
    drafts.type("k1", "name", "홍길동");
    office.rest();
    if (order === "before") drafts.reconcile(own);
    await office.reply("stale");
    if (order === "after") drafts.reconcile(own);
    expect(draft.value).toMatchObject({ state: "here", rev: 4, values: { name: "홍길동" } });
    office.rest();
    expect(office.asked.at(-1)).toEqual({ values: { name: "홍길동" }, rev: 4 });
  },
);

test("C3 own words whose answer was lost are known again when the page is loaded anew", () => {
  const store = pageStore();
  const before = desk(store);
  before.drafts.of(view());
  before.drafts.type("k1", "name", "홍길");
  before.office.rest();
  before.drafts.type("k1", "name", "홍길동");
  const after = desk(store).drafts.of(view({ rev: 4, fields: { name: "홍길" } }));
  expect(after.value).toMatchObject({ state: "here", rev: 4, values: { name: "홍길동" } });
});

test("a draft that nobody has touched here follows the other device", () => {
  const { drafts } = desk();
  const draft = drafts.of(view());
  drafts.reconcile(view({ rev: 4, fields: { name: "거기" } }));
  expect(draft.value).toMatchObject({ state: "saved", values: { name: "거기" } });
});

test("a form that was handed in is forgotten by this device", () => {
  const store = pageStore();
  const { drafts } = desk(store);
  drafts.of(view());
  drafts.type("k1", "name", "홍길동");
  drafts.handedIn("k1");
  expect(desk(store).drafts.of(view()).value.values).toEqual({ name: "홍" });
});

test("a browser that denies storage keeps the text as long as the page", () => {
  const full: Store = {
    getItem: () => null,
    removeItem: () => undefined,
    setItem: () => {
      throw new Error("full");
    },
  };
  const memory = new Memory(full);
  memory.save("draft.k1", { rev: 1 });
  expect(memory.load("draft.k1", null, (value): value is object | null => true)).toEqual({ rev: 1 });
});

test("C3 what the form no longer asks is not sent, and without a form all is", () => {
  const form = { properties: { name: {} } };
  expect(askedOf(form, { name: "Kim", before: "x" })).toEqual({ name: "Kim" });
  expect(askedOf(null, { name: "Kim" })).toEqual({ name: "Kim" });
});
