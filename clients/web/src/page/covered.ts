// Which part of the screen bars and panels cover now, for the drawing: it keeps what matters in the middle of the rest.
import { useEffect } from "preact/hooks";
import type { Covered } from "../world/seam";
import { useApp } from "./context";

/** Measure after every change that may move a bar or a panel, and whenever one of them grows with what is in it. */
export function useCovered(): void {
  const { covered, route, settings, model } = useApp();
  useEffect(() => {
    const measure = () => {
      covered.value = measured();
    };
    const later = requestAnimationFrame(measure);
    const growth = new ResizeObserver(measure);
    for (const part of document.querySelectorAll(".bar, .bar-buttons, .panel")) growth.observe(part);
    window.addEventListener("resize", measure);
    return () => {
      cancelAnimationFrame(later);
      growth.disconnect();
      window.removeEventListener("resize", measure);
    };
  }, [route.place.value, settings.now.value, model.ticket.value === null, model.called.value === null]);
}

function measured(): Covered {
  const bar = box(".bar");
  const buttons = box(".bar-buttons");
  const panel = box(".panel");
  const isBelow = buttons !== null && buttons.top > window.innerHeight / 2;
  const isSheet = panel !== null && panel.width >= window.innerWidth - 8;
  return {
    top: bar?.bottom ?? 0,
    left: 0,
    right: panel !== null && !isSheet ? window.innerWidth - panel.left : 0,
    bottom:
      window.innerHeight -
      Math.min(isSheet ? panel.top : window.innerHeight, isBelow ? buttons.top : window.innerHeight),
  };
}

function box(selector: string): DOMRect | null {
  return document.querySelector(selector)?.getBoundingClientRect() ?? null;
}
