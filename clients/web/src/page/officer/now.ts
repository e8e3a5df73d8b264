// The time as the desk tells waits by it. Knows a timer, no ticket.
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";

const REFRESH_MS = 20_000;

/** The time in seconds, renewed now and then, so that waiting times go on. */
export function useNowS(): number {
  const nowS = useSignal(Date.now() / 1_000);
  useEffect(() => {
    const timer = setInterval(() => (nowS.value = Date.now() / 1_000), REFRESH_MS);
    return () => clearInterval(timer);
  }, []);
  return nowS.value;
}
