// The first script that runs, before the page's own is here: asks for what will be wanted next, so that the line is never idle. Where
// nothing will be drawn, or with low data, nothing of a drawing is asked for. What is made here is made once; main.tsx hands it on.
import { canDraw, line, storeOf, systemPreferences } from "./environment";
import { Memory } from "./model/memory";
import { keptSettings, servedLanguages } from "./model/preferences";
import { fetchStart, SITE, type Start, suppliesOf } from "./net/addresses";
import { SuppliesAhead } from "./net/supplies";
import { OFFICE_MEMORY_PREFIX, OFFICE_PATH } from "./office-path";

/** What belongs to the device, whichever office its person visits. */
export const deviceMemory = new Memory(storeOf("localStorage"));
/** What belongs to visits of this office. */
export const memory = new Memory(storeOf("localStorage"), OFFICE_MEMORY_PREFIX);
export const preferences = systemPreferences();
export const supplies = new SuppliesAhead(line, document.baseURI);

const { plain, easy, lowData } = keptSettings(deviceMemory, preferences);
/** Asked while the line is slow and the processor idle. */
export const isDrawable: boolean = canDraw();

let askedStart: Promise<Start | null> | null = null;

/** Where a newcomer begins who came by this link: asked once. */
export function start(): Promise<Start | null> {
  askedStart ??= fetchStart(location.search, supplies);
  return askedStart;
}

/** Fetch these pieces of code, without running them, behind what the arrival needs. */
function preload(addresses = ""): void {
  for (const href of addresses.split(" ").filter(Boolean)) {
    const link = document.createElement("link");
    Object.assign(link, { rel: "modulepreload", href, crossOrigin: "", fetchPriority: "low" });
    document.head.append(link);
  }
}

async function stockStart(): Promise<void> {
  const first = await start();
  if (first !== null) supplies.stock(suppliesOf(first));
}

const known = JSON.parse(document.getElementById("known")?.textContent ?? "{}");
supplies.know(known);
/** In which the office serves people: the page knows it from its first moment. */
export const languages = servedLanguages(known[SITE]);
/** Where the code is, as `vite.config.ts` wrote it into the page. */
const built = document.querySelector<HTMLElement>("script[data-drawing]")?.dataset;
if (location.pathname === `${OFFICE_PATH}/`) {
  preload(built?.hall);
  if (isDrawable && !plain && !easy && !lowData) {
    preload(built?.drawing);
    void stockStart();
  }
}
