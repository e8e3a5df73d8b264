import { describe, expect, it } from "vitest";
import { headerName, replyOf } from "./file-transfer";

describe("C24: what an answer means for a file", () => {
  it("names too many at once as what it is, and is tried again", () => {
    expect(replyOf(429, '{"code": "too_fast", "retry_ms": 700}')).toEqual({ is: "later", code: "too_fast", ms: 700 });
    expect(replyOf(503, '{"code": "storage"}')).toEqual({ is: "later", code: "storage", ms: null });
    expect(replyOf(0, "")).toEqual({ is: "later", code: "offline", ms: null });
  });

  it("sends the end of a name in whole letters", () => {
    const name = headerName(`${"😀".repeat(200)}.jpg`);
    expect(name).toBe(`${"😀".repeat(146)}.jpg`);
    expect(() => encodeURIComponent(headerName("\ud83d.jpg"))).not.toThrow();
  });
});
