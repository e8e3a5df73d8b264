// The devices on which one is signed in: since when, when used last, what kind; each can be ended, or all others at once.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { type App, useApp } from "../context";
import { Button } from "../controls";
import { request } from "../office-request";
import { useAuditTime } from "../officer/audit-table";
import { type Rejection, Why } from "./controls";
import type { OwnSession } from "./own-told";

interface SessionsProps {
  readonly of: readonly OwnSession[];
  readonly changed: () => Promise<void>;
}

export function Sessions({ of: sessions, changed }: SessionsProps): JSX.Element {
  const app = useApp();
  const { say } = app.words;
  const why = useSignal<Rejection | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const end = async (path: string) => {
    const reply = await request(app, `/api/account/sessions/${path}`, null);
    why.value = "no" in reply ? reply : null;
    await changed();
    heading.current?.focus(); // the button that was pressed may be gone
  };
  return (
    <section aria-labelledby="account-sessions">
      <h3 id="account-sessions" ref={heading} tabIndex={-1}>
        {say("account-sessions-title")}
      </h3>
      <p role="status">{say("account-sessions-count", { count: sessions.length })}</p>
      <ul class="people-list">
        {sessions.map((one) => (
          <Row key={one.id} of={one} end={() => void end(`${one.id}/end`)} />
        ))}
      </ul>
      <Why of={why} />
      {sessions.length > 1 && <Button onClick={() => void end("end-others")}>{say("account-sessions-end")}</Button>}
    </section>
  );
}

function Row({ of: one, end }: { of: OwnSession; end: () => void }): JSX.Element {
  const { words } = useApp();
  const time = useAuditTime();
  const device = sayDevice(one.device, words);
  return (
    <li class="person account">
      <span class="person-name">
        {device}
        {one.isOwn && <span class="tag">{words.say("account-session-own")}</span>}
        <span class="person-counter">{words.say("account-session-began", { time: time(one.began) })}</span>
        {one.seen !== null && (
          <span class="person-counter">{words.say("account-session-seen", { time: time(one.seen) })}</span>
        )}
      </span>
      {!one.isOwn && (
        <Button label={words.say("account-session-end-label", { device, time: time(one.began) })} onClick={end}>
          {words.say("account-session-end")}
        </Button>
      )}
    </li>
  );
}

/** `phone/android/chrome` in words; what nobody has words for is left out. */
function sayDevice(device: string, words: App["words"]): string {
  const [kind = "", system = "", browser = ""] = device.split("/");
  const parts = [`device-${kind}`, `device-on-${system}`, `device-by-${browser}`].filter(words.has);
  return parts.map((key) => words.say(key)).join(" · ") || words.say("device-unknown");
}
