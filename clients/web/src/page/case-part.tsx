// The page of one request, loaded when somebody comes near one: who only looks in does not pay for its form and record.
import { signal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";

type Part = typeof import("./case");
const WAITS_MS = [0, 1_000, 4_000, 15_000]; // before each try: the line may be down

const part = signal<Part | null>(null);

/** Load it now, so that it is here when it is opened. */
export async function loadCasePart(): Promise<void> {
  for (const waitMs of part.value === null ? WAITS_MS : []) {
    await new Promise((resolve) => setTimeout(resolve, waitMs));
    part.value ??= await import("./case").catch(() => null);
    if (part.value !== null) return;
  }
}

export function CasePart({ id }: { id: string }): JSX.Element | null {
  useEffect(() => void loadCasePart(), []);
  const Screen = part.value?.CaseScreen;
  return Screen ? <Screen id={id} /> : null;
}
