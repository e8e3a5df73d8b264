import type { Texture } from "pixi.js";
import { describe, expect, test } from "vitest";
import { CardStore } from "./card-store";
import type { Card } from "./cards";

/** A store whose cards are counted: drawn, and given back to the graphics card. */
function counted() {
  const [drawn, freed]: [string[], unknown[]] = [[], []];
  const store = new CardStore((texture) => freed.push(texture));
  const take = (key: string) =>
    store.take(key, (): Card => {
      drawn.push(key);
      return { texture: {} as Texture, width: 1, height: 1 };
    });
  return { store, take, drawn, freed };
}

describe("cards", () => {
  test("that say the same are drawn once and share a texture", () => {
    const { take, drawn } = counted();
    expect(take("and 2 more").card).toBe(take("and 2 more").card);
    expect(drawn).toEqual(["and 2 more"]);
  });

  test("that nobody shows any more are kept for who shows them next", () => {
    const { store, take, drawn, freed } = counted();
    store.giveBack(take("and 2 more").key);
    take("and 2 more");
    expect([drawn.length, freed.length]).toEqual([1, 0]);
  });

  test("are bounded: of those that nobody shows the oldest go, those that are shown stay", () => {
    const { store, take, drawn, freed } = counted();
    take("shown");
    for (let count = 0; count < 500; count += 1) store.giveBack(take(`and ${count} more`).key);
    expect(store.size).toBeLessThan(60);
    expect(freed.length + store.size).toBe(501);
    take("and 499 more");
    take("shown");
    expect(drawn).toHaveLength(501);
  });

  test("are drawn anew in a new edition, and the old ones go when nobody shows them", () => {
    const { store, take, drawn, freed } = counted();
    const old = take("name");
    store.renew();
    const next = take("name");
    expect(next.card).not.toBe(old.card);
    store.giveBack(old.key);
    expect(freed).toEqual([old.card.texture]);
    expect(drawn).toEqual(["name", "name"]);
  });
});
