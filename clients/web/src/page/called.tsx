// My number is called: seen, heard, felt and read, wherever I am on the page (SPEC T5). It never takes the focus away.
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import type { Called } from "../protocol/generated";
import { useApp } from "./context";
import { Button, RejectionWords } from "./controls";
import { useFocusOnward, useNextStop } from "./focus";
import { Icon } from "./icons";
import { LastMinute, TimeLeft } from "./time-left";

const VIBRATION_MS = [220, 120, 220];

export function CalledBanner(): JSX.Element | null {
  const { model } = useApp();
  const called = model.called.value;
  useAnnouncement(called);
  useNextStop(called === null ? null : `${called.ticket.id}/${called.ticket.calls}`, ".called .button.call");
  useFocusOnward(called === null ? "no call" : called.ticket.id, ['[data-panel="ticket"]', "#main"]);
  return called === null ? null : <Banner called={called} />;
}

function Banner({ called }: { called: Called }): JSX.Element {
  const { words, actions, model } = useApp();
  const { ticket } = called;
  const counter = model.counters.value.find((known) => known.id === ticket.counter);
  const where = words.both(counter?.title) || words.both(called.title);
  const pending = actions.pending(`ticket.answer.${ticket.id}`);
  const others = model.services.value.get(ticket.service)?.waiting ?? 0; // who could go first
  return (
    <section class="called" aria-labelledby="called-title">
      <span class="called-bell">
        <Icon name="bell" />
      </span>
      {/* A new alert at each call: one whose words stay the same is not read out again. */}
      <div class="called-words">
        <div role="alert" key={`${ticket.id}/${ticket.calls}`}>
          <h2 id="called-title">
            {words.say(called.again ? "called-again" : "called-title", { number: ticket.number })}
          </h2>
          <p>
            {words.say("called-where", { where })}
            {ticket.officer && ` · ${words.say("counter-officer", { name: ticket.officer })}`}
            {ticket.left_s != null && (
              <span class="hidden"> · {words.say("called-within", { seconds: ticket.left_s })}</span>
            )}
          </p>
        </div>
        <p>
          <TimeLeft ticket={ticket.id} />
        </p>
        <LastMinute ticket={ticket.id} />
      </div>
      <div class="row">
        <Button
          kind="call"
          size="large"
          busy={pending.value.is === "asked"}
          onClick={() => void actions.answerCall(ticket.id)}
        >
          {words.say("called-coming")}
        </Button>
        {others > 0 && (
          <Button onClick={() => void actions.deferTicket(ticket.id)}>{words.say("called-not-now")}</Button>
        )}
      </div>
      <RejectionWords of={pending} />
      <RejectionWords of={actions.pending(`ticket.defer.${ticket.id}`)} />
    </section>
  );
}

/** Sound and vibrate; the page's title says it as well, for as long as the call stands. */
function useAnnouncement(called: Called | null): void {
  const { sound, settings } = useApp();
  useEffect(() => {
    if (called === null) return;
    if (settings.now.peek().sound) sound.chime();
    if (!settings.now.peek().stillness) navigator.vibrate?.(VIBRATION_MS);
  }, [called]);
}
