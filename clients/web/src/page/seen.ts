// A case that stands before the person is seen, once the page itself is: then what was new in it is new no more.
import { useEffect } from "preact/hooks";
import type { CaseView } from "../protocol/generated";
import { useApp } from "./context";

export function useSeen(view: CaseView): void {
  const { news } = useApp();
  useEffect(() => {
    const look = () => document.visibilityState === "visible" && news.see(view);
    look();
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, [view]);
}
