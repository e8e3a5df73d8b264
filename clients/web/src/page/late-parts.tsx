// Which parts of the page come late: the screen of the hall, while a name is chosen; the page of one request with its form and record;
// help and settings; and all that officers see.
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { CASE_WORDS } from "../words/case";
import { OFFICER_WORDS } from "../words/officer";
import { useApp } from "./context";
import { type LatePart, latePart, useLatePart } from "./late-part";

export const hallPart = latePart(() => import("./hall-screen"));

const casePart = latePart(async (words) => {
  const [part] = await Promise.all([import("./case"), words.add(CASE_WORDS)]);
  return part;
});
const settingsPart = latePart(() => import("./settings"));
const helpPart = latePart(() => import("./help"));
/** What a citizen may open next: here before it is asked for, also while the line is down. */
export const NEXT_PARTS: readonly Pick<LatePart<unknown>, "load">[] = [casePart, settingsPart, helpPart];

const officerPart = latePart(async (words) => {
  const [part] = await Promise.all([import("./officer"), words.add(CASE_WORDS), words.add(OFFICER_WORDS)]);
  return part;
});

export function HallPart(): JSX.Element {
  const { words, model } = useApp();
  const line = model.status.value.is;
  useEffect(() => void hallPart.load(words), [line]); // given up while the line was down, it is tried again with it
  const Screen = useLatePart(hallPart)?.HallScreen;
  if (Screen) return <Screen />;
  return (
    <main id="main">
      <p role="status">{words.say("hall-coming")}</p>
    </main>
  );
}

export function CasePart({ id }: { id: string }): JSX.Element | null {
  const Screen = useLatePart(casePart)?.CaseScreen;
  return Screen ? <Screen id={id} /> : null;
}

export function SettingsPart(): JSX.Element | null {
  const Screen = useLatePart(settingsPart)?.SettingsPanel;
  return Screen ? <Screen /> : null;
}

export function HelpPart(): JSX.Element | null {
  const Screen = useLatePart(helpPart)?.Help;
  return Screen ? <Screen /> : null;
}

/** Show that component of the officers' part as soon as it is here. */
export function OfficerPart({ name }: { name: keyof typeof import("./officer") }): JSX.Element | null {
  const Component = useLatePart(officerPart)?.[name];
  return Component ? <Component /> : null;
}
