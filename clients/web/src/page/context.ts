// What every part of the page is handed: the model, what can be done, the words. Built once in main.tsx.
import type { ReadonlySignal, Signal } from "@preact/signals";
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Actions } from "../model/actions";
import type { CallEnds } from "../model/call-ends";
import type { Drafts } from "../model/drafts";
import type { Memory } from "../model/memory";
import type { Model } from "../model/model";
import type { Muted } from "../model/muted";
import type { News } from "../model/news";
import type { Outgoing } from "../model/outgoing";
import type { NamedArea, Plan } from "../model/plan";
import type { SettingsModel } from "../model/settings";
import type { Supplies } from "../net/supplies";
import type { PageWords } from "../words/words";
import type { Covered, Start, WorldActions, WorldState } from "../world/world-api";
import type { Look } from "./looks";
import type { Route } from "./route";
import type { Site } from "./site";
import type { Sound } from "./sound";

export type ScreenName = "arrival" | "hall" | "sign-in" | "desk";

/** Who this page is to the office, and how it comes in and leaves: kept on this device. */
export interface Identity {
  readonly screen: Signal<ScreenName>;
  /** Come in with a name and a look; null: as whom this device knows already. */
  arrive(as: { name: string; look: string | null } | null): void;
  signIn(token: string): void;
  /** Leave for good: this device forgets who I was. */
  leave(): void;
  /** Connect again after the office had closed the connection for good. */
  reconnect(): void;
  /** The token by which the office's HTTP routes know me; null before the first welcome. */
  token(): string | null;
}

export interface App {
  readonly model: Model;
  readonly actions: Actions;
  readonly drafts: Drafts;
  readonly news: News;
  readonly callEnds: CallEnds;
  readonly muted: Muted;
  readonly outgoing: Outgoing;
  readonly settings: SettingsModel;
  readonly words: PageWords;
  readonly memory: Memory;
  readonly route: Route;
  readonly identity: Identity;
  readonly sound: Sound;
  readonly plan: ReadonlySignal<Plan | null>;
  readonly area: ReadonlySignal<NamedArea | null>;
  readonly looks: ReadonlySignal<readonly Look[]>;
  readonly site: ReadonlySignal<Site | null>;
  readonly covered: Signal<Covered>;
  readonly world: {
    readonly state: WorldState;
    readonly actions: WorldActions;
    readonly load: (() => Promise<Start>) | null;
    readonly supplies: Supplies;
    /** True once the first picture of a room is drawn. */
    readonly isDrawn: Signal<boolean>;
    /** False from the moment on that this device turns out to be unable to draw: the page is then whole without it. */
    readonly isDrawable: Signal<boolean>;
  };
  readonly now: () => number;
  readonly random: () => number;
}

export const AppContext = createContext<App | null>(null);

export function useApp(): App {
  const app = useContext(AppContext);
  if (app === null) throw new Error("the page was drawn without its context");
  return app;
}
