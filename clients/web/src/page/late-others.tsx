// What comes late of muting and reporting others, and of being barred (SPEC R24, R25, O28).
import type { JSX } from "preact";
import { OTHERS_WORDS } from "../words/others";
import { useApp } from "./context";
import { latePart, useLatePart } from "./late-part";

const othersPart = latePart(async (words) => {
  const [part] = await Promise.all([import("./others"), words.add(OTHERS_WORDS)]);
  return part;
});

/** What I can do about whom I chose here; behind it, among people, whom I muted and what I reported. */
export function OthersPart({ from }: { from: "people" | "chat" }): JSX.Element | null {
  const { model, muted } = useApp();
  const hasLists = from === "people" && muted.now.value.size + model.reports.value.length > 0;
  return muted.chosen.value?.from === from || hasLists ? <OthersLater from={from} /> : null;
}

function OthersLater({ from }: { from: "people" | "chat" }): JSX.Element | null {
  const { muted } = useApp();
  const part = useLatePart(othersPart);
  const chosen = muted.chosen.value;
  if (part === null) return null;
  return (
    <>
      {chosen?.from === from && <part.PersonChoices key={chosen.id} person={chosen} />}
      {from === "people" && <part.OthersLists />}
    </>
  );
}

/** That I may not be in the rooms (SPEC R24). */
export function BarredPart(): JSX.Element | null {
  return useApp().model.bar.value === null ? null : <BarredLater />;
}

function BarredLater(): JSX.Element | null {
  const Told = useLatePart(othersPart)?.Barred;
  return Told ? <Told /> : null;
}

/** The words of what the office has told about reports; there is nothing to do about it. */
export function OthersWordsPart(): null {
  useLatePart(othersPart);
  return null;
}
