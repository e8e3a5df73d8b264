// Where the keyboard's focus goes by itself: to what comes next, when what had it is gone; never away from one who writes.
// Knows elements, no screen.
import { useEffect } from "preact/hooks";

const WRITES = "textarea, select, input:not([type=radio], [type=checkbox], [type=button], [type=submit])";

/** Whether the person is in the middle of an answer or a line. */
export function isWriting(): boolean {
  return document.activeElement?.matches(WRITES) === true;
}

let lent: Element | null = null;

/** Give the focus to what stands nearest, until somebody knows better or the person goes on from there. */
export function lendFocus(element: HTMLElement): void {
  element.focus();
  lent = element;
  for (const begins of ["keydown", "pointerdown"])
    document.addEventListener(begins, () => (lent = null), { once: true, capture: true });
}

/** Whether nothing has the focus, or has it until somebody knows better: what had it is gone. */
export function isFocusLost(): boolean {
  const { activeElement } = document;
  return activeElement === null || activeElement === document.body || activeElement === lent;
}

/** Each time `step` has changed and nothing has the focus, give it to the first of these that is there. */
export function useFocusOnward(step: string, selectors: readonly string[]): void {
  useEffect(() => {
    if (!isFocusLost()) return;
    const found = selectors
      .map((selector) => document.querySelector<HTMLElement>(selector))
      .find((one) => one !== null);
    found?.focus();
  }, [step]);
}

/** While `call` stands and has not been visited, it is the next stop: Tab leads to `selector` from wherever the focus is. */
export function useNextStop(call: string | null, selector: string): void {
  useEffect(() => {
    if (call === null) return undefined;
    const lead = (event: KeyboardEvent) => {
      if (event.key !== "Tab" || event.shiftKey || event.isComposing) return;
      document.removeEventListener("keydown", lead);
      const next = document.querySelector<HTMLElement>(selector);
      if (next === null || next === document.activeElement) return;
      event.preventDefault();
      next.focus();
    };
    document.addEventListener("keydown", lead);
    return () => document.removeEventListener("keydown", lead);
  }, [call, selector]);
}
