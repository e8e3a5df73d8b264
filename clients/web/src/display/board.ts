// What the board of an office tells a display (SPEC O7), and what of it is newly called. Pure: no element, no clock, no network.
import type { Announcement, ServiceLine, Words } from "../protocol/generated";

export interface AtCounter {
  readonly number: string;
  readonly service: string;
  readonly counter: Words | null;
}

export interface Call extends AtCounter {
  readonly calls: number;
}

export interface BoardService extends ServiceLine {
  readonly next: readonly string[];
}

export interface Board {
  readonly name: Words;
  readonly languages: readonly Language[];
  readonly zone: string;
  readonly called: readonly Call[];
  readonly served: readonly AtCounter[];
  readonly services: readonly BoardService[];
  readonly announcements: readonly Announcement[];
}

export type Language = "ko" | "en";

/** Return the board with what is about these services alone; null: about all. */
export function limited(board: Board, services: ReadonlySet<string> | null): Board {
  if (services === null) return board;
  const isShown = ({ service }: { service?: string | null | undefined }) => service == null || services.has(service);
  return {
    ...board,
    called: board.called.filter(isShown),
    served: board.served.filter(isShown),
    services: board.services.filter(({ id }) => services.has(id)),
    announcements: board.announcements.filter(isShown),
  };
}

/** Tells which calls are new: each call, and each recall, once. Those that stood on the first board are none. */
export class NewCalls {
  private known: ReadonlySet<string> | null = null;

  /** Return the calls of the board that were not on those before, the oldest first. */
  of(board: Board): Call[] {
    const { known } = this;
    this.known = new Set(board.called.map(keyOf));
    return known === null ? [] : board.called.filter((call) => !known.has(keyOf(call))).reverse();
  }
}

export function keyOf({ number, service, calls }: Call): string {
  return `${service}/${number}/${calls}`;
}

/** Return in which languages the display speaks: those asked for that the office serves, else all that it serves. */
export function languagesOf(asked: string | null, served: readonly Language[]): readonly Language[] {
  const wanted = served.filter((language) => asked === language);
  return wanted.length > 0 ? wanted : served;
}

/** Return the services that `?services=a,b` names; null: all. */
export function servicesOf(asked: string | null): ReadonlySet<string> | null {
  const named = (asked ?? "").split(",").map((name) => name.trim());
  const services = new Set(named.filter((name) => name !== ""));
  return services.size === 0 ? null : services;
}
