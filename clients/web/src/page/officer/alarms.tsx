// Alarms: a colleague needs help at a counter, or I do; who comes, and who was told (SPEC O23 to O25). A citizen's page has none of it.
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { QueueAlarm } from "../../protocol/generated";
import { useApp } from "../context";
import { Button, RejectionWords } from "../controls";
import { useFocusOnward, useNextStop } from "../focus";

/** Over everything else at the desk, whatever is open there. It never takes the focus away. */
export function Alarms(): JSX.Element | null {
  const { model, words, actions } = useApp();
  const alarms = model.queue.value?.alarms ?? [];
  useAlarmSound(alarms);
  useFocusOnward(alarms.map(({ id, state }) => `${id}/${state}`).join() || "no alarm", ["#desk-mine", "#main"]);
  useNextStop(alarms.find(({ mine, state }) => !mine && state === "raised")?.id ?? null, ".alarm .button.primary");
  const pending = actions.pending("alarm");
  if (alarms.length === 0 && pending.value.is !== "no") return null;
  return (
    <section class="alarms" aria-label={words.say("alarms")}>
      {alarms.map((alarm) => (
        <OneAlarm key={alarm.id} alarm={alarm} />
      ))}
      <RejectionWords of={pending} />
    </section>
  );
}

function OneAlarm({ alarm }: { alarm: QueueAlarm }): JSX.Element {
  const { model, words, actions } = useApp();
  const { say } = words;
  const { id, officer, mine, coming, state, helper } = alarm;
  const where = words.both(model.counters.value.find((known) => known.id === alarm.counter)?.title) || alarm.counter;
  const isTaken = state === "accepted";
  const isForMe = mine || coming || !isTaken;
  const about = { counter: where, officer, helper: helper ?? "" };
  const close = () => void actions.alarm({ t: "alarm.close", alarm: id });
  return (
    <div class={isForMe ? "alarm" : "alarm is-taken"}>
      {/* A new alert as it changes: words that were there before are not read out again. */}
      <div role={isForMe ? "alert" : "status"} key={`${state}/${alarm.outside}`}>
        <p class="alarm-title">{say(mine ? "alarm-mine" : "alarm-title", about)}</p>
        {mine && !isTaken && <Told alarm={alarm} />}
        {isTaken && <p>{say(coming ? "alarm-you-come" : "alarm-comes", about)}</p>}
      </div>
      <div class="row">
        {!mine && !isTaken && (
          <Button
            kind="primary"
            size="large"
            label={say("alarm-accept-label", about)}
            onClick={() => void actions.alarm({ t: "alarm.accept", alarm: id })}
          >
            {say("alarm-accept")}
          </Button>
        )}
        {mine && !isTaken && <Button onClick={close}>{say("alarm-withdraw")}</Button>}
        {(mine || coming) && isTaken && <Button onClick={close}>{say("alarm-close")}</Button>}
      </div>
    </div>
  );
}

/** Whom my alarm has reached, and whom it has not. */
function Told({ alarm }: { alarm: QueueAlarm }): JSX.Element {
  const { say } = useApp().words;
  const { here = 0, outside, mails = 0, mails_sent: sent = 0, mails_failed: failed = 0, hooks = 0 } = alarm;
  const hook = (alarm.hooks_sent ?? 0) > 0 ? "sent" : (alarm.hooks_failed ?? 0) > 0 ? "failed" : "waiting";
  const onWay = mails - sent - failed;
  return (
    <ul>
      <li>{say("alarm-here", { count: here })}</li>
      {outside && mails + hooks === 0 && <li>{say("alarm-outside-none")}</li>}
      {sent > 0 && <li>{say("alarm-mails-sent", { count: sent })}</li>}
      {onWay > 0 && <li>{say("alarm-mails-waiting", { count: onWay })}</li>}
      {failed > 0 && <li>{say("alarm-mails-failed", { count: failed })}</li>}
      {hooks > 0 && <li>{say(`alarm-hook-${hook}`)}</li>}
    </ul>
  );
}

/** One press calls every colleague. */
export function RaiseAlarm(): JSX.Element | null {
  const { model, words, actions } = useApp();
  const isRaised = model.queue.value?.alarms?.some(({ mine }) => mine) ?? false;
  if (isRaised || !model.features.value.includes("protection")) return null;
  return (
    <Button icon="bell" onClick={() => void actions.alarm({ t: "desk.alarm" })}>
      {words.say("alarm-raise")}
    </Button>
  );
}

/** It sounds as a call does when a colleague's begins, and softly when somebody comes to mine. */
function useAlarmSound(alarms: readonly QueueAlarm[]): void {
  const { sound, settings } = useApp();
  const heard = useRef<ReadonlySet<string>>(new Set());
  useEffect(() => {
    const calls = alarms.filter(({ mine, state }) => !mine && state === "raised").map(({ id }) => id);
    const answers = alarms.filter(({ mine, state }) => mine && state === "accepted").map(({ id }) => `${id}/accepted`);
    const isNew = (key: string) => !heard.current.has(key);
    if (settings.now.peek().sound && calls.some(isNew)) sound.chime();
    else if (settings.now.peek().sound && answers.some(isNew)) sound.note();
    heard.current = new Set([...calls, ...answers]);
  }, [alarms]);
}
