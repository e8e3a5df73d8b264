import { expect, it } from "vitest";
import { darkness } from "../world/evening";
import { isLit } from "./theme";

it("knows the evening by the hall's own clock", () => {
  const hours = Array.from({ length: 96 }, (_, quarter) => quarter / 4);
  expect(hours.filter((hour) => isLit(hour))).toEqual(hours.filter((hour) => darkness(hour) >= 0.5));
});
