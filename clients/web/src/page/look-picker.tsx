// Which avatar I am: a group of radio buttons with portraits; words for those who do not see the pictures.
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { useApp } from "./context";
import { type Look, portraitOf } from "./looks";

interface LookPickerProps {
  readonly looks: readonly Look[];
  readonly chosen: string | null;
  readonly choose: (id: string) => void;
}

export function LookPicker({ looks, chosen, choose }: LookPickerProps): JSX.Element {
  const { words } = useApp();
  const grid = useRef<HTMLDivElement>(null);
  useEffect(() => showChosen(grid.current), [looks.length]);
  const title = looks.find((look) => look.id === chosen)?.title;
  return (
    <fieldset class="looks">
      <legend class="label">
        {words.say("arrival-look")} <span class="chosen-look">{words.both(title)}</span>
      </legend>
      <div class="look-grid" ref={grid}>
        {looks.map((look) => (
          <label class="look" key={look.id}>
            <input
              type="radio"
              name="look"
              value={look.id}
              checked={look.id === chosen}
              onChange={() => choose(look.id)}
            />
            <Portrait look={look.id} />
            <span class="hidden">{words.both(look.title)}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** Scroll the row, never the page, so that the look that is chosen at first can be seen. */
function showChosen(grid: HTMLElement | null): void {
  const chosen = grid?.querySelector<HTMLElement>(".look:has(:checked)");
  if (grid && chosen)
    grid.scrollLeft = chosen.offsetLeft - grid.offsetLeft - (grid.clientWidth - chosen.offsetWidth) / 2;
}

/** A portrait; with low data, and while it cannot be loaded, a quiet disc. */
export function Portrait({ look, small = false }: { look: string; small?: boolean }): JSX.Element {
  const { settings } = useApp();
  const isDrawn = !settings.now.value.lowData && look !== "";
  return (
    <span class={small ? "portrait small" : "portrait"} aria-hidden="true">
      {isDrawn && (
        <img
          src={portraitOf(look)}
          alt=""
          width="96"
          height="96"
          loading="lazy"
          decoding="async"
          onError={(event) => event.currentTarget.remove()}
        />
      )}
    </span>
  );
}
