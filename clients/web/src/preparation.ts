// What is fetched while somebody chooses a name, and as soon as a room is known: the drawing's code, what the place is drawn with,
// and a socket to come in by. Nothing of it where nothing will be drawn, and never with low data.
import { computed, effect, type ReadonlySignal } from "@preact/signals";
import type { SettingsModel } from "./model/settings";
import { type Start, suppliesOf } from "./net/addresses";
import type { SuppliesAhead } from "./net/supplies";
import type { App, Identity } from "./page/context";
import type { Room } from "./protocol/generated";

interface PreparationParts {
  readonly identity: Pick<Identity, "screen">;
  readonly settings: Pick<SettingsModel, "now">;
  readonly world: Pick<App["world"], "load" | "isDrawable" | "isDrawn">;
  readonly room: ReadonlySignal<Room | null>;
  readonly supplies: SuppliesAhead;
  readonly connection: { prepare(): void };
  /** Where a newcomer begins; null when the office does not say. */
  readonly start: () => Promise<Start | null>;
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
    const start = await parts.start();
    if (start !== null) supplies.stock(suppliesOf(start));
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
    if (known !== null && isComing.value) supplies.stock(suppliesOf(known));
  });
}
