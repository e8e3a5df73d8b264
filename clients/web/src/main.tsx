// The composition root: everything is made here once and handed to those who need it. Socket, clock, chance and stores come from
// environment.ts, through here alone.
//
// How a frame reaches the screen:
// 1. net/connection.ts decodes it, takes what is the connection's own (welcome, pong, replies) and keeps the lane's numbers: a gap
//    or a repeated message never comes further (SPEC W9).
// 2. model/message-dispatch.ts hands every other message to those whom it concerns, by its kind.
// 3. model/ holds what this visitor knows, as signals. The page (page/) reads them and is drawn again where they changed.
// 4. model/motion.ts plays what ticks say back a little late and predicts the own avatar. The drawn world (world/) asks it for every
//    picture, through world/world-api.ts; it is loaded after the page, and the page is whole without it.
// 5. What the visitor does goes the other way: model/actions.ts makes a command, net/requests.ts gives it an id and keeps it until the
//    reply, over reconnects and reloads (SPEC W6).
import { effect, type ReadonlySignal, signal } from "@preact/signals";
import { render } from "preact";
import { deviceMemory, isDrawable, languages, memory, preferences, start, supplies } from "./ahead";
import { drawnWorld } from "./drawn-world";
import { afterPaint, browserPowers, commandStore, requestId, storeOf } from "./environment";
import { DeviceIdentity } from "./identity";
import { Actions } from "./model/actions";
import { BubblesModel } from "./model/bubbles";
import { CallEnds } from "./model/call-ends";
import { askedOf, Drafts } from "./model/drafts";
import { Memory } from "./model/memory";
import { messageDispatcher } from "./model/message-dispatch";
import { Model } from "./model/model";
import { Motion } from "./model/motion";
import { Muted } from "./model/muted";
import { News } from "./model/news";
import { Outgoing } from "./model/outgoing";
import { areaAt, type NamedArea, type Plan } from "./model/plan";
import { fetchPlan } from "./model/plan-loading";
import { RoomPlan } from "./model/room-plan";
import { SettingsModel } from "./model/settings";
import { ServerClock } from "./net/clock";
import { Connection, type Powers } from "./net/connection";
import { Requests } from "./net/requests";
import type { Supplies } from "./net/supplies";
import { OFFICE_MEMORY_PREFIX } from "./office-path";
import { Page } from "./page/app";
import { type App, AppContext, type ScreenName } from "./page/context";
import { FrameMonitor, offerLab } from "./page/lab/instruments";
import { hallPart } from "./page/late-parts";
import { fetchLooks, type Look } from "./page/looks";
import { Route } from "./page/route";
import { loadedSite } from "./page/site";
import { Sound } from "./page/sound";
import { prepare } from "./preparation";
import { PageWords } from "./words/words";
import type { Covered } from "./world/world-api";
import "./page/styles/index.css";

const AREA_REFRESH_MS = 700;

/** Make the parts, one concern after another: what this device knows, the office over the connection, the page and the drawing. */
function compose(powers: Powers): App {
  const { now, random } = powers;
  const tabMemory = new Memory(storeOf("sessionStorage"), OFFICE_MEMORY_PREFIX);
  const settings = new SettingsModel(deviceMemory, preferences, languages);
  const words = new PageWords();
  const route = new Route(window);
  const office = connectOffice(powers, { memory, tabMemory, settings, supplies, route });
  const { model, muted, actions, drafts, news, outgoing, motion, bubbles, plan, clock, connection, identity } = office;

  const covered = signal<Covered>({ top: 0, right: 0, bottom: 0, left: 0 });
  const frames = new FrameMonitor();
  const statistics = () => motion.statistics(now());
  offerLab({ clock, traffic: connection.traffic, drawnFrames: frames, say: words.say, motion: statistics, now });
  const looks = loadedLooks(supplies);
  const site = loadedSite(supplies);
  speakAsSet(words, settings, model);
  const area = areaUnderfoot(motion, plan, now);
  wakeOnReturn(connection);
  const parts = {
    model,
    muted,
    motion,
    bubbles,
    plan,
    settings,
    words,
    covered,
    frames,
    actions,
    route,
    isDrawable,
    supplies,
  };
  const world = drawnWorld(parts);
  prepare({ identity, settings, world, room: model.room, supplies, connection, start, page: document, afterPaint });
  const sound = new Sound();
  soundAfterGesture(sound);
  const known = {
    model,
    drafts,
    news,
    callEnds: office.callEnds,
    muted,
    outgoing,
    settings,
    words,
    memory,
    plan,
    area,
    looks,
    site,
    covered,
  };
  const shared = { ...known, actions, route, identity };
  return { ...shared, sound, now, random, world };
}

interface DeviceParts {
  readonly memory: Memory;
  readonly tabMemory: Memory;
  readonly settings: SettingsModel;
  readonly supplies: Supplies;
  readonly route: Route;
}

/** Make the connection and all that follows from its messages, and come in at once when this device knows who it is. */
function connectOffice(powers: Powers, { memory, tabMemory, settings, supplies, route }: DeviceParts) {
  const model = new Model();
  const muted = new Muted(memory);
  const clock = new ServerClock();
  const motion = new Motion(clock);
  const bubbles = new BubblesModel(powers.now);
  const roomPlan = new RoomPlan(model.room, motion, (place) => fetchPlan(place, supplies));
  const requests = new Requests(requestId, commandStore(tabMemory));
  const connection = new Connection(powers, requests, clock, {
    status: (status) => {
      model.connectionChanged(status);
      if (status.is === "open") drafts.flush();
    },
    welcomed: (welcome) => {
      identity.welcomed(welcome);
      model.welcomed(welcome);
      actions.restateHeading();
    },
    message: (message) => dispatch(message),
  });
  const drafts: Drafts = new Drafts(memory, {
    keep: (caseId, values, rev) =>
      actions.keepDraft(caseId, askedOf(model.cases.peek().get(caseId)?.form, values), rev),
    later: powers.later,
  });
  const news = new News(memory, {
    isInView: (caseId) => document.visibilityState === "visible" && caseBefore(model, route) === caseId,
    isOfficer: () => model.isOfficer.peek(),
  });
  const callEnds = new CallEnds(powers.now);
  const dispatch = messageDispatcher({
    model,
    motion,
    plan: roomPlan,
    bubbles,
    drafts,
    news,
    callEnds,
    now: powers.now,
  });
  const actions: Actions = new Actions(connection, model, motion, drafts, powers.now);
  const identity = new DeviceIdentity({ address: location, memory, tabMemory, connection, settings, model });
  effect(() => {
    if (model.me.value === null) news.forget();
  });
  identity.restore();
  const outgoing = outgoingWords(powers, connection, memory, tabMemory);
  effect(() => {
    if (!isOutside(identity.screen.value)) return;
    outgoing.forget();
    muted.forget();
  });
  return {
    model,
    muted,
    actions,
    drafts,
    news,
    callEnds,
    outgoing,
    motion,
    bubbles,
    plan: roomPlan.now,
    clock,
    connection,
    identity,
  };
}

const isOutside = (screen: ScreenName): boolean => screen === "arrival" || screen === "sign-in";

/** What is said and written, kept by this tab until the office has it. */
function outgoingWords(powers: Powers, connection: Connection, memory: Memory, tabMemory: Memory): Outgoing {
  const { later } = powers;
  const ask: Connection["ask"] = (draft, id) => connection.ask(draft, id);
  return new Outgoing({ ask, newId: requestId, nowMs: () => Date.now(), later }, memory, tabMemory);
}

/** The case that stands before the person: the open one; at a desk, else, that of the talk. */
function caseBefore(model: Model, route: Route): string | null {
  const shown = route.shown.peek();
  if (shown?.panel === "case") return shown.id;
  return model.desk.peek()?.ticket?.case ?? null;
}

/** Browsers allow sound only after a gesture, on each page anew: the first one anywhere will do. */
function soundAfterGesture(sound: Sound): void {
  for (const gesture of ["pointerdown", "keydown"] as const)
    window.addEventListener(gesture, () => sound.allow(), { once: true, passive: true });
}

/** The looks that the office offers; none until they are loaded. */
function loadedLooks(supplies: Supplies): ReadonlySignal<readonly Look[]> {
  const looks = signal<readonly Look[]>([]);
  void fetchLooks(supplies).then((found) => {
    looks.value = found;
  });
  return looks;
}

/** Speak the language of the settings, and tell times by the office's clock. */
function speakAsSet(words: PageWords, settings: SettingsModel, model: Model): void {
  words.speakTo(model.isOfficer);
  effect(() => void words.speak(settings.now.value.language));
  effect(() => words.keepTimeOf(model.office.value?.zone ?? ""));
}

/** The named part of the place in which I stand, looked up now and then. */
function areaUnderfoot(
  motion: Motion,
  plan: ReadonlySignal<Plan | null>,
  now: () => number,
): ReadonlySignal<NamedArea | null> {
  const area = signal(areaAt(null, 0, 0));
  setInterval(() => {
    if (document.visibilityState === "hidden") return;
    const at = motion.myPlace(now());
    area.value = at === null ? null : areaAt(plan.value, at.x, at.y);
  }, AREA_REFRESH_MS);
  return area;
}

/** The network is back, or the page is seen again: connect at once. */
function wakeOnReturn(connection: Connection): void {
  window.addEventListener("online", () => connection.wake());
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && connection.wake());
}

const app = compose(browserPowers());
const host = document.getElementById("page");
if (host !== null) {
  const isKnown = app.identity.screen.peek() === "hall"; // then nothing else is seen before
  await Promise.all([app.words.speak(app.settings.now.peek().language), isKnown && hallPart.load(app.words)]);
  render(
    <AppContext.Provider value={app}>
      <Page />
    </AppContext.Provider>,
    host,
  );
  afterPaint(() => app.identity.screen.peek() === "arrival" && void hallPart.load(app.words));
}
