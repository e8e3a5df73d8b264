// Which panel is open, kept in the address after `#`, so that the back button closes it. Knows names of panels, not what they show.
import { type Signal, signal } from "@preact/signals";

export type PanelName =
  | "counters"
  | "people"
  | "chat"
  | "cases"
  | "case"
  | "ticket"
  | "help"
  | "settings"
  | "recover"
  | "join"
  | "queue"
  | "find"
  | "servers"
  | "audit"
  | "supervision"
  | "reports"
  | "announcements"
  | "appointment"
  | "accounts"
  | "account";

export interface OpenPanel {
  readonly panel: PanelName;
  readonly id: string | null;
}

const PANELS: ReadonlySet<string> = new Set([
  "counters",
  "people",
  "chat",
  "cases",
  "case",
  "ticket",
  "help",
  "settings",
  "recover",
  "join",
  "queue",
  "find",
  "servers",
  "audit",
  "supervision",
  "reports",
  "announcements",
  "appointment",
  "accounts",
  "account",
]);

export function panelOf(hash: string): OpenPanel | null {
  const [panel = "", id = null] = hash.replace(/^#/, "").split("/");
  return PANELS.has(panel) ? { panel: panel as PanelName, id: id === null ? null : decodeURIComponent(id) } : null;
}

export class Route {
  readonly shown: Signal<OpenPanel | null>;

  constructor(private readonly page: Window) {
    this.shown = signal(panelOf(page.location.hash));
    page.addEventListener("hashchange", () => {
      this.shown.value = panelOf(page.location.hash);
    });
  }

  open(panel: PanelName, id: string | null = null): void {
    const hash = id === null ? `#${panel}` : `#${panel}/${encodeURIComponent(id)}`;
    if (this.page.location.hash === hash) return;
    this.page.history.pushState(null, "", hash);
    this.shown.value = { panel, id };
  }

  /** Keep the open panel, and take what it was opened with out of the address. */
  hideId(): void {
    const shown = this.shown.peek();
    if (shown?.id) this.page.history.replaceState(null, "", `#${shown.panel}`);
  }

  close(): void {
    this.page.history.pushState(null, "", this.page.location.pathname + this.page.location.search);
    this.shown.value = null;
  }

  toggle(panel: PanelName): void {
    if (this.shown.value?.panel === panel) this.close();
    else this.open(panel);
  }
}
