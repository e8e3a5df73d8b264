// The drawn world, loaded after the page: puts a canvas into the host and draws the state until it is stopped.
import { effect } from "@preact/signals";
import { Drawing } from "./drawing";
import { Gestures } from "./gestures";
import { Loop } from "./loop";
import type { Start, World, WorldState } from "./seam";
import { Stage } from "./stage";
import { ZoomButtons } from "./zoom-buttons";

export { CannotDraw } from "./fault";

const ZOOM_STEP = 1.35;

/** Rejects with CannotDraw when this device has no WebGL, and with the cause when the first place cannot be fetched. */
export const start: Start = async (host, state, actions): Promise<World> => {
  const stage = await Stage.open(host);
  const drawing = new Drawing(stage, state, actions, hourNow);
  try {
    await drawing.open();
  } catch (cause) {
    drawing.close();
    stage.close();
    throw cause;
  }
  const ends = [run(stage, drawing), watchSize(host, drawing), listen(stage, drawing), offerZoom(host, state, drawing)];
  const stop = () => {
    for (const end of ends) end();
    drawing.close();
    stage.close();
  };
  return { stop };
};

/** Hours since midnight where the person is. */
function hourNow(): number {
  const now = new Date();
  return now.getHours() + now.getMinutes() / 60;
}

/** Draw until the end; a lost context draws nothing, and everything again when it is back. */
function run(stage: Stage, drawing: Drawing): () => void {
  const loop = new Loop((nowMs, elapsedMs) => drawing.frame(nowMs, elapsedMs));
  const lost = () => loop.stop();
  const found = () => {
    drawing.refresh();
    loop.start();
  };
  stage.canvas.addEventListener("webglcontextlost", lost);
  stage.canvas.addEventListener("webglcontextrestored", found);
  loop.start();
  return () => {
    stage.canvas.removeEventListener("webglcontextlost", lost);
    stage.canvas.removeEventListener("webglcontextrestored", found);
    loop.stop();
  };
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
    dragged: (across, down) => drawing.camera.drag(across, down),
    zoomed: (factor) => drawing.camera.zoomBy(factor),
    hovered: (x, y) => {
      canvas.style.cursor = drawing.isPointed(x, y) ? "pointer" : "default";
    },
  });
  return () => gestures.stop();
}

function offerZoom(host: HTMLElement, state: WorldState, drawing: Drawing): () => void {
  const { camera } = drawing;
  const after = (act: () => void) => () => {
    act();
    buttons.limit(camera.isClosest, camera.isFarthest);
  };
  const buttons = new ZoomButtons(host, {
    nearer: after(() => camera.zoomBy(ZOOM_STEP)),
    farther: after(() => camera.zoomBy(1 / ZOOM_STEP)),
    all: after(() => camera.showAll()),
  });
  const undo = effect(() => {
    state.language.value;
    buttons.name(state.say);
    buttons.place(state.covered.value);
    buttons.contrast(state.contrast.value);
  });
  return () => {
    undo();
    buttons.remove();
  };
}
