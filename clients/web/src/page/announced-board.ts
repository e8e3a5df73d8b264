// What the gate knows of an office before anybody comes in, as `/api/board` tells it (SPEC O7). Pure: reads what came, trusts its shape only as far as it looks.

import { isMap } from "../model/memory";
import type { Announcement, ServiceLine } from "../protocol/generated";

export interface GateBoard {
  readonly zone: string;
  readonly announcements: readonly Announcement[];
  readonly services: ReadonlyMap<string, ServiceLine>;
  /** While none of the services is open: the one that opens first. */
  readonly closed: ServiceLine | null;
}

/** Return the board, or null when `told` is none. */
export function boardOf(told: unknown): GateBoard | null {
  if (!isMap(told) || !Array.isArray(told.services) || !Array.isArray(told.announcements)) return null;
  const services = told.services.filter(isMap) as unknown as ServiceLine[];
  return {
    zone: typeof told.zone === "string" ? told.zone : "",
    announcements: told.announcements.filter(isMap) as unknown as Announcement[],
    services: new Map(services.map((service) => [service.id, service])),
    closed: services.some(({ open = true }) => open) ? null : (firstToOpen(services) ?? null),
  };
}

function firstToOpen(services: readonly ServiceLine[]): ServiceLine | undefined {
  const ranked = [...services];
  ranked.sort((one, other) => (one.opens ?? Number.POSITIVE_INFINITY) - (other.opens ?? Number.POSITIVE_INFINITY));
  return ranked[0];
}
