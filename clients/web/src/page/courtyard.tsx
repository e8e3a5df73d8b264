// The hall as a still picture for the first screen, and while the drawn hall is on its way: drawn from the hall's own art by
// `python -m madang_worlds.art.arrival`.
import { signal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";

const PICTURE = new URL("./arrival.webp", import.meta.url).href;
/** Who enters at once does not pay for it, and what the hall is drawn with is asked for before it. */
const WAITING_MS = 1_500;

/** True once it was asked for: then it stands at once wherever it is shown. */
const isWanted = signal(false);

/** Ask for the picture after a while; returns how to call that off. */
function wantLater(): () => void {
  const timer = setTimeout(() => {
    isWanted.value = true;
  }, WAITING_MS);
  return () => clearTimeout(timer);
}

/** On the first screen it comes by itself; elsewhere it is shown only where it is here already. */
export function Courtyard({ comes = false }: { comes?: boolean }): JSX.Element | null {
  useEffect(() => (comes ? wantLater() : undefined), [comes]);
  if (!isWanted.value) return null;
  return <img class="courtyard" src={PICTURE} alt="" width={648} height={545} decoding="async" fetchpriority="low" />;
}
