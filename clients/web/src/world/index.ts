// The drawn world, loaded after the page: puts a canvas into the host and draws the state until it is stopped.
import { Drawing } from "./drawing";
import { Loop } from "./loop";
import type { Start, World } from "./seam";
import { Stage } from "./stage";

export { CannotDraw } from "./fault";

/** Rejects with CannotDraw when this device has no WebGL, and with the cause when the first place cannot be fetched. */
export const start: Start = async (host, state, actions): Promise<World> => {
  const stage = await Stage.open(host);
  const drawing = new Drawing(stage, state, actions);
  const loop = new Loop((nowMs, elapsedMs) => drawing.frame(nowMs, elapsedMs));
  const watch = new ResizeObserver(() => drawing.resize());
  const stop = () => {
    watch.disconnect();
    loop.stop();
    drawing.close();
    stage.close();
  };
  try {
    await drawing.open();
  } catch (cause) {
    stop();
    throw cause;
  }
  watch.observe(host);
  loop.start();
  return { stop };
};
