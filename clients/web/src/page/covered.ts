// Which part of the screen bars and panels cover now, for the drawing: it keeps what matters in the middle of the rest.
import { useEffect } from "preact/hooks";
import type { Covered } from "../world/world-api";
import { useApp } from "./context";

/** What ends below so much of the screen's height stands at its foot: a call on a phone, the menu. */
const LOWER_PART = 0.75;

/** Measure after every change that may move a bar or a panel, and whenever one of them grows with what is in it. */
export function useCovered(): void {
  const { covered, route, settings, model } = useApp();
  useEffect(() => {
    const measure = () => {
      covered.value = measured();
    };
    const later = requestAnimationFrame(measure);
    const growth = new ResizeObserver(measure);
    for (const part of document.querySelectorAll(".bar, .bar-buttons, .ask .button, .panel, .called"))
      growth.observe(part);
    window.addEventListener("resize", measure);
    return () => {
      cancelAnimationFrame(later);
      growth.disconnect();
      window.removeEventListener("resize", measure);
    };
  }, [route.shown.value, settings.now.value, model.ticket.value === null, model.called.value === null]);
}

function measured(): Covered {
  const bar = box(".bar");
  const panel = resting(".panel");
  const world = box(".world") ?? new DOMRect(0, 0, window.innerWidth, window.innerHeight);
  const isSheet = panel !== null && panel.width >= window.innerWidth - 8;
  const called = resting(".called");
  const below = [box(".bar-buttons"), box(".ask .button"), called, isSheet ? panel : null];
  const above = Math.max(bar?.bottom ?? 0, isSheet ? (called?.bottom ?? 0) : 0); // over a sheet the call stands below the bar
  const isBelow = (part: DOMRect) => part === panel || part.bottom > window.innerHeight * LOWER_PART;
  const tops = below.flatMap((part) => (part !== null && isBelow(part) ? [part.top] : []));
  return {
    top: Math.max(0, above - world.top),
    left: 0,
    right: panel !== null && !isSheet ? window.innerWidth - panel.left : 0,
    bottom: world.bottom - Math.min(world.bottom, ...tops),
  };
}

function box(selector: string): DOMRect | null {
  return document.querySelector(selector)?.getBoundingClientRect() ?? null;
}

/** Where a part of the screen comes to rest: a panel that is still sliding in is not there yet. */
function resting(selector: string): DOMRect | null {
  const part = document.querySelector<HTMLElement>(selector);
  if (part === null) return null;
  const around = part.offsetParent?.getBoundingClientRect() ?? new DOMRect();
  return new DOMRect(around.left + part.offsetLeft, around.top + part.offsetTop, part.offsetWidth, part.offsetHeight);
}
