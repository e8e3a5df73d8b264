import { describe, expect, it } from "vitest";
import { auditPageOf, auditQuery, EVERYTHING } from "./audit-log";

const ROW = {
  number: 7,
  at: 1_767_315_600,
  actor: "officer:han",
  kind: "case-taken-on",
  subject: "case:k1",
  hash: "ab",
  details: { before: "", services: ["echo", "copy"], supervisor: false, number: 3, source: "192.0.2.7" },
};

describe("A6: the page of the audit log", () => {
  it("reads rows, names, officers and what was found of the chain", () => {
    const page = auditPageOf({
      rows: [ROW],
      more: true,
      names: { "officer:han": "Han", "case:k1": "2026-000001" },
      officers: { "officer:lee": "Lee", "officer:han": "Han" },
      checked: { at: 5, rows: 7, number: 7, head: "ab" },
    });
    expect(page?.rows).toEqual([
      {
        number: 7,
        at: 1_767_315_600,
        actor: "officer:han",
        kind: "case-taken-on",
        subject: "case:k1",
        details: [
          { name: "services", value: "echo, copy" },
          { name: "source", value: "192.0.2.7" },
        ],
      },
    ]);
    expect([page?.hasMore, page?.names.get("case:k1")]).toEqual([true, "2026-000001"]);
    expect(page?.officers).toEqual([
      ["officer:han", "Han"],
      ["officer:lee", "Lee"],
    ]);
    expect(page?.checked).toEqual({ at: 5, rows: 7, fault: null });
  });

  it("says where a chain is broken, and that none was checked yet", () => {
    const checked = { at: 5, rows: 1, number: 1, head: "ab", fault: { number: 2, what: "changed" } };
    expect(auditPageOf({ rows: [], checked })?.checked?.fault).toEqual({ number: 2, what: "changed" });
    expect(auditPageOf({ rows: [], checked: null })?.checked).toBeNull();
  });

  it.each([null, "x", {}, { rows: 3 }])("is none in %j", (told) => {
    expect(auditPageOf(told)).toBeNull();
  });

  it("reads of a broken answer what there is", () => {
    const page = auditPageOf({ rows: [{ number: "x", details: 3 }, 4], names: 1, officers: { a: 1 }, checked: 3 });
    expect(page?.rows).toEqual([{ number: 0, at: 0, actor: "", kind: "", subject: "", details: [] }]);
    expect([page?.names.size, page?.officers, page?.checked]).toEqual([0, [["a", ""]], null]);
  });

  it("asks for what was chosen alone", () => {
    expect(auditQuery(EVERYTHING, null)).toBe("");
    expect(auditQuery({ ...EVERYTHING, kind: "sign-in", subject: " 김 " }, 40)).toBe(
      `kind=sign-in&subject=${encodeURIComponent("김")}&before=40`,
    );
  });
});
