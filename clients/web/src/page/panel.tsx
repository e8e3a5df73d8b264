// The frame around an open panel: beside the world on a wide screen, a sheet from below on a phone. Not modal: it traps no focus.
import type { ComponentChildren, JSX } from "preact";
import { useCaseTitle } from "./case-title";
import { useApp } from "./context";
import { FocusHeading } from "./controls";
import { Icon } from "./icons";
import { isInputMethodKey } from "./keys";
import type { OpenPanel } from "./route";

export function Panel({ children }: { children: ComponentChildren }): JSX.Element {
  const { route, words } = useApp();
  const shown = route.shown.value;
  const caseTitle = useCaseTitle(shown?.id ?? null);
  const close = () => closePanel(route.close.bind(route), shown);
  return (
    <section
      class="panel"
      aria-labelledby="panel-title"
      onKeyDown={(event) => event.key === "Escape" && !isInputMethodKey(event) && close()}
    >
      <header class="panel-head">
        <div id="panel-title">
          <FocusHeading level={2} key={`${shown?.panel}/${shown?.id}`}>
            {shown?.panel === "case" ? caseTitle : words.say(shown?.panel ?? "menu")}
          </FocusHeading>
        </div>
        <button type="button" class="icon-button" onClick={close}>
          <Icon name="close" />
          <span>{words.say("close")}</span>
        </button>
      </header>
      <div class="panel-body" key={`${shown?.panel}/${shown?.id}`}>
        {children}
      </div>
    </section>
  );
}

/** Close, and give the focus back to the button that opened it. */
function closePanel(close: () => void, shown: OpenPanel | null): void {
  close();
  const opener = shown === null ? null : document.querySelector<HTMLElement>(`[data-panel="${shown.panel}"]`);
  (opener ?? document.getElementById("world") ?? document.getElementById("main"))?.focus();
}
