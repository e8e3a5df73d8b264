// Asks the office over HTTP, as whoever this page is to it. Knows addresses and codes, no words.
import { isMap } from "../model/memory";
import { OFFICE_PATH } from "../office-path";
import type { App } from "./context";

/** What a server told as JSON; none of it is trusted. */
export type Told = Readonly<Record<string, unknown>>;

/** It was not done. `no`: a code of the server, or `lost` when nothing came; `said`: what came with it. */
export interface NotDone {
  readonly no: string;
  /** After which it may be tried again. */
  readonly seconds: number;
  readonly said: Told;
}

export type Reply = { readonly told: Told } | NotDone;

const LOST: NotDone = { no: "lost", seconds: 0, said: {} };

/** Get what is at an address, or send `body` there; null: with nothing in it. */
export async function request(
  { identity }: Pick<App, "identity">,
  path: string,
  body?: unknown,
  method: "POST" | "PUT" | "DELETE" = "POST",
): Promise<Reply> {
  const headers = { Authorization: `Bearer ${identity.token() ?? ""}`, "Content-Type": "application/json" };
  const sent = body === undefined ? {} : { method, ...(body !== null && { body: JSON.stringify(body) }) };
  try {
    const response = await fetch(`${OFFICE_PATH}${path}`, { headers, cache: "no-store", ...sent });
    const told: unknown = response.status === 204 ? {} : await response.json();
    if (!isMap(told)) return LOST;
    if (response.ok) return { told };
    const waitMs = typeof told.retry_ms === "number" ? told.retry_ms : 0;
    return { no: typeof told.code === "string" ? told.code : "lost", seconds: Math.ceil(waitMs / 1_000), said: told };
  } catch {
    return LOST;
  }
}
