// Which avatar I am: a group of radio buttons with the whole person and their aid; words for those who do not see it.
import type { JSX } from "preact";
import { useApp } from "./context";
import { figureOf, type Look, portraitOf } from "./looks";

interface LookPickerProps {
  readonly looks: readonly Look[];
  readonly chosen: string | null;
  readonly choose: (id: string) => void;
}

export function LookPicker({ looks, chosen, choose }: LookPickerProps): JSX.Element {
  const { words, settings } = useApp();
  const title = looks.find((look) => look.id === chosen)?.title;
  return (
    <fieldset class="looks">
      <legend class="label">
        {words.say("arrival-look")} <span class="chosen-look">{words.both(title)}</span>
      </legend>
      <div class="look-grid">
        {looks.map((look) => (
          <label class="look" key={look.id}>
            <input
              type="radio"
              name="look"
              value={look.id}
              checked={look.id === chosen}
              onChange={() => choose(look.id)}
            />
            <FigureOf look={look} />
            {!settings.now.value.lowData && <span class="hidden">{words.both(look.title)}</span>}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** From head to wheel; with low data a quiet tile with the look's words. */
function FigureOf({ look }: { look: Look }): JSX.Element {
  const { settings, words } = useApp();
  if (settings.now.value.lowData) return <span class="figure is-words">{words.both(look.title)}</span>;
  return (
    <span class="figure">
      <img src={figureOf(look.id)} alt="" width="82" height="100" loading="lazy" decoding="async" />
    </span>
  );
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
