// Which avatar I am: the one that is chosen, and a button that opens the others. Most people keep the look that they are given.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useId } from "preact/hooks";
import { useApp } from "./context";
import { latePart, useLatePart } from "./late-part";
import { figureOf, type Look } from "./looks";

const picker = latePart(() => import("./look-picker"));

export interface LooksProps {
  readonly looks: readonly Look[];
  readonly chosen: string | null;
  readonly choose: (id: string) => void;
}

export function LookChoice(props: LooksProps): JSX.Element | null {
  const { words, settings } = useApp();
  const isOpen = useSignal(false);
  const id = useId();
  const look = props.looks.find((known) => known.id === props.chosen);
  if (props.looks.length === 0) return null;
  return (
    <div>
      <div class="look-now">
        {look && !settings.now.value.lowData && <img src={figureOf(look.id)} alt="" width="82" height="100" />}
        <p id={id}>
          <span class="label">{words.say("arrival-look")}</span>{" "}
          <span class="chosen-look">{words.both(look?.title)}</span>
        </p>
        <button
          type="button"
          class="button secondary"
          aria-expanded={isOpen.value}
          aria-describedby={id}
          onClick={() => (isOpen.value = !isOpen.value)}
        >
          {words.say("arrival-look-others")}
        </button>
      </div>
      {isOpen.value && <Others {...props} />}
    </div>
  );
}

function Others(props: LooksProps): JSX.Element | null {
  const Picker = useLatePart(picker)?.LookPicker;
  return Picker ? <Picker {...props} /> : null;
}
