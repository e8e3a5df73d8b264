import { describe, expect, it } from "vitest";
import { clusterOf } from "./cluster";

const NODE = {
  id: "a",
  address: "http://10.0.0.1:8080",
  boot: "b",
  pid: 7,
  host: "h",
  version: "0.1.0",
  since: 1,
  offices: 2,
  sessions: 61,
  passed_on: 20,
  draining: true,
  reached: false,
};
const ROOM = { room: "city_hall-2", place: "city_hall", node: "b", people: 12 };
const OFFICE = {
  id: "mapo",
  node: "a",
  owner: "7 on h",
  address: "",
  epoch: 3,
  since: 1,
  lease_left_s: 4.1,
  rooms: [ROOM],
};

describe("N19: how the servers stand", () => {
  it("names nodes and who has which office", () => {
    const title = { ko: "마포", en: "Mapo" };
    const cluster = clusterOf({ redis: "answers", nodes: [NODE], offices: [{ ...OFFICE, title }] });
    expect(cluster?.isWhole).toBe(true);
    expect(cluster?.nodes).toEqual([
      {
        id: "a",
        address: "http://10.0.0.1:8080",
        version: "0.1.0",
        offices: 2,
        people: 61,
        passedOn: 20,
        isDraining: true,
        isReached: false,
      },
    ]);
    expect(cluster?.offices).toEqual([
      {
        id: "mapo",
        title,
        node: "a",
        epoch: 3,
        leaseLeftS: 4.1,
        rooms: [{ room: "city_hall-2", node: "b", people: 12 }],
      },
    ]);
  });

  it("says nobody of an office whose lease is over, and the process where no node is known", () => {
    const offices = [
      { ...OFFICE, lease_left_s: 0 },
      { ...OFFICE, node: null },
    ];
    const cluster = clusterOf({ redis: "ConnectionError", nodes: [], offices });
    expect(cluster?.isWhole).toBe(false);
    expect(cluster?.offices.map((office) => office.node)).toEqual([null, "7 on h"]);
  });

  it.each([null, "x", {}, { nodes: [], offices: 3 }, { nodes: 1, offices: [] }])("is none in %j", (told) => {
    expect(clusterOf(told)).toBeNull();
  });

  it("reads of a broken node what there is", () => {
    const cluster = clusterOf({ nodes: [{ id: 4, sessions: "many" }, 7], offices: [null] });
    expect(cluster?.nodes.map(({ id, people }) => [id, people])).toEqual([["", 0]]);
    expect(cluster?.offices).toEqual([]);
  });
});
