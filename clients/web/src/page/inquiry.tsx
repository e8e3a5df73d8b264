// A message for a service at whose counters nobody is: left, followed by number and code, changed and cancelled (SPEC O14).
import "./styles/inquiry.css";
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { changedInquiry, isInquiryBegun, newInquiry } from "../model/inquiry-boxes";
import type { NewsItem } from "../model/news";
import { OFFICE_PATH } from "../office-path";
import type { InquiryView, ServiceLine } from "../protocol/generated";
import { AskTwice } from "./ask-twice";
import { useApp } from "./context";
import { Button, RejectionWords } from "./controls";
import { InquiryForm } from "./inquiry-form";

/** Beside a service: what I left there, and the way to leave something. */
export function InquiryOffer({ service }: { service: ServiceLine }): JSX.Element {
  const { model, words, actions, outgoing } = useApp();
  const { say } = words;
  const boxes = newInquiry(service.id);
  const writes = useSignal(isInquiryBegun(boxes, outgoing));
  const mine = model.inquiries.value.filter((one) => one.service === service.id && one.state !== "cancelled");
  const title = words.both(service.title);
  return (
    <section class="inquiry" aria-label={say("inquiry-label", { service: title })}>
      {mine.map((one) => (
        <InquiryCard key={one.id} mine={one} />
      ))}
      {writes.value && !service.inquiries && <p role="status">{say("inquiry-somebody-there")}</p>}
      {writes.value ? (
        <InquiryForm
          boxes={boxes}
          name={`inquiry.leave.${service.id}`}
          submit={say("inquiry-leave")}
          asksConsent
          send={(text, phone, consent) =>
            actions.inquiry({ t: "inquiry.leave", service: service.id, text, phone, consent })
          }
          close={() => (writes.value = false)}
        />
      ) : (
        service.inquiries && (
          <>
            <p class="hint">{say("inquiry-offer")}</p>
            <div class="service-begin">
              <Button label={say("inquiry-write-label", { service: title })} onClick={() => (writes.value = true)}>
                {say("inquiry-write")}
              </Button>
            </div>
          </>
        )
      )}
    </section>
  );
}

function InquiryCard({ mine }: { mine: InquiryView }): JSX.Element {
  const { words, actions, outgoing } = useApp();
  const { say, when } = words;
  const boxes = changedInquiry(mine.id);
  const changes = useSignal(mine.state === "waiting" && isInquiryBegun(boxes, outgoing));
  const change = () => {
    outgoing.type(boxes.text, mine.text ?? "");
    outgoing.type(boxes.phone, mine.phone ?? "");
    changes.value = true;
  };
  const isOpen = mine.state === "waiting" || mine.state === "taken";
  return (
    <article class="inquiry-card" aria-label={say("inquiry-mine", { number: mine.number })}>
      <p role="status" class="wait">
        {say(`inquiry-${mine.state}`, { officer: mine.officer ?? "" })}
      </p>
      {changes.value ? (
        <InquiryForm
          boxes={boxes}
          name={`inquiry.change.${mine.id}`}
          submit={say("inquiry-change-save")}
          send={(text, phone) => actions.inquiry({ t: "inquiry.change", inquiry: mine.id, text, phone })}
          close={() => (changes.value = false)}
        />
      ) : (
        <blockquote>{mine.text}</blockquote>
      )}
      {mine.answer && (
        <>
          <h4>{say("inquiry-answer")}</h4>
          <blockquote>{mine.answer}</blockquote>
        </>
      )}
      {(mine.calls ?? 0) > 0 && <p>{say("inquiry-calls", { count: mine.calls ?? 0 })}</p>}
      <p>{say("inquiry-number", { number: mine.number, key: mine.key })}</p>
      <p class="hint">
        {say("inquiry-key-hint", { address: `${location.host}${OFFICE_PATH}/message`, until: when(mine.kept_until) })}
      </p>
      {mine.state === "waiting" && !changes.value && <Button onClick={change}>{say("inquiry-change")}</Button>}
      {isOpen && (
        <AskTwice
          name="inquiry-cancel"
          kind="quiet"
          act={() => void actions.inquiry({ t: "inquiry.cancel", inquiry: mine.id })}
        >
          <RejectionWords of={actions.pending(`inquiry.cancel.${mine.id}`)} />
        </AskTwice>
      )}
    </article>
  );
}

/** What can be done about a message of which the office has told: its words come with this part. */
export function InquiryAction({ item }: { item: NewsItem }): JSX.Element {
  const { route, words, news } = useApp();
  const look = () => {
    news.dismiss(item);
    route.open("counters");
  };
  return <Button onClick={look}>{words.say("inquiry-look")}</Button>;
}
