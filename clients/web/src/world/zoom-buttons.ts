// Three buttons beside the drawing: nearer, farther, the whole place. Real buttons: keyboard and screen reader reach them.
import { effect } from "@preact/signals";
import type { Covered } from "./world-api";

export interface ZoomListener {
  nearer(): void;
  farther(): void;
  all(): void;
}

const SIDE_PX = 44;
const MARGIN_PX = 16;
const NAMES = ["zoom-nearer", "zoom-farther", "zoom-all"] as const;
const SHAPES: Readonly<Record<(typeof NAMES)[number], string>> = {
  "zoom-nearer": "M12 5v14M5 12h14",
  "zoom-farther": "M5 12h14",
  "zoom-all": "M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5",
};
const NAMESPACE = "http://www.w3.org/2000/svg";

export class ZoomButtons {
  private readonly group = document.createElement("div");
  private readonly buttons: readonly HTMLButtonElement[];
  private unfollow = (): void => {};

  constructor(host: HTMLElement, listener: ZoomListener) {
    const acts = [() => listener.nearer(), () => listener.farther(), () => listener.all()];
    this.buttons = NAMES.map((name, index) => button(name, acts[index] ?? acts[0]));
    this.group.className = "world-zoom";
    Object.assign(this.group.style, {
      position: "absolute",
      display: "grid",
      gap: "1px",
      borderRadius: "8px",
      overflow: "hidden",
    });
    Object.assign(this.group.style, { boxShadow: "0 1px 6px rgb(34 38 46 / 25%)", background: "#D9D4C7" });
    this.group.append(...this.buttons);
    host.append(this.group);
  }

  /** Run `update` now and whenever a signal that it read changes, until the buttons are removed. */
  follow(update: () => void): void {
    this.unfollow = effect(update);
  }

  /** Name them in the person's language. */
  name(say: (key: string) => string): void {
    this.buttons.forEach((one, index) => {
      const words = say(NAMES[index] ?? "");
      one.setAttribute("aria-label", words);
      one.title = words;
    });
  }

  /** Stay in the lower right of what no panel covers; where that is too low for them, be gone until there is room again. */
  place({ top, right, bottom }: Covered): void {
    const room = (this.group.parentElement?.clientHeight ?? 0) - top - bottom;
    const display = room < NAMES.length * SIDE_PX + 2 * MARGIN_PX ? "none" : "grid";
    Object.assign(this.group.style, { display, right: `${right + MARGIN_PX}px`, bottom: `${bottom + MARGIN_PX}px` });
  }

  contrast(isContrast: boolean): void {
    for (const one of this.buttons) {
      Object.assign(
        one.style,
        isContrast ? { background: "#000", color: "#FFF" } : { background: "#FAF7F0", color: "#22262E" },
      );
    }
  }

  /** A button that can do no more says so, and keeps the focus it may have. */
  limit(isClosest: boolean, isFarthest: boolean): void {
    [isClosest, isFarthest, isFarthest].forEach((isOver, index) => {
      const one = this.buttons[index];
      if (one === undefined || one.ariaDisabled === `${isOver}`) return;
      one.ariaDisabled = `${isOver}`;
      one.style.opacity = isOver ? "0.55" : "1";
    });
  }

  remove(): void {
    this.unfollow();
    this.group.remove();
  }
}

function button(name: (typeof NAMES)[number], act: (() => void) | undefined): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  Object.assign(made.style, {
    width: `${SIDE_PX}px`,
    height: `${SIDE_PX}px`,
    border: "0",
    padding: "0",
    cursor: "pointer",
    display: "grid",
    placeItems: "center",
  });
  made.append(icon(SHAPES[name]));
  made.addEventListener("click", () => act?.());
  return made;
}

function icon(shape: string): SVGElement {
  const [frame, path] = [document.createElementNS(NAMESPACE, "svg"), document.createElementNS(NAMESPACE, "path")];
  const look = {
    viewBox: "0 0 24 24",
    width: "22",
    height: "22",
    fill: "none",
    stroke: "currentColor",
    "stroke-width": "2",
    "stroke-linecap": "round",
    "aria-hidden": "true",
  };
  for (const [name, value] of Object.entries(look)) frame.setAttribute(name, value);
  path.setAttribute("d", shape);
  frame.append(path);
  return frame;
}
