import { describe, expect, it } from "vitest";
import { type CannedReply, cannedRepliesOf, filled, languagesOf } from "./canned-reply";

const REPLY: CannedReply = { id: "a", service: null, ko: "{이름} 님, 안녕하세요", en: "Hello {name}" };

describe("C40: what officers write often", () => {
  it("is read from what came, and trusts none of it", () => {
    expect(cannedRepliesOf({ replies: [{ ...REPLY, order: 1 }, 3], supervises: true })).toEqual({
      replies: [REPLY],
      supervises: true,
    });
    for (const none of [null, [], {}, { replies: {} }]) expect(cannedRepliesOf(none)).toBeNull();
    expect(cannedRepliesOf({ replies: [{}], supervises: "yes" })).toEqual({
      replies: [{ id: "", service: null, ko: "", en: "" }],
      supervises: false,
    });
  });

  it("is filled in by Korean and English words", () => {
    const known = { name: "$& Kim", number: "C-012", counter: "상담 1", officer: "한소라" };
    expect(filled("{이름} {번호} {창구} {담당자}", known)).toBe("$& Kim C-012 상담 1 한소라");
    expect(filled("{name} {number} {counter} {officer}", known)).toBe("$& Kim C-012 상담 1 한소라");
  });

  it("keeps what nobody knows, and other braces", () => {
    expect(filled("{name} {number} {price} {constructor}", { name: "Kim" })).toBe("Kim {number} {price} {constructor}");
  });

  it("offers the reader's language first, and none that is not there", () => {
    expect([languagesOf(REPLY, "en"), languagesOf(REPLY, "ko"), languagesOf({ ...REPLY, en: "" }, "en")]).toEqual([
      ["en", "ko"],
      ["ko", "en"],
      ["ko"],
    ]);
  });
});
