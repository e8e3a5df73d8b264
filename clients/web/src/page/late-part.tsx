// A part of the page with bytes of its own, loaded when it is needed: who does not need it does not pay for it.
import { type ReadonlySignal, signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { PageWords } from "../words/words";
import { useApp } from "./context";

const WAITS_MS = [0, 1_000, 4_000, 15_000]; // before each try: the line may be down

export interface LatePart<Part> {
  readonly loaded: ReadonlySignal<Part | null>;
  /** Load it now, so that it is here when it is needed. After the last try in vain the next call begins anew. */
  load(words: PageWords): Promise<void>;
}

export function latePart<Part>(bring: (words: PageWords) => Promise<Part>): LatePart<Part> {
  const loaded = signal<Part | null>(null);
  let loading: Promise<void> | null = null;
  const tries = async (words: PageWords) => {
    for (const waitMs of WAITS_MS) {
      await new Promise((resolve) => setTimeout(resolve, waitMs));
      loaded.value = await bring(words).catch(() => null);
      if (loaded.value !== null) return;
    }
    loading = null;
  };
  const load = (words: PageWords) => {
    loading ??= tries(words);
    return loading;
  };
  return { loaded, load };
}

/** Return the part, or null until it is here. */
export function useLatePart<Part>(part: LatePart<Part>): Part | null {
  const { words } = useApp();
  useEffect(() => void part.load(words), [part]);
  return part.loaded.value;
}
