// Keys to headings: arrows and WASD, two at once for the diagonals. Only while the world has the focus, so no page key is taken.
import { useEffect } from "preact/hooks";

const DIRECTIONS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowRight: [1, 0],
  ArrowDown: [0, 1],
  ArrowLeft: [-1, 0],
  ArrowUp: [0, -1],
  KeyD: [1, 0],
  KeyS: [0, 1],
  KeyA: [-1, 0],
  KeyW: [0, -1],
};
/** Rows: north, level, south; columns: west, middle, east. */
const HEADINGS = [
  [6, 7, 8],
  [5, 0, 1],
  [4, 3, 2],
] as const;

/** Return the heading of the keys that are held; opposite ones cancel each other. */
export function headingOf(held: Iterable<string>): number {
  let [across, down] = [0, 0];
  for (const code of held) {
    across += DIRECTIONS[code]?.[0] ?? 0;
    down += DIRECTIONS[code]?.[1] ?? 0;
  }
  return HEADINGS[Math.sign(down) + 1]?.[Math.sign(across) + 1] ?? 0;
}

/** Walk by keys while `host` has the focus; stop when it is lost or the page is left. */
export function useSteering(host: { readonly current: HTMLElement | null }, head: (heading: number) => void): void {
  useEffect(() => {
    const element = host.current;
    return element === null ? undefined : steer(element, head);
  }, []);
}

function steer(element: HTMLElement, head: (heading: number) => void): () => void {
  const held = new Set<string>();
  const press = (event: KeyboardEvent) => {
    if (DIRECTIONS[event.code] === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    held.add(event.code);
    head(headingOf(held));
  };
  const release = (event: KeyboardEvent) => {
    if (held.delete(event.code)) head(headingOf(held));
  };
  const stop = () => {
    if (held.size === 0) return;
    held.clear();
    head(0);
  };
  element.addEventListener("keydown", press);
  window.addEventListener("keyup", release);
  element.addEventListener("blur", stop);
  window.addEventListener("blur", stop);
  return () => {
    stop();
    element.removeEventListener("keydown", press);
    window.removeEventListener("keyup", release);
    element.removeEventListener("blur", stop);
    window.removeEventListener("blur", stop);
  };
}
