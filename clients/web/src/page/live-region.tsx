// What a screen reader says by itself: what is new, once, and my place in the line when it changes, politely and not too often.
// Never seen; and what was said does not stay, so that nobody comes upon it later as if it were so now.
import { type Signal, useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { isInLine } from "../model/line";
import type { TicketView } from "../protocol/generated";
import { useApp } from "./context";
import { sayNews } from "./notices";
import { sayAhead, useClosedWords, useTicketLine, useWaitingMeanwhile } from "./ticket";

const QUIET_MS = 4_000;
const STAYS_MS = 12_000;
const NEAR_PLACES = 3;

export function LiveRegion(): JSX.Element {
  const { model } = useApp();
  const ticket = model.ticket.value;
  return (
    <div class="hidden" aria-live="polite">
      <NewsAnnouncement />
      <MeanwhileAnnouncement />
      <GivenBackAnnouncement />
      {ticket && <ClosingAnnouncement key={`closing/${ticket.id}`} ticket={ticket} />}
      {ticket && <TicketAnnouncement key={ticket.id} ticket={ticket} />}
    </div>
  );
}

/** Said once, each as an element of its own: words that were there before are not read out again. */
function NewsAnnouncement(): JSX.Element | null {
  const app = useApp();
  const latest = app.news.latest.value;
  const text = useSignal("");
  const said = latest === null ? "" : sayNews(app, latest); // another one once an officer's words are here
  useEffect(() => (said === "" ? undefined : sayForAWhile(text, said)), [latest, said]);
  return text.value === "" ? null : (
    <p key={latest?.key} lang={latest?.facts.lang}>
      {text.value}
    </p>
  );
}

/** As a talk begins, or while it goes on when another number is taken. */
function MeanwhileAnnouncement(): JSX.Element | null {
  const words = useWaitingMeanwhile();
  const text = useSignal("");
  useEffect(() => (words === "" ? undefined : sayForAWhile(text, words)), [words]);
  return text.value === "" ? null : <p>{text.value}</p>;
}

/** As a place is given back that can be taken back: once, though the office tells the seconds anew (SPEC T37). */
function GivenBackAnnouncement(): JSX.Element | null {
  const { words, model } = useApp();
  const [newest] = model.undo.value;
  const text = useSignal("");
  useEffect(() => {
    if (newest === undefined) return undefined;
    const { number, left_s: seconds } = newest;
    return sayForAWhile(text, words.say("ticket-undo-told", { number, seconds }));
  }, [newest?.id]);
  return text.value === "" ? null : <p>{text.value}</p>;
}

/** As the counter closes for which one waits. */
function ClosingAnnouncement({ ticket }: { ticket: TicketView }): JSX.Element | null {
  const words = useClosedWords(ticket);
  const text = useSignal("");
  useEffect(() => (words === "" ? undefined : sayForAWhile(text, words)), [words]);
  return text.value === "" ? null : <p>{text.value}</p>;
}

/** The latest state, at most every few seconds: a line that moves fast is not read out step by step. Of the first three places it is
 * the place alone, so that each is said once, whatever the range does (SPEC T27). */
function TicketAnnouncement({ ticket }: { ticket: TicketView }): JSX.Element | null {
  const whole = useTicketLine(ticket);
  const { say } = useApp().words;
  const place = isInLine(ticket) ? (ticket.place ?? 0) : 0;
  const isNear = place > 0 && place <= NEAR_PLACES && ticket.not_before == null;
  const line = isNear ? sayAhead(place, say) : whole;
  const heard = useSignal("");
  const isFirst = useSignal(true);
  useEffect(() => {
    const quietMs = isFirst.peek() ? 0 : QUIET_MS;
    isFirst.value = false;
    let forget: (() => void) | undefined;
    const timer = setTimeout(() => (forget = sayForAWhile(heard, `${ticket.number}: ${line}`)), quietMs);
    return () => {
      clearTimeout(timer);
      forget?.();
    };
  }, [line]);
  return heard.value === "" ? null : <p>{heard.value}</p>;
}

/** Returns how to unsay it before its time. */
function sayForAWhile(text: Signal<string>, words: string): () => void {
  text.value = words;
  const timer = setTimeout(() => (text.value = ""), STAYS_MS);
  return () => {
    clearTimeout(timer);
    text.value = "";
  };
}
