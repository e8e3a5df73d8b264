// How the office stands, for who supervises it: every line, every counter, the officers at none; asked again by itself (SPEC O20).
import { useSignal } from "@preact/signals";
import type { ComponentChildren, JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { sayRange, saySeconds } from "../../words/wait";
import { type App, useApp } from "../context";
import { CounterState } from "../counter-rows";
import { request } from "../office-request";
import { ApiKeys } from "./api-keys";
import { Figures } from "./figures";
import { type Supervised, type SupervisedCounter, type SupervisedLine, supervisedOf } from "./supervision-told";

const AGAIN_MS = 3_000;

type Answer = Supervised | "asking" | "not_allowed" | "failed";

export function SupervisionPanel(): JSX.Element {
  const app = useApp();
  const answer = useSignal<Answer>("asking");
  const last = useSignal<Supervised | null>(null);
  const isAsking = useRef(false);
  const ask = async () => {
    if (document.visibilityState === "hidden" || isAsking.current || answer.peek() === "not_allowed") return;
    isAsking.current = true;
    answer.value = await asked(app);
    isAsking.current = false;
    if (typeof answer.value !== "string") last.value = answer.value;
  };
  useEffect(() => {
    void ask();
    const timer = setInterval(() => void ask(), AGAIN_MS);
    return () => clearInterval(timer);
  }, []);
  const told = answer.value;
  return (
    <div class="supervision">
      <p role="status">{typeof told === "string" && app.words.say(`supervision-${told}`)}</p>
      {last.value && told !== "not_allowed" && <Now now={last.value} />}
      {told !== "not_allowed" && <Figures />}
      {told !== "not_allowed" && <ApiKeys />}
    </div>
  );
}

function Now({ now: { lines, counters, officers } }: { now: Supervised }): JSX.Element {
  const { words } = useApp();
  return (
    <>
      <Table caption={words.say("supervision-lines")} columns={["service", "waiting", "desks"]}>
        {lines.map((line) => (
          <LineRow key={line.id} line={line} />
        ))}
      </Table>
      <Table caption={words.say("supervision-counters")} columns={["counter", "state", "officer"]}>
        {counters.map((counter) => (
          <CounterRow key={counter.id} counter={counter} />
        ))}
      </Table>
      <p>
        {officers.length === 0
          ? words.say("supervision-no-officers")
          : words.say("supervision-officers", { names: officers.join(", ") })}
      </p>
    </>
  );
}

const SUPERVISION_COLUMNS = ["service", "waiting", "desks", "counter", "state", "officer"] as const;

interface TableProps {
  readonly caption: string;
  readonly columns: readonly (typeof SUPERVISION_COLUMNS)[number][];
  readonly children: ComponentChildren;
}

function Table({ caption, columns, children }: TableProps): JSX.Element {
  const { words } = useApp();
  return (
    <section class="audit-rows" aria-label={caption} tabIndex={0}>
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {words.say(`supervision-col-${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </section>
  );
}

function LineRow({ line }: { line: SupervisedLine }): JSX.Element {
  const { words } = useApp();
  const { say } = words;
  return (
    <tr>
      <th scope="row">{words.both(line.title) || line.id}</th>
      <td>
        {say("waiting-count", { count: line.waiting })}
        {line.waiting > 0 && (
          <span class="audit-detail">{say("supervision-longest", { time: saySeconds(line.longestS, say) })}</span>
        )}
        {line.held > 0 && <span class="audit-detail">{say("supervision-held", { count: line.held })}</span>}
        {line.coming > 0 && <span class="audit-detail">{say("supervision-coming", { count: line.coming })}</span>}
      </td>
      <td>
        {line.desks}
        <span class="audit-detail">{line.desks === 0 ? say("wait-no-desk") : sayRange(line, say)}</span>
      </td>
    </tr>
  );
}

function CounterRow({ counter }: { counter: SupervisedCounter }): JSX.Element {
  const { words } = useApp();
  const { say } = words;
  const { number } = counter;
  return (
    <tr>
      <th scope="row">{words.both(counter.title) || counter.id}</th>
      <td>
        <CounterState state={counter.state} />
        {number !== "" && (
          <span class="audit-detail">
            {say("supervision-number", { number, time: saySeconds(counter.ticketSinceS, say) })}
          </span>
        )}
      </td>
      <td>
        {counter.officer}
        {counter.officer !== "" && number === "" && (
          <span class="audit-detail">{say("supervision-since", { time: saySeconds(counter.sinceS, say) })}</span>
        )}
        {counter.isGone && <span class="audit-detail">{say("supervision-gone")}</span>}
      </td>
    </tr>
  );
}

async function asked(app: App): Promise<Answer> {
  const reply = await request(app, "/api/supervision");
  if ("no" in reply) return reply.no === "not_allowed" ? "not_allowed" : "failed";
  return supervisedOf(reply.told) ?? "failed";
}
