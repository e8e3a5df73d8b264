// The frame around what was opened: beside the world on a wide screen, a sheet from below on a phone. Not modal, never a trap.
import type { ComponentChildren, JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { useApp } from "./context";
import { FocusHeading } from "./controls";
import { Icon } from "./icons";
import type { Place } from "./route";

export function Panel({ children }: { children: ComponentChildren }): JSX.Element {
  const { route, words, covered } = useApp();
  const frame = useRef<HTMLElement>(null);
  const place = route.place.value;
  useEffect(() => coverWhile(frame.current, (value) => (covered.value = value)), [place]);
  const close = () => closePanel(route.close.bind(route), place);
  return (
    <section
      class="panel"
      ref={frame}
      aria-labelledby="panel-title"
      onKeyDown={(event) => event.key === "Escape" && close()}
    >
      <header class="panel-head">
        <div id="panel-title">
          <FocusHeading level={2} key={`${place?.panel}/${place?.id}`}>
            {words.say(place?.panel ?? "menu")}
          </FocusHeading>
        </div>
        <button type="button" class="icon-button" onClick={close}>
          <Icon name="close" />
          <span>{words.say("close")}</span>
        </button>
      </header>
      <div class="panel-body">{children}</div>
    </section>
  );
}

/** Close, and give the focus back to the button that opened it. */
function closePanel(close: () => void, place: Place | null): void {
  close();
  const opener = place === null ? null : document.querySelector<HTMLElement>(`[data-panel="${place.panel}"]`);
  (opener ?? document.getElementById("world") ?? document.getElementById("main"))?.focus();
}

/** Tell the drawing which part of the screen the panel covers, for as long as it is there. */
function coverWhile(
  frame: HTMLElement | null,
  tell: (covered: { top: number; right: number; bottom: number; left: number }) => void,
): () => void {
  const none = { top: 0, right: 0, bottom: 0, left: 0 };
  if (frame !== null) {
    const box = frame.getBoundingClientRect();
    const isSheet = box.width >= window.innerWidth - 8;
    tell(isSheet ? { ...none, bottom: box.height } : { ...none, right: window.innerWidth - box.left });
  }
  return () => tell(none);
}
