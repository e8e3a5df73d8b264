// The officers' part of the page, loaded when it is needed: a citizen's first page does not pay for it.
import { signal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { OFFICER_WORDS } from "../words/officer";
import type { PageWords } from "../words/words";
import { useApp } from "./context";

type Part = typeof import("./officer");
const WAITS_MS = [0, 1_000, 4_000, 15_000]; // before each try: the line may be down

const part = signal<Part | null>(null);

async function load(words: PageWords): Promise<void> {
  for (const waitMs of part.value === null ? WAITS_MS : []) {
    await new Promise((resolve) => setTimeout(resolve, waitMs));
    part.value ??= await loadBoth(words).catch(() => null);
    if (part.value !== null) return;
  }
}

async function loadBoth(words: PageWords): Promise<Part> {
  const [loaded] = await Promise.all([import("./officer"), words.add(OFFICER_WORDS)]);
  return loaded;
}

/** Show that component of the officers' part as soon as it is here. */
export function OfficerPart({ name }: { name: keyof Part }): JSX.Element | null {
  const { words } = useApp();
  useEffect(() => void load(words), []);
  const Component = part.value?.[name];
  return Component ? <Component /> : null;
}
