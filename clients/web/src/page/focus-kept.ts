// The keyboard's focus is never left nowhere: when what had it is gone, it goes to what stands in its place, else to the nearest thing
// before it. Whoever knows a better place (focus.ts) is asked first. Knows elements, no screen.
import { lendFocus } from "./focus";

/** Where an element stood: its ancestors from the nearest on, each with the place of the child that led to it. */
type Trail = readonly { readonly parent: Element; readonly at: number }[];

const TAKES_FOCUS = "a[href], button, input, select, textarea, summary, [tabindex]";

let trail: Trail = [];
let hadIt: Element | null = null;
let isDue = false;

function trailOf(element: Element): Trail {
  const steps: { parent: Element; at: number }[] = [];
  for (let child = element; child.parentElement !== null; child = child.parentElement)
    steps.push({ parent: child.parentElement, at: [...child.parentElement.children].indexOf(child) });
  return steps;
}

/** Return what may take the focus in or at this element, the first of it. */
function stopIn(element: Element | undefined): HTMLElement | undefined {
  if (element === undefined || !element.checkVisibility()) return undefined;
  if (element.matches(TAKES_FOCUS)) return element as HTMLElement;
  return [...element.querySelectorAll<HTMLElement>(TAKES_FOCUS)].find((one) => one.checkVisibility());
}

function nextStop(): HTMLElement | undefined {
  for (const { parent, at } of trail) {
    if (!parent.isConnected) continue;
    const { children } = parent;
    const found = stopIn(children[at]) ?? stopIn(children[at - 1]) ?? stopIn(parent);
    if (found !== undefined) return found;
  }
  return document.querySelector<HTMLElement>("#main, #enter") ?? undefined;
}

const isLost = (): boolean => trail.length > 0 && document.activeElement === document.body && !hadIt?.isConnected;

/** After the frame in which it was lost, and after all that this frame's changes have asked for. */
function keep(): void {
  if (isDue || !isLost()) return;
  isDue = true;
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(settle)));
}

function settle(): void {
  isDue = false;
  const next = isLost() ? nextStop() : undefined;
  if (next !== undefined) lendFocus(next);
}

function follow({ target }: FocusEvent): void {
  if (!(target instanceof Element)) return;
  hadIt = target;
  trail = trailOf(target);
}

/** Somebody has left it for nothing, by a press on the ground: that is theirs to choose. */
function leave({ target, relatedTarget }: FocusEvent): void {
  queueMicrotask(() => {
    if (relatedTarget === null && target instanceof Element && target.isConnected && document.hasFocus()) trail = [];
  });
}

/** Begin to keep it, for as long as the page lives. */
export function keepFocus(): void {
  document.addEventListener("focusin", follow);
  document.addEventListener("focusout", leave);
  new MutationObserver(keep).observe(document.body, { childList: true, subtree: true });
  const now = document.activeElement;
  if (now === null || now === document.body) return;
  hadIt = now;
  trail = trailOf(now);
}
