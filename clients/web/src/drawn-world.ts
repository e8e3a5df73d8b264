// What the page hands to the drawn world: the model as the state that the drawing reads, the page's own actions for taps on it.
// The one translator between the page and the world API.
import { computed, signal } from "@preact/signals";
import type { Actions } from "./model/actions";
import type { BubblesModel } from "./model/bubbles";
import type { Model } from "./model/model";
import type { Motion } from "./model/motion";
import type { Muted } from "./model/muted";
import type { Settings } from "./model/preferences";
import type { SettingsModel } from "./model/settings";
import type { Supplies } from "./net/supplies";
import type { App } from "./page/context";
import type { FrameMonitor } from "./page/lab/instruments";
import type { Route } from "./page/route";
import { type Person, UNITS_PER_PX } from "./protocol/generated";
import type { PageWords } from "./words/words";
import type { Start, WorldActions, WorldState } from "./world/world-api";

const WORLDS = import.meta.glob<{ start: Start }>("./world/index.ts");

interface StateParts {
  readonly model: Model;
  readonly muted: Muted;
  readonly motion: Motion;
  readonly bubbles: BubblesModel;
  readonly plan: WorldState["plan"];
  readonly settings: SettingsModel;
  readonly words: PageWords;
  readonly covered: WorldState["covered"];
  readonly frames: FrameMonitor;
}

interface DrawnWorldParts extends StateParts {
  readonly actions: Actions;
  readonly route: Route;
  /** This device has what a drawing needs. */
  readonly isDrawable: boolean;
  readonly supplies: Supplies;
}

export function drawnWorld({ actions, route, isDrawable, supplies, ...parts }: DrawnWorldParts): App["world"] {
  const load = worldLoader();
  return {
    state: worldState(parts),
    actions: worldActions(actions, route),
    load,
    supplies,
    isDrawn: signal(false),
    isDrawable: signal(load !== null && isDrawable),
  };
}

function worldState({ model, muted, motion, bubbles, plan, settings, words, covered, frames }: StateParts): WorldState {
  const isHeard = (person: Person | undefined) => !(person && muted.hides(person.id, person));
  const setting = <K extends keyof Settings>(name: K) => computed(() => settings.now.value[name]);
  return {
    room: model.room,
    plan,
    people: model.people,
    counters: model.counters,
    ticket: model.ticket,
    called: model.called,
    bubbles: computed(() => bubbles.now.value.filter(({ slot }) => isHeard(model.people.value.get(slot)))),
    language: words.language,
    stillness: setting("stillness"),
    contrast: setting("contrast"),
    textSize: setting("textSize"),
    covered,
    stirred: motion.stirred,
    frame: (nowMs) => frames.drawn(nowMs, motion.frame(nowMs)),
    say: words.say,
  };
}

function worldActions(actions: Actions, route: Route): WorldActions {
  const units = (px: number) => Math.round(px * UNITS_PER_PX);
  return {
    walkTo: (xPx, yPx) => void actions.goTo({ kind: "point", x: units(xPx), y: units(yPx) }),
    goTo: (kind, name) => void actions.goTo({ kind, name }),
    openCounter: (id) => route.open("counters", id),
    openPerson: (id) => route.open("people", id),
  };
}

/** Return what loads the drawing after the page, or null in a build without one. */
function worldLoader(): App["world"]["load"] {
  const load = WORLDS["./world/index.ts"];
  return load === undefined ? null : async () => (await load()).start;
}
