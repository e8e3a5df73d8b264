// A log shows its newest line, unless its reader has scrolled back to read. It scrolls itself only, never the page.
import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";

const NEAR_END_PX = 80;

/** Return the log's ref; `length` is how many lines it has. */
export function useNewestLine(length: number): RefObject<HTMLDivElement | null> {
  const log = useRef<HTMLDivElement>(null);
  const shown = useRef(0);
  useEffect(() => {
    const element = log.current;
    if (element === null) return;
    const isFirst = shown.current === 0;
    const last = element.lastElementChild?.getBoundingClientRect().height ?? 0;
    const toEnd = element.scrollHeight - element.scrollTop - element.clientHeight;
    if (isFirst || toEnd - last < NEAR_END_PX) element.scrollTop = element.scrollHeight;
    shown.current = length;
  }, [length]);
  return log;
}
