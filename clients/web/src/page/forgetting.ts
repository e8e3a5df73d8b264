// Leaving for good: nothing of the visit to this office stays in the browser, for whoever uses the device next (SPEC S19). Knows storage alone.

import { OFFICE_MEMORY_PREFIX } from "../office-path";

/** What belongs to the device and not to who was here. */
const OF_THE_DEVICE = ["settings"];
/** A citizen of the same browser is not the officer who leaves. */
const OF_THE_CITIZEN = ["token"];

interface Stores {
  readonly localStorage: Storage;
  readonly sessionStorage: Storage;
}

/** Take everything of the visit out of the stores; a browser that denies them has kept nothing. */
export function forgetVisit(browser: Stores, isOfficer: boolean): void {
  const stays = isOfficer ? [...OF_THE_DEVICE, ...OF_THE_CITIZEN] : OF_THE_DEVICE;
  try {
    clear(browser.localStorage, stays);
    clear(browser.sessionStorage, []);
  } catch {
    // denied
  }
}

function clear(store: Storage, stays: readonly string[]): void {
  const keys = Array.from({ length: store.length }, (_, at) => store.key(at) ?? "");
  const gone = keys.filter(
    (key) => key.startsWith(OFFICE_MEMORY_PREFIX) && !stays.includes(key.slice(OFFICE_MEMORY_PREFIX.length)),
  );
  for (const key of gone) store.removeItem(key);
}
