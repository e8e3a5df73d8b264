// What I gave back just now, and the button with which I take it back while that is possible (SPEC T37).
import type { JSX } from "preact";
import type { Undoable } from "../protocol/generated";
import { useApp } from "./context";
import { Button, RejectionWords } from "./controls";
import { TimeLeft, useSecondsLeft } from "./time-left";

export function TakeBack(): JSX.Element {
  const { model } = useApp();
  return (
    <>
      {model.undo.value.map((one) => (
        <GivenBack key={one.id} one={one} />
      ))}
    </>
  );
}

function GivenBack({ one }: { one: Undoable }): JSX.Element | null {
  const { words, actions, model } = useApp();
  const left = useSecondsLeft(one.id);
  const pending = actions.pending(`ticket.undo.${one.id}`);
  if (left === null || left === 0) return null;
  const { number } = one;
  return (
    <section class="card take-back" aria-label={words.say("ticket-title", { number })}>
      <p>
        {words.say("ticket-given-back", { number, service: words.both(model.services.value.get(one.service)?.title) })}
      </p>
      <div class="row">
        <Button
          kind="primary"
          size="large"
          busy={pending.value.is === "asked"}
          onClick={() => void actions.undoLeaving(one.id)}
        >
          {words.say("ticket-undo")}
        </Button>
        <TimeLeft ticket={one.id} />
      </div>
      <RejectionWords of={pending} />
    </section>
  );
}
