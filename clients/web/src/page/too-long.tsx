// Says by how much a text is too long, while it is. The text itself stays whole: nothing is cut off unseen.
import type { JSX } from "preact";
import { lettersOf } from "../protocol/letters";
import { useApp } from "./context";

export function TooLong({ id, text, max }: { id: string; text: string; max: number }): JSX.Element {
  const { words } = useApp();
  const count = lettersOf(text);
  return (
    <p class="fault" id={id} role="status">
      {count > max && words.say("text-too-long", { max, count })}
    </p>
  );
}
