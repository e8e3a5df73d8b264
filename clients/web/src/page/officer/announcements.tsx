// What a supervisor announces: what holds and what is to come, each to be changed or withdrawn, and a form for a new one (SPEC T24).
import { type Signal, useSignal } from "@preact/signals";
import type { JSX } from "preact";
import type { Announcement } from "../../protocol/generated";
import { textOf } from "../announced";
import { AskTwice } from "../ask-twice";
import { useApp } from "../context";
import { Button, Empty, RejectionWords } from "../controls";
import { AnnouncementForm } from "./announcement-form";

type Written = Announcement | "new" | null;

export function AnnouncementsPanel(): JSX.Element {
  const { words, model } = useApp();
  const written: Signal<Written> = useSignal<Written>(null);
  if (model.me.value?.role !== "supervisor") return <p role="status">{words.say("announcements-not_allowed")}</p>;
  const now = model.office.value?.announcements ?? [];
  const planned = model.queue.value?.planned ?? [];
  const close = () => (written.value = null);
  return (
    <div class="announcements">
      {written.value === null ? (
        <Button kind="primary" onClick={() => (written.value = "new")}>
          {words.say("announcements-new")}
        </Button>
      ) : (
        <AnnouncementForm
          key={written.value === "new" ? "new" : written.value.id}
          of={written.value === "new" ? null : written.value}
          close={close}
        />
      )}
      {now.length + planned.length === 0 && <Empty>{words.say("announcements-none")}</Empty>}
      <ul class="people-list">
        {[...now, ...planned].map((one) => (
          <Row key={one.id} one={one} isPlanned={planned.includes(one)} change={() => (written.value = one)} />
        ))}
      </ul>
    </div>
  );
}

interface RowProps {
  readonly one: Announcement;
  readonly isPlanned: boolean;
  readonly change: () => void;
}

function Row({ one, isPlanned, change }: RowProps): JSX.Element {
  const { words, actions, model } = useApp();
  const { text } = textOf(one, words.language.value);
  const service = words.both(model.services.value.get(one.service ?? "")?.title);
  const withdraw = () => void actions.announce({ t: "announcement.withdraw", announcement: one.id });
  return (
    <li class="person announcement">
      <p class="wait">
        <span>{words.say(`announced-${one.kind}`)}</span>
        <span>{service || words.say("announcements-office")}</span>
        {isPlanned && <span class="tag">{words.say("announcements-planned", { time: words.when(one.since) })}</span>}
        <span class="wait-range">{words.say("announced-until", { time: words.when(one.until) })}</span>
      </p>
      {one.ko && <p lang="ko">{one.ko}</p>}
      {one.en && <p lang="en">{one.en}</p>}
      <div class="row">
        <Button label={words.say("announcements-change-label", { text })} onClick={change}>
          {words.say("announcements-change")}
        </Button>
        <AskTwice name="announcement-withdraw" kind="quiet" act={withdraw}>
          <RejectionWords of={actions.pending(`announcement.withdraw.${one.id}`)} />
        </AskTwice>
      </div>
    </li>
  );
}
