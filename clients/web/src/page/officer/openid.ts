// Goes to the provider of OpenID Connect and comes back (SPEC S31). What binds both is kept in this tab alone; knows addresses, no words.

import type { App } from "../context";
import { type Reply, request } from "../office-request";

const KEPT = "madang.openid";
const BYTES = 32;

/** With what the provider sent somebody back to this page; `null`: nobody comes from there. */
export function comesBack(search: string): { readonly state: string; readonly code: string } | null {
  const said = new URLSearchParams(search);
  const [state, code] = [said.get("state"), said.get("code") ?? ""];
  return state !== null && (code !== "" || said.has("error")) ? { state, code } : null;
}

/** Return a new secret of this tab, which is said again on the way back. */
export function bound(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(BYTES));
  const binding = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  try {
    sessionStorage.setItem(KEPT, binding);
  } catch {
    // Without storage nobody comes back: the office says that nothing was proven.
  }
  return binding;
}

/** Say to the office with what one came back; the address forgets it at once. */
export async function finish(app: App): Promise<Reply> {
  const back = comesBack(location.search);
  history.replaceState(null, "", location.pathname + location.hash);
  if (back === null || back.code === "") return { no: "not_proven", seconds: 0, said: {} };
  return request(app, "/api/officer/openid/finish", { ...back, binding: kept() });
}

/** Whether this office has a provider. */
export async function isSet(app: App): Promise<boolean> {
  const reply = await request(app, "/api/officer/openid");
  return "told" in reply && reply.told.openid === true;
}

function kept(): string {
  try {
    return sessionStorage.getItem(KEPT) ?? "";
  } catch {
    return "";
  } finally {
    forget();
  }
}

function forget(): void {
  try {
    sessionStorage.removeItem(KEPT);
  } catch {
    // There is no storage, so there is nothing to forget.
  }
}
