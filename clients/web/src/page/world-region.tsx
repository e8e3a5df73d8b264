// The place where the world is drawn. It loads the drawing after the page, and stays a still picture when it cannot be drawn.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { World } from "../world/seam";
import { type App, useApp } from "./context";
import { Courtyard } from "./courtyard";
import { useSteering } from "./steer";

export function WorldRegion(): JSX.Element {
  const app = useApp();
  const host = useRef<HTMLDivElement>(null);
  const drawing = useSignal<"coming" | "drawn" | "none">(app.world.load === null ? "none" : "coming");
  useSteering(host, (heading) => app.actions.head(heading));
  useEffect(() => draw(app, host, (state) => (drawing.value = state)), []);
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
      {drawing.value !== "drawn" && (
        <div class="world-still">
          <Courtyard />
          <p role="status">{app.words.say(drawing.value === "coming" ? "world-coming" : "world-none")}</p>
        </div>
      )}
    </section>
  );
}

/** Load the drawing, start it in `host`; returns how to take it down. */
function draw(
  app: App,
  host: { readonly current: HTMLElement | null },
  tell: (state: "drawn" | "none") => void,
): () => void {
  let world: World | null = null;
  let isGone = false;
  const start = async () => {
    const load = app.world.load;
    if (load === null || host.current === null) return;
    const drawn = await (await load())(host.current, app.world.state, app.world.actions);
    if (isGone) return drawn.stop();
    world = drawn;
    tell("drawn");
  };
  start().catch(() => tell("none")); // a device that cannot draw keeps the still picture; every panel works as before
  return () => {
    isGone = true;
    world?.stop();
  };
}
