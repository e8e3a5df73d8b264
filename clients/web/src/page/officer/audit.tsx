// The audit log, for who supervises the office (SPEC A6): rows by pages, the newest first, what is looked for, and whether the chain held.
import { type Signal, useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { type App, useApp } from "../context";
import { Button } from "../controls";
import { request } from "../office-request";
import { AuditFilter } from "./audit-filter";
import { type AuditPage, type AuditWanted, auditPageOf, auditQuery, EVERYTHING } from "./audit-log";
import { AuditTable, useAuditTime } from "./audit-table";

type Answer = AuditPage | "asking" | "not_allowed" | "failed";

export function AuditPanel(): JSX.Element {
  const app = useApp();
  const answer = useSignal<Answer>("asking");
  const wanted = useSignal<AuditWanted>(EVERYTHING);
  const behind = useSignal<readonly (number | null)[]>([null]); // before which number each page begins, the one shown last
  const officers = useSignal<AuditPage["officers"]>([]);
  const latest = useRef(0);
  const show = async (asked: AuditWanted, pages: readonly (number | null)[]) => {
    const turn = ++latest.current;
    wanted.value = asked;
    answer.value = "asking";
    const told = await fetchPage(app, asked, pages[pages.length - 1] ?? null);
    if (turn !== latest.current) return; // another was asked for meanwhile
    behind.value = pages;
    answer.value = told;
    if (typeof told !== "string") officers.value = told.officers;
  };
  useEffect(() => void show(EVERYTHING, [null]), []);
  return (
    <div class="audit">
      <AuditFilter officers={officers} find={(asked) => void show(asked, [null])} />
      <Told
        answer={answer}
        isFirst={behind.value.length === 1}
        newer={() => void show(wanted.value, behind.value.slice(0, -1))}
        older={(number) => void show(wanted.value, [...behind.value, number])}
      />
    </div>
  );
}

interface ToldProps {
  readonly answer: Signal<Answer>;
  readonly isFirst: boolean;
  readonly newer: () => void;
  readonly older: (before: number) => void;
}

function Told({ answer, isFirst, newer, older }: ToldProps): JSX.Element {
  const { words } = useApp();
  const told = answer.value;
  const page = typeof told === "string" ? null : told;
  const last = page?.rows[page.rows.length - 1];
  return (
    <>
      <div role="status">
        <p>{page ? rowsOf(page, words) : words.say(`audit-${told as Exclude<Answer, AuditPage>}`)}</p>
        {page && <Checked page={page} />}
      </div>
      {page && last && <AuditTable page={page} />}
      <nav class="row" aria-label={words.say("audit-pages")}>
        <Button disabled={isFirst} onClick={newer}>
          {words.say("audit-newer")}
        </Button>
        <Button disabled={!page?.hasMore} onClick={() => last && older(last.number)}>
          {words.say("audit-older")}
        </Button>
      </nav>
    </>
  );
}

function rowsOf({ rows }: AuditPage, words: App["words"]): string {
  const [first, last] = [rows[0], rows[rows.length - 1]];
  if (!first || !last) return words.say("audit-none");
  return words.say("audit-shown", { count: rows.length, newest: first.number, oldest: last.number });
}

/** Whether the chain held when the server looked last. */
function Checked({ page: { checked } }: { page: AuditPage }): JSX.Element {
  const { words } = useApp();
  const time = useAuditTime();
  if (checked === null) return <p>{words.say("audit-unchecked")}</p>;
  const at = time(checked.at);
  if (checked.fault === null) return <p>{words.say("audit-holds", { time: at, count: checked.rows })}</p>;
  const { number, what } = checked.fault;
  return (
    <p class="audit-broken">
      {words.say("audit-broken", { time: at })} {words.sayOr(`audit-fault-${what}`, "audit-fault-other")}{" "}
      {words.say("audit-fault-where", { number })}
    </p>
  );
}

async function fetchPage(app: App, wanted: AuditWanted, before: number | null): Promise<Answer> {
  const reply = await request(app, `/api/audit?${auditQuery(wanted, before)}`);
  if ("no" in reply) return reply.no === "not_allowed" ? "not_allowed" : "failed";
  return auditPageOf(reply.told) ?? "failed";
}
