// Asks the server about accounts, with the officer's own sign-in. Knows addresses and codes, no words.
import { isMap } from "../../model/memory";
import { OFFICE_PATH } from "../../office-path";
import type { App } from "../context";

export type Told = Readonly<Record<string, unknown>>;

/** What came of it; `no` is a code of the server, or `lost` when nothing came. `seconds`: after which it may be tried again. */
export type Reply = { readonly told: Told } | { readonly no: string; readonly seconds: number };

/** Get what is at an address, or send `body` there; null: with nothing in it. */
export async function request({ identity }: App, path: string, body?: unknown): Promise<Reply> {
  const headers = { Authorization: `Bearer ${identity.token() ?? ""}`, "Content-Type": "application/json" };
  const sent = body === undefined ? {} : { method: "POST", ...(body !== null && { body: JSON.stringify(body) }) };
  try {
    const response = await fetch(`${OFFICE_PATH}${path}`, { headers, cache: "no-store", ...sent });
    const told: unknown = await response.json();
    if (!isMap(told)) return { no: "lost", seconds: 0 };
    if (response.ok) return { told };
    const waitMs = typeof told.retry_ms === "number" ? told.retry_ms : 0;
    return { no: typeof told.code === "string" ? told.code : "lost", seconds: Math.ceil(waitMs / 1_000) };
  } catch {
    return { no: "lost", seconds: 0 };
  }
}
