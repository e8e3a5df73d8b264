// What is fetched while somebody chooses a name, and as soon as a room is known: the drawing's code, what the place is drawn with,
// and a socket to come in by. Nothing of it where nothing will be drawn, and never with low data.
import { computed, effect, type ReadonlySignal } from "@preact/signals";
import { isMap } from "./model/memory";
import type { SettingsModel } from "./model/settings";
import type { SuppliesAhead } from "./net/supplies";
import type { App, Identity } from "./page/context";
import type { Room } from "./protocol/generated";
import { ART_INDEX, firstSheetsOf, floorOf } from "./world/addresses";

interface PreparationParts {
  readonly identity: Pick<Identity, "screen">;
  readonly settings: Pick<SettingsModel, "now">;
  readonly world: Pick<App["world"], "load" | "isDrawable" | "isDrawn">;
  readonly room: ReadonlySignal<Room | null>;
  readonly supplies: SuppliesAhead;
  readonly connection: { prepare(): void };
  /** What the link says after the `?`. */
  readonly search: string;
  /** Where people press and write. */
  readonly page: Pick<EventTarget, "addEventListener">;
  /** Run when the page has been seen. */
  readonly afterPaint: (run: () => void) => void;
}

const SIGNS_OF_LIFE = ["pointerdown", "keydown", "focusin"] as const;

/** Follow the screen for as long as the page lives. */
export function prepare(parts: PreparationParts): void {
  const { identity, settings, world, room, supplies, connection } = parts;
  const isComing = computed(() => {
    const { plain, easy, lowData } = settings.now.value;
    return !plain && !easy && !lowData && world.load !== null && world.isDrawable.value && !world.isDrawn.value;
  });
  const ahead = async () => {
    void world.load?.().catch(() => {}); // the screen that draws loads it again, and tells
    const start = await startOf(parts.search, supplies);
    if (start !== null) stock(supplies, start);
  };
  const isChoosing = computed(() => identity.screen.value === "arrival" && isComing.value);
  effect(() => {
    if (!isChoosing.value) return;
    parts.afterPaint(() => {
      connection.prepare();
      void ahead();
    });
  });
  const keepReady = () => isChoosing.peek() && connection.prepare();
  for (const sign of SIGNS_OF_LIFE) parts.page.addEventListener(sign, keepReady, { passive: true });
  effect(() => {
    const known = room.value;
    if (known !== null && isComing.value) stock(supplies, known);
  });
}

type Start = Pick<Room, "place" | "map">;

function stock(supplies: SuppliesAhead, { place, map }: Start): void {
  const sheets = firstSheetsOf(place);
  supplies.stock({ jsons: [ART_INDEX, map, floorOf(place)], pictures: [sheets.objects, sheets.tiles] });
}

/** Where the office lets a newcomer begin; null when it does not say. */
async function startOf(search: string, supplies: SuppliesAhead): Promise<Start | null> {
  const place = new URLSearchParams(search).get("place");
  const asked = place === null ? "" : `?place=${encodeURIComponent(place)}`;
  const start = await supplies.json(`/api/start${asked}`).catch(() => null);
  const isStart = isMap(start) && typeof start.place === "string" && typeof start.map === "string";
  return isStart ? { place: `${start.place}`, map: `${start.map}` } : null;
}
