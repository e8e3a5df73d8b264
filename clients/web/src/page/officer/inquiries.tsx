// What citizens left for my services while nobody was there: taken on, read, answered in words or by a call (SPEC O15).
import type { JSX } from "preact";
import { useId } from "preact/hooks";
import type { QueueInquiry } from "../../protocol/generated";
import { TEXT_CHARS_MAX } from "../../protocol/generated";
import { sayAgo } from "../../words/wait";
import { useApp } from "../context";
import { Button, RejectionWords } from "../controls";
import { useNowS } from "./now";

export function LeftMessages(): JSX.Element | null {
  const { model, words, actions } = useApp();
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
      <RejectionWords of={actions.pending("inquiry.take")} />
      <RejectionWords of={actions.pending("inquiry.called")} />
    </section>
  );
}

function LeftRow({ one, nowS }: { one: QueueInquiry; nowS: number }): JSX.Element {
  const { model, words, actions } = useApp();
  const { say } = words;
  return (
    <li class="line-row">
      <span class="line-facts">
        <strong>
          {one.number} {one.name}
        </strong>
        <span class="hint">
          {words.both(model.services.value.get(one.service)?.title)} · {sayAgo(one.since, nowS, say)}
          {one.call && ` · ${say("line-left-call")}`}
          {(one.calls ?? 0) > 0 && ` · ${say("line-left-calls", { count: one.calls ?? 0 })}`}
          {one.officer && !one.mine && ` · ${say("line-left-by", { officer: one.officer })}`}
        </span>
        {one.mine && <Answer one={one} />}
      </span>
      {!one.mine && (
        <Button
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
  const answer = async (event: Event) => {
    event.preventDefault();
    const reply = await actions.inquiry({ t: "inquiry.answer", inquiry: one.id, text: text.value });
    if (reply.t === "done") outgoing.type(box, "");
  };
  const called = (reached: boolean) => void actions.inquiry({ t: "inquiry.called", inquiry: one.id, reached });
  return (
    <>
      <blockquote class="left-words">{one.text}</blockquote>
      {one.phone && (
        <div class="row">
          <a class="left-phone" href={`tel:${one.phone.replace(/[^+0-9]/g, "")}`}>
            {one.phone}
          </a>
          <Button label={say("line-left-reached-label", { number: one.number })} onClick={() => called(true)}>
            {say("line-left-reached")}
          </Button>
          <Button label={say("line-left-missed-label", { number: one.number })} onClick={() => called(false)}>
            {say("line-left-missed")}
          </Button>
        </div>
      )}
      <form noValidate onSubmit={(event) => void answer(event)}>
        <label class="label" for={id}>
          {say("line-left-answer", { number: one.number })}
        </label>
        <textarea
          id={id}
          class="input"
          rows={3}
          maxLength={TEXT_CHARS_MAX}
          value={text.value}
          onInput={({ currentTarget }) => outgoing.type(box, currentTarget.value)}
        />
        <RejectionWords of={actions.pending("inquiry.answer")} />
        <button type="submit" class="button primary">
          {say("line-left-send")}
        </button>
      </form>
    </>
  );
}
