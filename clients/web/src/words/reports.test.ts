// What is said of reports is true in every case in which it is shown.
import { expect, test } from "vitest";
import { english, korean } from "./sources.testing";

function said(key: string): string[] {
  return [english, korean].map((source) => new RegExp(`^${key} = (.*)$`, "m").exec(source)?.[1] ?? "");
}

test("a report without lines says how long they are kept, and not that nothing was said (SPEC O28)", () => {
  const [inEnglish, inKorean] = said("reports-no-lines");
  expect(inEnglish).toMatch(/^The office has no words.*ten minutes.*restart/);
  expect(inKorean).toMatch(/남아 있지 않습니다.*10분.*다시 시작/);
});

test("who cannot report now is told so in words that fit both limits: of their own, and of the office (SPEC O28)", () => {
  const [inEnglish, inKorean] = said("others-limit");
  expect(inEnglish).toMatch(/^Too many reports are still/);
  expect(inEnglish).not.toMatch(/five|your/i);
  expect(inKorean).toMatch(/신고가 많아요/);
  expect(inKorean).not.toMatch(/\d|내 신고/);
});
