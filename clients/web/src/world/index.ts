// The drawn world, loaded after the page: puts a canvas into the host and draws the state until it is stopped.

import type { Supplies } from "../net/supplies";
import { Drawing } from "./drawing";
import { Gestures } from "./gestures";
import { Loop } from "./loop";
import { Stage } from "./stage";
import type { Start, World, WorldActions, WorldState } from "./world-api";
import { ZoomButtons } from "./zoom-buttons";

export { CannotDraw } from "./fault";

const ZOOM_STEP = 1.35;
const REVIVAL_MS = 400;
const REVIVALS_MAX = 5;

/** Rejects with CannotDraw when this device has no WebGL, and with the cause when the first place cannot be fetched. */
export const start: Start = async (host, state, actions, supplies): Promise<World> => {
  const show = (lost: () => void) => exhibit(host, state, actions, supplies, lost);
  let [end, isOver, revivals] = [() => {}, false, 0];
  // A graphics context that was lost comes back with holes in it: everything is made anew, on a canvas of its own.
  const revive = async (): Promise<void> => {
    end();
    end = () => {};
    revivals += 1;
    await new Promise((resolve) => setTimeout(resolve, REVIVAL_MS * revivals));
    if (isOver || revivals > REVIVALS_MAX) return;
    const next = await show(() => void revive()).catch(() => revive());
    if (next !== undefined) keep(next);
  };
  const keep = (next: () => void) => {
    if (isOver) next();
    else end = next;
  };
  keep(await show(() => void revive()));
  const stop = () => {
    isOver = true;
    end();
  };
  return { stop };
};

/** Draw the state in `host`; returns how to take it down. `lost` is called once when the graphics context is gone. */
async function exhibit(
  host: HTMLElement,
  state: WorldState,
  actions: WorldActions,
  supplies: Supplies,
  lost: () => void,
): Promise<() => void> {
  const stage = await Stage.open(host);
  const drawing = new Drawing(stage, state, actions, supplies, hourNow);
  const close = () => {
    drawing.close();
    stage.close();
  };
  await drawing.open().catch((cause: unknown) => {
    close();
    throw cause;
  });
  const buttons = offerZoom(host, state, drawing);
  const ends = [
    run(drawing, buttons),
    watchSize(host, drawing),
    listen(stage, drawing),
    watchLoss(stage, lost),
    () => buttons.remove(),
  ];
  await drawing.isShown;
  return () => {
    for (const end of ends) end();
    close();
  };
}

/** Hours since midnight where the person is. */
function hourNow(): number {
  const now = new Date();
  return now.getHours() + now.getMinutes() / 60;
}

function run(drawing: Drawing, buttons: ZoomButtons): () => void {
  const loop = new Loop({
    frame: (nowMs, elapsedMs) => {
      const goesOn = drawing.frame(nowMs, elapsedMs);
      buttons.limit(drawing.camera.isClosest, drawing.camera.isFarthest);
      return goesOn;
    },
    restMs: () => drawing.restMs(),
  });
  drawing.wake = loop.wake;
  loop.start();
  return () => loop.stop();
}

function watchLoss({ canvas }: Stage, lost: () => void): () => void {
  const ends = new AbortController();
  canvas.addEventListener("webglcontextlost", lost, { signal: ends.signal, once: true });
  return () => ends.abort();
}

function watchSize(host: HTMLElement, drawing: Drawing): () => void {
  const watch = new ResizeObserver(() => drawing.resize());
  watch.observe(host);
  return () => watch.disconnect();
}

function listen(stage: Stage, drawing: Drawing): () => void {
  const { canvas } = stage;
  const gestures = new Gestures(canvas, {
    tapped: (x, y) => drawing.tap(x, y, performance.now()),
    dragged: (across, down) => drawing.turn((camera) => camera.drag(across, down)),
    zoomed: (factor) => drawing.turn((camera) => camera.zoomBy(factor)),
    hovered: (x, y) => {
      canvas.style.cursor = drawing.isPointed(x, y) ? "pointer" : "default";
    },
  });
  return () => gestures.stop();
}

function offerZoom(host: HTMLElement, state: WorldState, drawing: Drawing): ZoomButtons {
  const buttons = new ZoomButtons(host, {
    nearer: () => drawing.turn((camera) => camera.zoomBy(ZOOM_STEP)),
    farther: () => drawing.turn((camera) => camera.zoomBy(1 / ZOOM_STEP)),
    all: () => drawing.turn((camera) => camera.showAll()),
  });
  buttons.follow(() => {
    state.language.value;
    buttons.name(state.say);
    buttons.place(state.covered.value);
    buttons.contrast(state.contrast.value);
  });
  return buttons;
}
