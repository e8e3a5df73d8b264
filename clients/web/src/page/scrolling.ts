// A log shows its newest line, unless its reader has scrolled back to read. It scrolls itself and what is around a talk, never the page.
import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";

const NEAR_END_PX = 80;

/** What scrolls around the log of a talk where the screen is too low for both. */
const AROUND = ".panel-body, .is-easy, .desk";

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
      if (live) showTalk(element);
    }
    shown.current = length;
  }, [length, live]);
  useEffect(() => (log.current === null ? undefined : stayAtEnd(log.current)), []);
  useEffect(() => (log.current === null || !live ? undefined : stayInSight(log.current)), [live]);
  return log;
}

/** When the log becomes lower (a keyboard comes up) or its letters larger, its end stays where it was: in sight. */
function stayAtEnd(element: HTMLElement): () => void {
  let isAtEnd = true;
  let size = "";
  const scrolled = () => {
    const now = `${element.scrollHeight} ${element.clientHeight}`;
    if (now === size) isAtEnd = toEnd(element) < NEAR_END_PX; // otherwise it has changed under its reader, who scrolled nothing
    size = now;
  };
  const growth = new ResizeObserver(() => {
    if (isAtEnd) element.scrollTop = element.scrollHeight;
  });
  growth.observe(element);
  element.addEventListener("scroll", scrolled);
  return () => {
    growth.disconnect();
    element.removeEventListener("scroll", scrolled);
  };
}

/** Whoever comes to the box of a talk sees what they answer, also as the screen becomes lower. */
function stayInSight(log: HTMLElement): () => void {
  const around = log.closest<HTMLElement>(AROUND);
  const talk = log.parentElement;
  if (around === null || talk === null) return () => {};
  const show = () => showTalk(log);
  const size = new ResizeObserver(show);
  size.observe(around);
  // The box alone: whatever else is pressed in the talk must not move away under the finger.
  const come = ({ target }: FocusEvent) => target instanceof HTMLTextAreaElement && target.closest(".write") && show();
  talk.addEventListener("focusin", come);
  return () => {
    size.disconnect();
    talk.removeEventListener("focusin", come);
  };
}

/** Bring the end of a talk, its newest line and its box, to the lower end of what scrolls around it. */
function showTalk(log: HTMLElement): void {
  const around = log.closest<HTMLElement>(AROUND);
  const talk = log.parentElement;
  if (around === null || talk === null || isAtWork(around, talk)) return;
  const end = around.getBoundingClientRect().bottom - Number.parseFloat(getComputedStyle(around).paddingBottom);
  around.scrollTop += talk.getBoundingClientRect().bottom - end;
}

/** Whether somebody is busy elsewhere: at a desk wherever the focus is, in a panel in a field. */
function isAtWork(around: HTMLElement, talk: HTMLElement): boolean {
  const focus = document.activeElement;
  if (talk.contains(focus)) return false;
  return around.matches(".desk") || (around.contains(focus) && focus?.matches("input, select, textarea") === true);
}

function toEnd(element: HTMLElement): number {
  return element.scrollHeight - element.scrollTop - element.clientHeight;
}
