// What cannot be taken back is asked twice, in place: no pop-up. The focus goes to the answer that changes nothing, and comes back.
import { useSignal } from "@preact/signals";
import type { ComponentChildren, JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { useApp } from "./context";
import { Button } from "./controls";

export type Asked =
  | "leave"
  | "desk-leave"
  | "ticket-leave"
  | "ticket-give-up"
  | "case-withdraw"
  | "announcement-withdraw"
  | "api-key-remove"
  | "canned-remove"
  | "recovery-renew"
  | "recovery-revoke"
  | "party-end"
  | "party-leave"
  | "appointment-cancel"
  | "inquiry-cancel"
  | "own-data-forget"
  | AccountAsked;
export type AccountAsked = `account-${"renew" | "disable" | "take-post" | "factor-off"}`;

interface AskTwiceProps {
  /** The message on the button; with `-sure`, `-yes` and `-no` the question and its answers. */
  readonly name: Asked;
  readonly kind?: "secondary" | "quiet";
  readonly act: () => void;
  /** Why it could not be done. */
  readonly children?: ComponentChildren;
}

export function AskTwice({ name, kind = "secondary", act, children }: AskTwiceProps): JSX.Element {
  const { say } = useApp().words;
  const asked = useSignal(false);
  const place = useRef<HTMLDivElement>(null);
  const wasPressed = useRef(false);
  useLayoutEffect(() => {
    if (wasPressed.current) place.current?.querySelector<HTMLElement>("button")?.focus();
  }, [asked.value]);
  const turn = (isAsked: boolean) => {
    wasPressed.current = true;
    asked.value = isAsked;
  };
  return (
    <div ref={place}>
      {asked.value ? (
        <div class="sure" role="group" aria-label={say(`${name}-sure`)}>
          <p>{say(`${name}-sure`)}</p>
          <div class="row">
            <Button onClick={() => turn(false)}>{say(`${name}-no`)}</Button>
            <Button kind="danger" onClick={act}>
              {say(`${name}-yes`)}
            </Button>
          </div>
          {children}
        </div>
      ) : (
        <Button kind={kind} onClick={() => turn(true)}>
          {say(name)}
        </Button>
      )}
    </div>
  );
}
