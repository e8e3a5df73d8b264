import { describe, expect, it } from "vitest";
import { SuppliesAhead } from "./supplies";

/** A line on which every address is counted; `broken` ones fail the first time. */
function line(broken: readonly string[] = []) {
  const asked: string[] = [];
  const failing = new Set(broken);
  const fetch = async (address: string) => {
    asked.push(address);
    if (failing.delete(address)) throw new Error("no line");
    return { address };
  };
  const pictures = async (address: string) => (await fetch(address)) as unknown as HTMLImageElement;
  return { asked, supplies: new SuppliesAhead({ json: fetch, picture: pictures }, "http://office/") };
}

describe("supplies", () => {
  it("are asked for once, ahead, and handed over by whatever spelling of the address", async () => {
    const { asked, supplies } = line();
    supplies.stock({ jsons: ["/places/hall/place.tmj"], pictures: [] });
    expect(await supplies.json("http://office/places/hall/place.tmj")).toEqual({
      address: "http://office/places/hall/place.tmj",
    });
    expect(asked).toEqual(["http://office/places/hall/place.tmj"]);
  });

  it("that the page brought along are not asked for, until they are wanted once more", async () => {
    const { asked, supplies } = line();
    supplies.know({ "/api/site": { official: true } });
    supplies.stock({ jsons: ["/api/site"], pictures: [] });
    expect(await supplies.json("/api/site")).toEqual({ official: true });
    expect(asked).toEqual([]);
    await supplies.json("/api/site");
    expect(asked).toEqual(["http://office/api/site"]);
  });

  it("are not asked for twice ahead, whether they are under way or taken", async () => {
    const { asked, supplies } = line();
    supplies.stock({ jsons: [], pictures: ["/a.webp"] });
    supplies.stock({ jsons: [], pictures: ["/a.webp"] });
    await supplies.picture("/a.webp");
    supplies.stock({ jsons: [], pictures: ["/a.webp"] });
    expect(asked).toEqual(["http://office/a.webp"]);
  });

  it("are fetched anew by the second who asks: they may have changed", async () => {
    const { asked, supplies } = line();
    supplies.stock({ jsons: ["/map"], pictures: [] });
    await supplies.json("/map");
    await supplies.json("/map");
    expect(asked).toEqual(["http://office/map", "http://office/map"]);
  });

  it("that could not be had ahead are asked for again when they are needed", async () => {
    const { asked, supplies } = line(["http://office/map"]);
    supplies.stock({ jsons: ["/map"], pictures: [] });
    expect(await supplies.json("/map")).toEqual({ address: "http://office/map" });
    expect(asked).toHaveLength(2);
  });
});
