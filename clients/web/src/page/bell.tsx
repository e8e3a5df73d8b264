// A ring at a service at whose counters nobody is: the way to one, who was told, and whether somebody comes (SPEC O12, O13).
import "./styles/bell.css";
import type { JSX } from "preact";
import type { NewsItem } from "../model/news";
import type { BellView, ServiceLine } from "../protocol/generated";
import { useApp } from "./context";
import { Button, RejectionWords } from "./controls";
import { useSecondsLeft } from "./time-left";

/** Beside a service: my ring there, or the way to one. */
export function BellOffer({ service }: { service: ServiceLine }): JSX.Element {
  const { model, words, actions } = useApp();
  const { say } = words;
  const mine = model.bells.value.find((one) => one.service === service.id);
  const title = words.both(service.title);
  const pending = actions.pending(`bell.ring.${service.id}`);
  const busy = pending.value.is === "asked";
  const ring = () => void actions.bell({ t: "bell.ring", service: service.id });
  return (
    <section class="bell" aria-label={say("bell-label", { service: title })}>
      {mine ? (
        <MyBell mine={mine} title={title} ring={ring} busy={busy} />
      ) : (
        <>
          <p class="hint">{say("bell-offer")}</p>
          <div class="service-begin">
            <Button busy={busy} label={say("bell-ring-label", { service: title })} onClick={ring}>
              {say("bell-ring")}
            </Button>
          </div>
        </>
      )}
      <RejectionWords of={pending} />
    </section>
  );
}

interface MyBellProps {
  readonly mine: BellView;
  readonly title: string;
  readonly ring: () => void;
  readonly busy: boolean;
}

function MyBell({ mine, title, ring, busy }: MyBellProps): JSX.Element {
  const { words, actions } = useApp();
  const { say, time } = words;
  const stopping = actions.pending(`bell.stop.${mine.id}`);
  const left = useSecondsLeft(mine.id); // by the office's clock: this device's own may be wrong by minutes
  const mayRing = left === null || left === 0;
  return (
    <>
      <div role="status">
        <p class="wait">{say("bell-rung", { time: time(mine.rung) })}</p>
        <Told mine={mine} />
        <p class="bell-comes">
          {mine.state === "coming" && mine.officer
            ? say("bell-coming", { officer: mine.officer })
            : say("bell-nobody-yet", { until: time(mine.ends) })}
        </p>
      </div>
      {mine.state === "ringing" && mine.again != null && !mayRing && (
        <p class="hint">{say("bell-again-from", { time: time(mine.again) })}</p>
      )}
      <div class="row">
        {mine.state === "ringing" && mine.again != null && mayRing && (
          <Button busy={busy} label={say("bell-again-label", { service: title })} onClick={ring}>
            {say("bell-again")}
          </Button>
        )}
        <Button
          kind="quiet"
          busy={stopping.value.is === "asked"}
          label={say("bell-stop-label", { service: title })}
          onClick={() => void actions.bell({ t: "bell.stop", bell: mine.id })}
        >
          {say("bell-stop")}
        </Button>
      </div>
      <RejectionWords of={stopping} />
    </>
  );
}

/** Who was told, by each way, and what became of it. */
function Told({ mine }: { mine: BellView }): JSX.Element {
  const { say } = useApp().words;
  const { here = 0, mails = 0, mails_sent: sent = 0, mails_failed: failed = 0, hooks = 0 } = mine;
  const hook = (mine.hooks_sent ?? 0) > 0 ? "sent" : (mine.hooks_failed ?? 0) > 0 ? "failed" : "waiting";
  return (
    <ul class="bell-told">
      {here > 0 && <li>{say("bell-here", { count: here })}</li>}
      {sent > 0 && <li>{say("bell-mails-sent", { count: sent })}</li>}
      {mails - sent - failed > 0 && <li>{say("bell-mails-waiting", { count: mails - sent - failed })}</li>}
      {failed > 0 && <li>{say("bell-mails-failed", { count: failed })}</li>}
      {hooks > 0 && <li>{say(`bell-hook-${hook}`)}</li>}
    </ul>
  );
}

/** What can be done about a ring of which the office has told: its words come with this part. */
export function BellAction({ item }: { item: NewsItem }): JSX.Element | null {
  const { route, words, news } = useApp();
  const look = () => {
    news.dismiss(item);
    route.open("counters");
  };
  return <Button onClick={look}>{words.say("bell-look")}</Button>;
}
