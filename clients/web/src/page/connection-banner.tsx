// The state of the connection to the office: a calm word while it is being made again, and a button when it was closed for good.
import type { JSX } from "preact";
import { useApp } from "./context";
import { Button } from "./controls";

export function ConnectionBanner(): JSX.Element | null {
  const { model, words, identity } = useApp();
  const status = model.status.value;
  if (identity.screen.value === "arrival" || identity.screen.value === "sign-in") return null;
  if (status.is === "waiting") return <Reconnecting said={words.sayOr(`waiting-${status.code}`, "rejoining")} />;
  if (model.delayed.value) return <Reconnecting said={words.say("waiting-delayed")} />;
  if (status.is === "connecting" && model.me.value !== null) return <Reconnecting said={words.say("rejoining")} />;
  if (status.is !== "ended") return null;
  return (
    <div class="line is-ended" role="alert">
      <p>{words.sayOr(`ended-${status.code}`, "ended-other")}</p>
      <Button kind="primary" onClick={() => identity.reconnect()}>
        {words.say("ended-back")}
      </Button>
    </div>
  );
}

function Reconnecting({ said }: { said: string }): JSX.Element {
  return (
    <div class="line" role="status">
      <span class="breath" aria-hidden="true" />
      <p>{said}</p>
    </div>
  );
}
