// How the servers stand, as `/api/cluster` tells supervisors (SPEC N19). Pure: reads what came and trusts none of it.
import { isMap } from "../../model/memory";
import type { Words } from "../../protocol/generated";
import { count, type Told, text } from "./told";

export interface ServerNode {
  readonly id: string;
  readonly address: string;
  readonly version: string;
  readonly offices: number;
  readonly people: number;
  readonly passedOn: number;
  readonly isDraining: boolean;
  /** At its own address; one that is not takes no office. */
  readonly isReached: boolean;
}

export interface ToldRoom {
  readonly room: string;
  readonly node: string;
  readonly people: number;
}

export interface OwnedOffice {
  readonly id: string;
  readonly title: Words | null;
  /** The node that has it; null when nobody has. */
  readonly node: string | null;
  readonly epoch: number;
  readonly leaseLeftS: number;
  readonly rooms: readonly ToldRoom[];
}

export interface Cluster {
  /** The nodes are known: Redis answers. */
  readonly isWhole: boolean;
  readonly nodes: readonly ServerNode[];
  readonly offices: readonly OwnedOffice[];
}

/** Return the cluster, or null when `told` is none. */
export function clusterOf(told: unknown): Cluster | null {
  if (!isMap(told) || !Array.isArray(told.nodes) || !Array.isArray(told.offices)) return null;
  return {
    isWhole: told.redis === "answers",
    nodes: told.nodes.filter(isMap).map(nodeOf),
    offices: told.offices.filter(isMap).map(officeOf),
  };
}

function nodeOf(told: Told): ServerNode {
  return {
    id: text(told.id),
    address: text(told.address),
    version: text(told.version),
    offices: count(told.offices),
    people: count(told.sessions),
    passedOn: count(told.passed_on),
    isDraining: told.draining === true,
    isReached: told.reached !== false,
  };
}

function officeOf(told: Told): OwnedOffice {
  const leaseLeftS = count(told.lease_left_s);
  const owner = text(told.node) || text(told.owner);
  return {
    id: text(told.id),
    title: isMap(told.title) ? { ko: text(told.title.ko), en: text(told.title.en) } : null,
    node: leaseLeftS > 0 && owner !== "" ? owner : null,
    epoch: count(told.epoch),
    leaseLeftS,
    rooms: (Array.isArray(told.rooms) ? told.rooms : []).filter(isMap).map(roomOf),
  };
}

function roomOf(told: Told): ToldRoom {
  return { room: text(told.room), node: text(told.node), people: count(told.people) };
}
