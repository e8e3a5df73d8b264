// Closing the counter: while people wait for it, it is asked first, with how many they are and what will become of them.
// The question stays until it is answered, also when the last of them goes meanwhile.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { callingFor } from "../../model/line";
import type { Desk } from "../../protocol/generated";
import { type App, useApp } from "../context";
import { Button } from "../controls";
import { useFirstField } from "./focus";

interface CloseDeskProps {
  readonly desk: Desk;
  readonly waiting: number;
}

export function CloseDesk({ desk, waiting }: CloseDeskProps): JSX.Element {
  const { words, actions } = useApp();
  const asked = useSignal(false);
  const opener = useRef<HTMLDivElement>(null);
  const close = () => void actions.desk("desk.close");
  const stay = () => {
    asked.value = false;
    opener.current?.querySelector("button")?.focus();
  };
  const press = () => {
    if (asked.value) asked.value = false;
    else if (waiting === 0) close();
    else asked.value = true;
  };
  return (
    <>
      <div ref={opener}>
        <Button onClick={press}>{words.say("desk-close")}</Button>
      </div>
      {asked.value && <Sure {...{ desk, waiting, close, stay }} />}
    </>
  );
}

interface SureProps extends CloseDeskProps {
  readonly close: () => void;
  readonly stay: () => void;
}

function Sure({ desk, waiting, close, stay }: SureProps): JSX.Element {
  const app = useApp();
  const { say } = app.words;
  const choices = useFirstField<HTMLDivElement>();
  const others = othersFor(desk, app);
  return (
    <div class="sure" role="group" aria-label={say("desk-close")} ref={choices}>
      {waiting === 0 ? (
        <p>{say("desk-close-nobody")}</p>
      ) : (
        <p>
          {say("desk-close-sure", { count: waiting })}{" "}
          {others === "" ? say("desk-close-none") : say("desk-close-others", { counters: others })}
        </p>
      )}
      <div class="row">
        <Button onClick={stay}>{say("desk-close-no")}</Button>
        <Button kind="danger" onClick={close}>
          {say("desk-close-yes")}
        </Button>
      </div>
    </div>
  );
}

/** The other counters that call for one of this desk's services now. */
function othersFor(desk: Desk, { model, words }: App): string {
  const counters = model.counters.value;
  const services = counters.find(({ id }) => id === desk.counter)?.services ?? [];
  return callingFor(counters, services)
    .filter(({ id }) => id !== desk.counter)
    .map(({ title }) => words.both(title))
    .join(", ");
}
