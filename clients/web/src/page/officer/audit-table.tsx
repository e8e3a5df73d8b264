// The rows of the audit log as a table that says to whoever reads it, by eye or ear, what each cell is.
import type { JSX } from "preact";
import { type App, useApp } from "../context";
import type { AuditDetail, AuditPage, AuditRow } from "./audit-log";

export function AuditTable({ page }: { page: AuditPage }): JSX.Element {
  const { words } = useApp();
  return (
    <section class="audit-rows" aria-label={words.say("audit-rows")} tabIndex={0}>
      <table>
        <caption class="hidden">{words.say("audit-caption")}</caption>
        <thead>
          <tr>
            <th scope="col">{words.say("audit-col-number")}</th>
            <th scope="col">{words.say("audit-col-what")}</th>
            <th scope="col">{words.say("audit-col-who")}</th>
          </tr>
        </thead>
        <tbody>
          {page.rows.map((row) => (
            <Row key={row.number} row={row} names={page.names} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Row({ row, names }: { row: AuditRow; names: AuditPage["names"] }): JSX.Element {
  const { words } = useApp();
  const time = useAuditTime();
  return (
    <tr>
      <th scope="row">
        {row.number} <time dateTime={new Date(row.at * 1_000).toISOString()}>{time(row.at)}</time>
      </th>
      <td>
        <strong>{words.sayOr(`audit-kind-${row.kind}`, "audit-kind-other")}</strong>
        {row.subject !== "" && <span>{nameOf(row.subject, names, words)}</span>}
        {row.details.map((detail) => (
          <span key={detail.name} class="audit-detail">
            {sayDetail(detail, names, words)}
          </span>
        ))}
      </td>
      <td>{nameOf(row.actor, names, words)}</td>
    </tr>
  );
}

/** What people call an actor or a subject; an id where nobody has another word. */
function nameOf(reference: string, names: AuditPage["names"], words: App["words"]): string {
  const [kind = "", id = ""] = reference.split(":", 2);
  return words.say(words.has(`audit-of-${kind}`) ? `audit-of-${kind}` : "audit-of-other", {
    name: names.get(reference) ?? (id || reference),
  });
}

function sayDetail({ name, value }: AuditDetail, names: AuditPage["names"], words: App["words"]): string {
  const shown = value.includes(":") && (name === "before" || name === "to") ? nameOf(value, names, words) : value;
  return words.say(`audit-detail-${name}`, { value: shown });
}

/** Return what tells an instant (unix seconds) by the office's clock, with its year: the log goes back for years. */
export function useAuditTime(): (at: number) => string {
  const { model, words } = useApp();
  const options = { dateStyle: "medium", timeStyle: "medium" } as const;
  const language = words.language.value;
  const zone = model.office.value?.zone;
  const format = clockOf(language, { ...options, timeZone: zone }) ?? clockOf(language, options);
  return (at) => format?.format(at * 1_000) ?? "";
}

function clockOf(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat | null {
  try {
    return new Intl.DateTimeFormat(language, options);
  } catch {
    return null; // a zone that this device does not know
  }
}
