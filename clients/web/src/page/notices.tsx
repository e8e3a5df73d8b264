// What the office tells me: short words that stay until I close them.
import type { JSX } from "preact";
import type { ShownNotice } from "../model/model";
import { useApp } from "./context";
import { Icon } from "./icons";

export function Notices(): JSX.Element {
  const { model, words } = useApp();
  return (
    <div class="notices" role="status" aria-label={words.say("notices")}>
      {model.notices.value.map((shown) => (
        <OneNotice key={shown.key} shown={shown} />
      ))}
    </div>
  );
}

function OneNotice({ shown }: { shown: ShownNotice }): JSX.Element {
  const { model, words } = useApp();
  const { code, about } = shown.notice;
  const key = `notice-${code}`;
  const known = words.sayOr(key, "notice-other");
  return (
    <div class="notice">
      <p>{known === words.say("notice-other") ? known : words.say(key, about ?? {})}</p>
      <button type="button" class="icon-button" onClick={() => model.dismiss(shown.key)}>
        <Icon name="close" />
        <span>{words.say("close")}</span>
      </button>
    </div>
  );
}
