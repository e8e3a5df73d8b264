// Which parts of the page come late: the page of one request with its form and record, and all that officers see.
import type { JSX } from "preact";
import { CASE_WORDS } from "../words/case";
import { OFFICER_WORDS } from "../words/officer";
import { latePart, useLatePart } from "./late-part";

export const casePart = latePart(async (words) => {
  const [part] = await Promise.all([import("./case"), words.add(CASE_WORDS)]);
  return part;
});

const officerPart = latePart(async (words) => {
  const [part] = await Promise.all([import("./officer"), words.add(CASE_WORDS), words.add(OFFICER_WORDS)]);
  return part;
});

export function CasePart({ id }: { id: string }): JSX.Element | null {
  const Screen = useLatePart(casePart)?.CaseScreen;
  return Screen ? <Screen id={id} /> : null;
}

/** Show that component of the officers' part as soon as it is here. */
export function OfficerPart({ name }: { name: keyof typeof import("./officer") }): JSX.Element | null {
  const Component = useLatePart(officerPart)?.[name];
  return Component ? <Component /> : null;
}
