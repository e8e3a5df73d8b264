// Looks at the drawing alone: the real map, people walking by the real step, counters and calls that come and go. For developers.
import { start } from "../index";
import { SimulatedWorld } from "./simulated-world";

const query = new URLSearchParams(location.search);
const host = document.getElementById("host");

async function run(): Promise<void> {
  if (host === null) return;
  const simulation = await SimulatedWorld.of(query);
  const world = await start(host, simulation.state, simulation.actions, simulation.supplies);
  Object.assign(window, { world, simulation, isDrawn: true });
}

run().catch((cause: unknown) => {
  document.title = `${cause}`;
  Object.assign(window, { fault: `${cause}` });
});
