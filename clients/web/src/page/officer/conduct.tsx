// What protects an officer in a talk: its length in words, a warning, its lawful end, and a break after it (SPEC T43 to T45).
import type { JSX } from "preact";
import type { Desk, DeskWarn } from "../../protocol/generated";
import { useApp } from "../context";
import { Button } from "../controls";
import { useFirstField } from "./focus";

type Conduct = DeskWarn["reason"];
const REASONS = ["abuse", "threat", "sexual", "other"] as const satisfies Conduct[];

/** Said once, as the talk becomes long; nobody is cut off. */
export function TalkAdvice({ desk }: { desk: Desk }): JSX.Element {
  const { say } = useApp().words;
  const minutes = desk.talk_minutes ?? null;
  return (
    <>
      <p class="talk-advice" role="status">
        {minutes !== null && say(desk.talk_overlong ? "desk-talk-overlong" : "desk-talk-long", { minutes })}
      </p>
      <p class="talk-advice" role="status">
        {desk.warned && `${say("desk-talk-warned")}: ${say(`conduct-${desk.warned}`)}`}
      </p>
    </>
  );
}

/** Of what the citizen is warned: they read it, and it is in the record. */
export function Warn({ done }: { done: () => void }): JSX.Element {
  const { words, actions } = useApp();
  const warn = async (reason: Conduct) => {
    const reply = await actions.guard({ t: "desk.warn", reason });
    if (reply.t === "done") done();
  };
  return <Reasons title={words.say("desk-warn")} hint={words.say("desk-warn-hint")} choose={(one) => void warn(one)} />;
}

/** Why the talk ends: the citizen reads that too, and what they can do. */
export function EndTalk({ ended }: { ended: () => void }): JSX.Element {
  const { words, actions } = useApp();
  const end = async (reason: Conduct) => {
    const reply = await actions.guard({ t: "desk.end_talk", reason });
    if (reply.t === "done") ended();
  };
  return (
    <Reasons
      title={words.say("desk-end-talk")}
      hint={words.say("desk-end-talk-hint")}
      choose={(one) => void end(one)}
    />
  );
}

interface ReasonsProps {
  readonly title: string;
  readonly hint: string;
  readonly choose: (reason: Conduct) => void;
}

function Reasons({ title, hint, choose }: ReasonsProps): JSX.Element {
  const { say } = useApp().words;
  const choices = useFirstField<HTMLDivElement>();
  return (
    <div class="sure" role="group" aria-label={title} ref={choices}>
      <p>{hint}</p>
      <div class="row">
        {REASONS.map((reason) => (
          <Button key={reason} label={`${title}: ${say(`conduct-${reason}`)}`} onClick={() => choose(reason)}>
            {say(`conduct-${reason}`)}
          </Button>
        ))}
      </div>
    </div>
  );
}

/** After a talk that was ended: a break, in one press. */
export function AfterTalk({ number }: { number: string }): JSX.Element {
  const { words, actions } = useApp();
  return (
    <div class="sure" role="group" aria-label={words.say("desk-break")}>
      <p role="status">{words.say("desk-talk-ended", { number })}</p>
      <div class="row">
        <Button kind="primary" onClick={() => void actions.pauseDesk("break")}>
          {words.say("desk-break")}
        </Button>
      </div>
    </div>
  );
}
