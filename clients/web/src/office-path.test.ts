import { expect, test } from "vitest";
import { memoryPrefixOf, officePathOf } from "./office-path";

test.each([
  ["/", "", "madang."],
  ["/officer", "", "madang."],
  ["/o/jongno/", "/o/jongno", "madang/jongno."],
  ["/o/jongno/officer", "/o/jongno", "madang/jongno."],
  ["/o/main/", "/o/main", "madang."],
  ["/other/jongno/", "", "madang."],
])("O1: the page at %s is of the office below '%s', and keeps its things under %s", (pathname, path, prefix) => {
  expect([officePathOf(pathname), memoryPrefixOf(pathname)]).toEqual([path, prefix]);
});
