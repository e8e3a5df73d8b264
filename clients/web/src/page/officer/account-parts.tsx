// The panels about accounts come late even at the desk: few open them, and not on most days.
import type { JSX } from "preact";
import { ACCOUNT_WORDS } from "../../words/accounts";
import { latePart, useLatePart } from "../late-part";

const part = latePart(async (words) => {
  const [accounts] = await Promise.all([import("../accounts"), words.add(ACCOUNT_WORDS)]);
  return accounts;
});

export function OwnAccountPanel(): JSX.Element | null {
  const Panel = useLatePart(part)?.OwnAccountPanel;
  return Panel ? <Panel /> : null;
}

export function AccountsPanel(): JSX.Element | null {
  const Panel = useLatePart(part)?.AccountsPanel;
  return Panel ? <Panel /> : null;
}
