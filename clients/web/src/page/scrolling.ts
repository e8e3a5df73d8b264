// A log shows its newest line, unless its reader has scrolled back to read. It scrolls itself only, never the page.
import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";

const NEAR_END_PX = 80;

/** What scrolls around the log of a talk where the screen is too low for both. */
const AROUND = ".panel-body, .is-easy";

/** Return the log's ref; `length` is how many lines it has. The end of one that is `live` is kept in sight by what is around it. */
export function useNewestLine(length: number, live = false): RefObject<HTMLDivElement | null> {
  const log = useRef<HTMLDivElement>(null);
  const shown = useRef(0);
  useEffect(() => {
    const element = log.current;
    if (element === null) return;
    const isFirst = shown.current === 0;
    const last = element.lastElementChild?.getBoundingClientRect().height ?? 0;
    if (isFirst || toEnd(element) - last < NEAR_END_PX) {
      element.scrollTop = element.scrollHeight;
      const around = live ? element.closest(AROUND) : null;
      if (around !== null) around.scrollTop = around.scrollHeight;
    }
    shown.current = length;
  }, [length, live]);
  useEffect(() => (log.current === null ? undefined : stayAtEnd(log.current)), []);
  return log;
}

/** When the log becomes lower (a keyboard comes up), its end stays where it was: in sight. */
function stayAtEnd(element: HTMLElement): () => void {
  let height = element.clientHeight;
  const growth = new ResizeObserver(() => {
    const lost = height - element.clientHeight;
    height = element.clientHeight;
    if (lost > 0 && toEnd(element) - lost < NEAR_END_PX) element.scrollTop = element.scrollHeight;
  });
  growth.observe(element);
  return () => growth.disconnect();
}

function toEnd(element: HTMLElement): number {
  return element.scrollHeight - element.scrollTop - element.clientHeight;
}
