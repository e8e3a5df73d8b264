// The composition root: everything is made here once and handed to those who need it. Nothing else reaches for the browser's powers.
import { computed, effect, signal } from "@preact/signals";
import { render } from "preact";
import { browserPowers, canDraw, commandStore, requestId, storeOf, systemPreferences } from "./environment";
import { DeviceIdentity } from "./identity";
import { Actions } from "./model/actions";
import { BubblesModel } from "./model/bubbles";
import { Drafts } from "./model/drafts";
import { Memory } from "./model/memory";
import { messageDispatcher } from "./model/message-dispatch";
import { Model } from "./model/model";
import { Motion } from "./model/motion";
import { areaAt, type Plan } from "./model/plan";
import { type Settings, SettingsModel } from "./model/settings";
import { ServerClock } from "./net/clock";
import { Connection, type Powers } from "./net/connection";
import { Requests } from "./net/requests";
import { Page } from "./page/app";
import { type App, AppContext } from "./page/context";
import { offerLab, Pictures } from "./page/lab/instruments";
import { fetchLooks, type Look } from "./page/looks";
import { Route } from "./page/route";
import { Sound } from "./page/sound";
import { UNITS_PER_PX } from "./protocol/generated";
import { PageWords } from "./words/words";
import type { Covered, Start, WorldState } from "./world/world-api";
import "./page/styles/index.css";

const WORLDS = import.meta.glob<{ start: Start }>("./world/index.ts");
const AREA_REFRESH_MS = 700;

function compose(powers: Powers): App {
  const memory = new Memory(storeOf("localStorage"));
  const tabMemory = new Memory(storeOf("sessionStorage"));
  const settings = new SettingsModel(memory, systemPreferences());
  const words = new PageWords();
  const model = new Model();
  const clock = new ServerClock();
  const motion = new Motion(clock);
  const bubbles = new BubblesModel(powers.now);
  const plan = signal<Plan | null>(null);
  const requests = new Requests(requestId, commandStore(tabMemory));
  const connection = new Connection(powers, requests, clock, {
    status: (status) => {
      model.status.value = status;
      if (status.is === "open") drafts.flush();
    },
    welcomed: (welcome) => {
      identity.welcomed(welcome);
      model.welcomed(welcome);
      const heading = motion.restate(); // keys may have been let go while there was no line
      if (heading !== null) connection.send({ t: "move", ...heading });
    },
    message: (message) => dispatch(message),
  });
  const drafts: Drafts = new Drafts(memory, {
    keep: (caseId, values, rev) => actions.keepDraft(caseId, values, rev),
    later: powers.later,
  });
  const actions: Actions = new Actions(connection, model, motion, drafts, powers.now);
  const identity = new DeviceIdentity({ address: location, memory, tabMemory, connection, settings, model });
  identity.restore();
  const loadPlan = async (place: string, cellUnits: number) => {
    plan.value = null;
    const { fetchPlan } = await import("./model/plan-loading");
    const read = await fetchPlan(place);
    if (model.room.peek()?.place !== place) return; // meanwhile a door led elsewhere
    plan.value = read;
    if (read !== null) motion.lay(read.walls, cellUnits);
  };
  const dispatch = messageDispatcher({ model, motion, plan: { load: loadPlan }, bubbles, drafts, now: powers.now });
  const covered = signal<Covered>({ top: 0, right: 0, bottom: 0, left: 0 });
  const pictures = new Pictures();
  const state = worldState({ model, motion, bubbles, plan, settings, words, covered, pictures });
  const figures = () => motion.figures(powers.now());
  offerLab({ clock, traffic: connection.traffic, pictures, say: words.say, motion: figures, now: powers.now });
  const route = new Route(window);
  const looks = signal<readonly Look[]>([]);
  void fetchLooks().then((found) => {
    looks.value = found;
  });
  effect(() => void words.speak(settings.now.value.language));
  effect(() => words.keepTimeOf(model.office.value?.zone ?? ""));
  const area = signal(areaAt(null, 0, 0));
  setInterval(() => {
    const at = motion.myPlace(powers.now());
    area.value = at === null ? null : areaAt(plan.value, at.x, at.y);
  }, AREA_REFRESH_MS);
  window.addEventListener("online", () => connection.wake());
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && connection.wake());
  return {
    model,
    actions,
    drafts,
    settings,
    words,
    memory,
    route,
    identity,
    plan,
    area,
    looks,
    covered,
    sound: new Sound(),
    now: powers.now,
    random: powers.random,
    world: {
      state,
      actions: {
        walkTo: (x, y) =>
          void actions.goTo({ kind: "point", x: Math.round(x * UNITS_PER_PX), y: Math.round(y * UNITS_PER_PX) }),
        goTo: (kind, name) => void actions.goTo({ kind, name }),
        openCounter: (id) => route.open("counters", id),
        openPerson: (id) => route.open("people", id),
      },
      load: worldLoader(),
      isDrawable: signal(worldLoader() !== null && canDraw()),
    },
  };
}

function worldLoader(): App["world"]["load"] {
  const load = WORLDS["./world/index.ts"];
  return load === undefined ? null : async () => (await load()).start;
}

interface Drawn {
  readonly model: Model;
  readonly motion: Motion;
  readonly bubbles: BubblesModel;
  readonly plan: WorldState["plan"];
  readonly settings: SettingsModel;
  readonly words: PageWords;
  readonly covered: WorldState["covered"];
  readonly pictures: Pictures;
}

function worldState({ model, motion, bubbles, plan, settings, words, covered, pictures }: Drawn): WorldState {
  const setting = <K extends keyof Settings>(name: K) => computed(() => settings.now.value[name]);
  return {
    room: model.room,
    plan,
    people: model.people,
    counters: model.counters,
    ticket: model.ticket,
    called: model.called,
    bubbles: bubbles.now,
    language: words.language,
    stillness: setting("stillness"),
    contrast: setting("contrast"),
    textSize: setting("textSize"),
    covered,
    frame: (nowMs) => pictures.drawn(nowMs, motion.frame(nowMs)),
    say: words.say,
  };
}

const app = compose(browserPowers());
const host = document.getElementById("page");
if (host !== null) {
  await app.words.speak(app.settings.now.peek().language);
  render(
    <AppContext.Provider value={app}>
      <Page />
    </AppContext.Provider>,
    host,
  );
}
