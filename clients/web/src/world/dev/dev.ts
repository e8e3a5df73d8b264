// Looks at the drawing alone: the real map, people walking by the real step, counters and calls that come and go. For developers.
import { start } from "../index";
import { Rehearsal } from "./rehearsal";

const commands = new URLSearchParams(location.search);
const host = document.getElementById("host");

async function run(): Promise<void> {
  if (host === null) return;
  const rehearsal = await Rehearsal.of(commands);
  const world = await start(host, rehearsal.state, rehearsal.actions);
  Object.assign(window, { world, rehearsal, isDrawn: true });
}

run().catch((cause: unknown) => {
  document.title = `${cause}`;
  Object.assign(window, { fault: `${cause}` });
});
