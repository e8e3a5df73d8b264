// All looks to choose from: a group of radio buttons with the whole person and their aid; words for those who do not see it.
import type { JSX } from "preact";
import { useApp } from "./context";
import type { LooksProps } from "./look-choice";
import { figureOf, type Look } from "./looks";
import "./styles/looks.css";

export function LookPicker({ looks, chosen, choose }: LooksProps): JSX.Element {
  const { words } = useApp();
  return (
    <fieldset class="looks">
      <legend class="hidden">{words.say("arrival-look")}</legend>
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
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** From head to wheel, and the look's words; with low data these alone. */
function FigureOf({ look }: { look: Look }): JSX.Element {
  const { settings, words } = useApp();
  if (settings.now.value.lowData) return <span class="figure is-words">{words.both(look.title)}</span>;
  return (
    <>
      <span class="figure">
        <img src={figureOf(look.id)} alt="" width="82" height="100" loading="lazy" decoding="async" />
      </span>
      <span class="hidden">{words.both(look.title)}</span>
    </>
  );
}
