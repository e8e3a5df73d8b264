// What citizens left for my services while nobody was there: taken on, read, answered in words or by a call (SPEC O15).
import type { JSX } from "preact";
import { useId } from "preact/hooks";
import { type QueueInquiry, TEXT_CHARS_MAX } from "../../protocol/generated";
import { lettersOf } from "../../protocol/letters";
import { sayAgo } from "../../words/wait";
import { useApp } from "../context";
import { Button, RejectionWords } from "../controls";
import { TooLong } from "../too-long";
import { useNowS } from "./now";

export function LeftMessages(): JSX.Element | null {
  const { model, words } = useApp();
  const nowS = useNowS();
  const left = model.queue.value?.inquiries ?? [];
  if (left.length === 0) return null;
  return (
    <section aria-labelledby="desk-left">
      <h2 id="desk-left">{words.say("line-left", { count: left.length })}</h2>
      <ul class="line-list">
        {left.map((one) => (
          <LeftRow key={one.id} one={one} nowS={nowS} />
        ))}
      </ul>
    </section>
  );
}

function LeftRow({ one, nowS }: { one: QueueInquiry; nowS: number }): JSX.Element {
  const { model, words, actions } = useApp();
  const { say } = words;
  const taking = actions.pending(`inquiry.take.${one.id}`);
  return (
    <li class="line-row">
      <div class="line-facts">
        <strong>
          {one.number} {one.name}
        </strong>
        <span class="hint">
          {words.both(model.services.value.get(one.service)?.title)} · {sayAgo(one.since, nowS, say)}
          {one.call && ` · ${say("line-left-call")}`}
          {(one.calls ?? 0) > 0 && ` · ${say("line-left-calls", { count: one.calls ?? 0 })}`}
          {one.officer && !one.mine && ` · ${say("line-left-by", { officer: one.officer })}`}
        </span>
        {one.mine ? <Answer one={one} /> : <RejectionWords of={taking} />}
      </div>
      {!one.mine && (
        <Button
          busy={taking.value.is === "asked"}
          label={say("line-left-take-label", { number: one.number })}
          onClick={() => void actions.inquiry({ t: "inquiry.take", inquiry: one.id })}
        >
          {say("line-left-take")}
        </Button>
      )}
    </li>
  );
}

function Answer({ one }: { one: QueueInquiry }): JSX.Element {
  const { words, actions, outgoing } = useApp();
  const { say } = words;
  const id = useId();
  const box = `inquiry-answer.${one.id}`; // what is written stays on this device until the office has it
  const text = outgoing.box(box);
  const pending = actions.pending(`inquiry.answer.${one.id}`);
  const answer = async (event: Event) => {
    event.preventDefault();
    if (lettersOf(text.value.trim()) > TEXT_CHARS_MAX || pending.value.is === "asked") return;
    const reply = await actions.inquiry({ t: "inquiry.answer", inquiry: one.id, text: text.value });
    if (reply.t === "done") outgoing.type(box, "");
  };
  return (
    <>
      <blockquote>{one.text}</blockquote>
      {one.phone && <CallBack one={one} phone={one.phone} />}
      <form noValidate onSubmit={(event) => void answer(event)}>
        <label class="label" for={id}>
          {say("line-left-answer", { number: one.number })}
        </label>
        <textarea
          id={id}
          class="input"
          rows={3}
          aria-describedby={`${id}-long`}
          value={text.value}
          onInput={({ currentTarget }) => outgoing.type(box, currentTarget.value)}
        />
        <TooLong id={`${id}-long`} text={text.value.trim()} max={TEXT_CHARS_MAX} />
        <RejectionWords of={pending} />
        <button type="submit" class="button primary" aria-busy={pending.value.is === "asked"}>
          {say("line-left-send")}
        </button>
      </form>
    </>
  );
}

/** The number to call, and what came of the call. */
function CallBack({ one, phone }: { one: QueueInquiry; phone: string }): JSX.Element {
  const { words, actions } = useApp();
  const { say } = words;
  const pending = actions.pending(`inquiry.called.${one.id}`);
  const busy = pending.value.is === "asked";
  const called = (reached: boolean) => void actions.inquiry({ t: "inquiry.called", inquiry: one.id, reached });
  return (
    <>
      <div class="row">
        <a href={`tel:${phone.replace(/[^+0-9]/g, "")}`}>{phone}</a>
        <Button busy={busy} label={say("line-left-reached-label", { number: one.number })} onClick={() => called(true)}>
          {say("line-left-reached")}
        </Button>
        <Button busy={busy} label={say("line-left-missed-label", { number: one.number })} onClick={() => called(false)}>
          {say("line-left-missed")}
        </Button>
      </div>
      <RejectionWords of={pending} />
    </>
  );
}
