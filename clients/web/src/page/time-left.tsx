// How long somebody who is called may still take: it counts down for eyes. A screen reader hears it at the call, and when a minute is left.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { useApp } from "./context";

const LOOK_MS = 250;
const LAST_MINUTE_S = 60;
const SAID_FOR_S = 12; // what was said does not stay to be come upon later

/** The seconds that are left for this ticket, as they pass; null when none are counted. */
export function useSecondsLeft(ticket: string): number | null {
  const { callEnds } = useApp();
  const left = useSignal(callEnds.secondsLeft(ticket));
  useEffect(() => {
    const look = () => (left.value = callEnds.secondsLeft(ticket));
    look();
    const timer = setInterval(look, LOOK_MS);
    return () => clearInterval(timer);
  }, [ticket]);
  return left.value;
}

/** The time in minutes and seconds, for the eyes: a timer is not read out by itself, and can be read at any time. */
export function TimeLeft({ ticket }: { ticket: string }): JSX.Element | null {
  const { words } = useApp();
  const left = useSecondsLeft(ticket);
  if (left === null) return null;
  const [minutes, seconds] = [Math.floor(left / 60), left % 60];
  return <span role="timer">{words.say("called-left", { minutes, seconds })}</span>;
}

/** Said once, when the last minute begins. */
export function LastMinute({ ticket }: { ticket: string }): JSX.Element {
  const { words } = useApp();
  const left = useSecondsLeft(ticket);
  const isSaid = left !== null && left <= LAST_MINUTE_S && left > LAST_MINUTE_S - SAID_FOR_S;
  return (
    <p class="hidden" role="status">
      {isSaid && words.say("called-minute")}
    </p>
  );
}
