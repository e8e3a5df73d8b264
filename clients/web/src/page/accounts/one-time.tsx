// A one-time password, shown this once: it takes the focus, so that nobody misses it, and goes when it was handed over.
import type { JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { useApp } from "../context";
import { Button } from "../controls";

export interface ToldPassword {
  readonly name: string;
  readonly password: string;
}

export function OneTimePassword({ of, seen }: { of: ToldPassword; seen: () => void }): JSX.Element {
  const { say } = useApp().words;
  const words = useRef<HTMLElement>(null);
  useLayoutEffect(() => words.current?.focus(), [of]);
  return (
    <section class="sure" ref={words} tabIndex={-1} aria-label={say("accounts-password")}>
      <p>{say("accounts-password-told", { name: of.name })}</p>
      <p>
        <code class="secret">{of.password}</code>
      </p>
      <p class="hint">{say("accounts-password-hint")}</p>
      <Button kind="primary" onClick={seen}>
        {say("accounts-password-seen")}
      </Button>
    </section>
  );
}
