// How the lines went, by service and hour of the day: bars to look at, a table to read, a file to take away (SPEC O21, O22).
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { OFFICE_PATH } from "../../office-path";
import { saySeconds } from "../../words/wait";
import { type App, useApp } from "../context";
import { Button } from "../controls";
import { fetchFile, saveAs } from "../file-transfer";
import { request } from "../office-request";
import { type FigureRow, type FiguresTold, figuresOf, type Spread } from "./supervision-told";

const FIGURE_DAYS = ["1", "7", "28"] as const;
type Days = (typeof FIGURE_DAYS)[number];
type Answer = FiguresTold | "asking" | "failed";
const AGAIN_MS = 60_000; // they are as old as that at most (SPEC O21)

export function Figures(): JSX.Element {
  const app = useApp();
  const { say } = app.words;
  const days = useSignal<Days>("1");
  const answer = useSignal<Answer>("asking");
  const isSaved = useSignal<"no" | "saved" | "failed">("no");
  const latest = useRef(0);
  const show = async (chosen: Days) => {
    const turn = ++latest.current;
    if (chosen !== days.peek() || answer.peek() === "failed") answer.value = "asking";
    if (chosen !== days.peek()) isSaved.value = "no";
    days.value = chosen;
    const reply = await request(app, `/api/figures?days=${chosen}`);
    if (turn === latest.current) answer.value = ("told" in reply && figuresOf(reply.told)) || "failed";
  };
  const save = async () => {
    const file = await fetchFile(`${OFFICE_PATH}/api/figures.csv?days=${days.peek()}`, app.identity.token());
    if (file) saveAs(file, `figures-${days.peek()}.csv`);
    isSaved.value = file ? "saved" : "failed";
  };
  useEffect(() => {
    void show("1");
    const timer = setInterval(() => document.visibilityState === "visible" && void show(days.peek()), AGAIN_MS);
    return () => clearInterval(timer);
  }, []);
  const told = answer.value;
  return (
    <section aria-labelledby="figures" class="line-figures">
      <h3 id="figures">{say("figures")}</h3>
      <label class="label" for="figures-days">
        {say("figures-days")}
      </label>
      <select
        id="figures-days"
        class="input"
        value={days.value}
        onChange={(event) => void show(FIGURE_DAYS.find((one) => one === event.currentTarget.value) ?? "1")}
      >
        {FIGURE_DAYS.map((one) => (
          <option key={one} value={one}>
            {say(`figures-days-${one}`)}
          </option>
        ))}
      </select>
      <p role="status">{typeof told === "string" ? say(`figures-${told}`) : sayHowMuch(told, app)}</p>
      {typeof told !== "string" && told.rows.length > 0 && (
        <>
          <p class="hint">
            {say("figures-until", { time: app.words.time(told.until) })} {say("figures-bars")}
          </p>
          <Services told={told} />
        </>
      )}
      <Button icon="download" onClick={() => void save()}>
        {say("figures-save")}
      </Button>
      <p role="status">{isSaved.value !== "no" && say(`figures-save-${isSaved.value}`)}</p>
    </section>
  );
}

function sayHowMuch({ rows, isWhole }: FiguresTold, { words: { say } }: App): string {
  if (rows.length === 0) return say("figures-none");
  return isWhole ? "" : say("figures-newest");
}

function Services({ told }: { told: FiguresTold }): JSX.Element {
  const { words } = useApp();
  const services = [...new Set(told.rows.map(({ service }) => service))];
  return (
    <>
      {services.map((service) => {
        const title = told.titles.get(service);
        const rows = told.rows.filter((row) => row.service === service);
        return <ServiceFigures key={service} title={(title && words.both(title)) || service} rows={rows} />;
      })}
    </>
  );
}

function ServiceFigures({ title, rows }: { title: string; rows: readonly FigureRow[] }): JSX.Element {
  const { words } = useApp();
  return (
    <section class="audit-rows" aria-label={title} tabIndex={0}>
      <Bars rows={rows.filter(({ hour }) => hour !== null)} />
      <table>
        <caption>{title}</caption>
        <thead>
          <tr>
            {FIGURE_COLUMNS.map((column) => (
              <th key={column} scope="col">
                {words.say(`figures-col-${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.hour ?? "day"} row={row} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

const FIGURE_COLUMNS = ["hour", "tickets", "wait", "serving"] as const;

function Row({ row }: { row: FigureRow }): JSX.Element {
  const { say } = useApp().words;
  const { taken, served, missed } = row;
  return (
    <tr>
      <th scope="row">{row.hour === null ? say("figures-all-hours") : say("figures-hour", { hour: row.hour })}</th>
      <td>{say("figures-tickets", { taken, served, missed })}</td>
      <td>
        <Times of={row.waits} />
        {row.ways && <span class="audit-detail">{say("figures-way", { time: saySeconds(row.ways.halfS, say) })}</span>}
      </td>
      <td>
        <Times of={row.servings} />
      </td>
    </tr>
  );
}

function Times({ of }: { of: Spread | null }): JSX.Element {
  const { say } = useApp().words;
  if (of === null) return <>{say("figures-no-times")}</>;
  return <>{say("figures-times", { half: saySeconds(of.halfS, say), most: saySeconds(of.mostS, say) })}</>;
}

const BAR_W = 24;
const BARS_H = 96;

/** Tickets by the hour in which they were taken, the served ones of the hour over them: the table says the same in words. */
function Bars({ rows }: { rows: readonly FigureRow[] }): JSX.Element | null {
  const hours = rows.map(({ hour }) => hour ?? 0);
  if (hours.length === 0) return null;
  const [first, last] = [Math.min(...hours), Math.max(...hours)];
  const most = Math.max(1, ...rows.flatMap(({ taken, served }) => [taken, served]));
  const height = (tickets: number) => (tickets / most) * BARS_H;
  return (
    <svg
      class="figure-bars"
      aria-hidden="true"
      viewBox={`0 0 ${(last - first + 1) * BAR_W} ${BARS_H + 16}`}
      style={{ maxWidth: `${((last - first + 1) * BAR_W) / 8}rem` }}
    >
      {rows.map(({ hour, taken, served }) => {
        const x = ((hour ?? 0) - first) * BAR_W;
        return (
          <g key={hour}>
            <rect class="is-taken" x={x + 3} y={BARS_H - height(taken)} width={9} height={height(taken)} />
            <rect class="is-served" x={x + 12} y={BARS_H - height(served)} width={9} height={height(served)} />
            <text x={x + BAR_W / 2} y={BARS_H + 13}>
              {hour}
            </text>
          </g>
        );
      })}
    </svg>
  );
}
