// The place where the world is drawn. It loads the drawing after the page; a device that cannot draw is told to the page.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { World } from "../world/world-api";
import { type App, useApp } from "./context";
import { Courtyard } from "./courtyard";
import { useSteering } from "./steer";

/** The mark in the page's performance timeline at the first picture of the hall. */
const DRAWN = "madang-drawn";

export function WorldRegion(): JSX.Element {
  const app = useApp();
  const host = useRef<HTMLDivElement>(null);
  const isDrawn = useSignal(false);
  const tellDrawn = () => {
    performance.mark(DRAWN);
    isDrawn.value = app.world.isDrawn.value = true;
  };
  useSteering(host, (heading) => app.actions.head(heading));
  useEffect(() => draw(app, host, tellDrawn), []);
  return (
    <section class="world-frame" aria-label={app.words.say("world")}>
      <div
        id="world"
        class="world"
        ref={host}
        tabIndex={0}
        role="application"
        aria-label={app.words.say("world-label")}
        aria-describedby="world-how"
      />
      <p id="world-how" class="world-how">
        {app.words.say("world-how")}
      </p>
      {!isDrawn.value && (
        <div class="world-still">
          <Courtyard />
          <p role="status">{app.words.say("world-coming")}</p>
        </div>
      )}
    </section>
  );
}

/** Load the drawing, start it in `host`; returns how to take it down. */
function draw(app: App, host: { readonly current: HTMLElement | null }, tellDrawn: () => void): () => void {
  let world: World | null = null;
  let isGone = false;
  const start = async () => {
    const load = app.world.load;
    if (load === null || host.current === null) return;
    const drawn = await (await load())(host.current, app.world.state, app.world.actions, app.world.supplies);
    if (isGone) return drawn.stop();
    world = drawn;
    tellDrawn();
  };
  start().catch(() => {
    app.world.isDrawable.value = false; // the page goes plain: nothing is missing there but the picture
  });
  return () => {
    isGone = true;
    world?.stop();
  };
}
