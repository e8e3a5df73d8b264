// Where the keyboard focus goes at the desk. The button that was pressed is often gone after a step: then the focus goes to the
// heading that tells the new state. A focus that is elsewhere is never taken away. Knows elements, no desk.
import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { isFocusLost } from "../focus";

const FIELDS = "input, select, textarea, button";

/** Each time `step` has changed and nothing has the focus, give it to the element of the ref. */
export function useFocusWhenLost<Kind extends HTMLElement>(step: string): RefObject<Kind | null> {
  const words = useRef<Kind>(null);
  useEffect(() => {
    if (isFocusLost()) words.current?.focus();
  }, [step]);
  return words;
}

/** Questions that were just opened take the focus at the first of them. */
export function useFirstField<Kind extends HTMLElement>(): RefObject<Kind | null> {
  const questions = useRef<Kind>(null);
  useLayoutEffect(() => questions.current?.querySelector<HTMLElement>(FIELDS)?.focus(), []);
  return questions;
}
