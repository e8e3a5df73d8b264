// Which office of the server this page is of, by its address: one that is alone is at `/`, one of several below `/o/<office>/`
// (SPEC O1). What is kept in the browser is kept apart for each. Pure, but for the one look at the address.
import { MEMORY_PREFIX } from "./model/memory";

const BELOW = /^\/o\/([a-z0-9-]+)(?=\/|$)/;
/** What an office that was alone is called among several: what its visitors' browsers keep stays theirs. */
const WAS_ALONE = "main";

/** Return under which path the office of this page is, without a slash at the end; nothing for one that is alone. */
export function officePathOf(pathname: string): string {
  return BELOW.exec(pathname)?.[0] ?? "";
}

/** Return under which prefix the browser keeps what belongs to the office of this page. */
export function memoryPrefixOf(pathname: string): string {
  const office = BELOW.exec(pathname)?.[1] ?? WAS_ALONE;
  return office === WAS_ALONE ? MEMORY_PREFIX : `madang/${office}.`;
}

const pathname = typeof location === "undefined" ? "/" : location.pathname;

export const OFFICE_PATH = officePathOf(pathname);
export const OFFICE_MEMORY_PREFIX = memoryPrefixOf(pathname);
