// The few controls that everything is made of: buttons that say they are busy, headings that take the focus, rejections in words.
import type { Signal } from "@preact/signals";
import type { ComponentChildren, JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Pending } from "../model/actions";
import type { Rejected } from "../protocol/generated";
import type { PageWords } from "../words/words";
import { useApp } from "./context";
import { Icon, type IconName } from "./icons";

interface ButtonProps {
  readonly kind?: "primary" | "secondary" | "quiet" | "danger" | "call";
  readonly icon?: IconName;
  readonly size?: "large";
  readonly busy?: boolean;
  readonly disabled?: boolean;
  readonly label?: string;
  readonly onClick: () => void;
  readonly children: ComponentChildren;
}

export function Button({
  kind = "secondary",
  icon,
  size,
  busy = false,
  disabled = false,
  label,
  onClick,
  children,
}: ButtonProps): JSX.Element {
  return (
    <button
      type="button"
      class={`button ${kind} ${size ?? ""}`}
      aria-disabled={busy || disabled}
      aria-busy={busy}
      aria-label={label}
      onClick={() => {
        if (!busy && !disabled) onClick();
      }}
    >
      {icon && <Icon name={icon} />}
      <span>{children}</span>
    </button>
  );
}

/** A heading that takes the focus when it appears, so that a screen reader begins there. */
export function FocusHeading({
  level,
  children,
  class: name,
}: {
  level: 1 | 2;
  children: ComponentChildren;
  class?: string;
}): JSX.Element {
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => heading.current?.focus({ preventScroll: true }), []);
  const Tag = `h${level}` as const;
  return (
    <Tag ref={heading} tabIndex={-1} class={name}>
      {children}
    </Tag>
  );
}

interface RejectionProps {
  readonly of: Signal<Pending>;
  /** What a code means here, where it has words of its own: their keys. */
  readonly own?: Partial<Record<Rejected["code"], string>>;
}

/** Why the last command was rejected, in words; nothing while all is well. */
export function RejectionWords({ of, own }: RejectionProps): JSX.Element {
  const { words } = useApp();
  const pending = of.value;
  const key = pending.is === "no" && pending.why !== null && own?.[pending.why.code];
  return (
    <p class="rejection" role="status">
      {key ? words.say(key) : pending.is === "no" && sayRejected(pending.why, words)}
    </p>
  );
}

function sayRejected(why: Rejected | null, { say, sayOr, both }: PageWords): string {
  if (why === null) return say("rejected-lost");
  if (why.code === "too_fast")
    return say("rejected-too_fast", { seconds: Math.max(1, Math.ceil((why.retry_ms ?? 1_000) / 1_000)) });
  if (why.code === "unprintable")
    return say("rejected-unprintable", {
      letters: (why.unprintable ?? []).map(({ where, letters }) => `${both(where)} ${letters}`).join(", "),
    });
  const { text, note } = why.fields ?? {};
  if (why.code === "form_invalid" && (text ?? note) === "too_long") return say("rejected-too_long");
  return sayOr(`rejected-${why.code}`, "rejected-other");
}

/** An empty list, said kindly, with what to do next. */
export function Empty({ children }: { children: ComponentChildren }): JSX.Element {
  return <p class="empty">{children}</p>;
}
