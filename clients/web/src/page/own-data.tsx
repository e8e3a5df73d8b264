// What the office holds about me: saved as a file, and deleted when I want it (SPEC S35, S36). Among the settings.
import "./styles/recovery.css";
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { isMap } from "../model/memory";
import { OFFICE_PATH } from "../office-path";
import { AskTwice } from "./ask-twice";
import { type App, useApp } from "./context";
import { Button } from "./controls";
import { fetchFile, saveAs } from "./file-transfer";
import { forgetVisit } from "./forgetting";
import { request, type Told } from "./office-request";

const ADDRESS = "/api/own-data";
const UNDER_WAY = ["tickets", "requests", "appointments", "messages"] as const;

interface KeptRequest {
  readonly number: string;
  /** Unix seconds after which it goes; null: nobody has said when. */
  readonly until: number | null;
}

export function OwnData(): JSX.Element {
  const app = useApp();
  const { say, when } = app.words;
  const said = useSignal("");
  const isBusy = useSignal(false);
  const kept = useSignal<readonly KeptRequest[]>([]);
  const once = async (act: () => Promise<string>) => {
    if (isBusy.peek()) return;
    isBusy.value = true;
    said.value = await act();
    isBusy.value = false;
  };
  useEffect(() => void whatStays(app).then((found) => (kept.value = found)), []);
  return (
    <section class="own-data" aria-labelledby="own-data">
      <h3 id="own-data">{say("own-data")}</h3>
      <p>{say("own-data-lead")}</p>
      <Button busy={isBusy.value} onClick={() => void once(() => save(app))}>
        {say("own-data-save")}
      </Button>
      <AskTwice name="own-data-forget" kind="quiet" act={() => void once(() => forget(app))}>
        {kept.value.length > 0 && <p>{say("own-data-stays")}</p>}
        {kept.value.length > 0 && (
          <ul>
            {kept.value.map(({ number, until }) => (
              <li key={number}>
                {until === null ? number : say("own-data-stays-until", { number, time: when(until) })}
              </li>
            ))}
          </ul>
        )}
      </AskTwice>
      <p role="status">{said.value}</p>
    </section>
  );
}

/** The requests that stay when I am forgotten. */
async function whatStays(app: App): Promise<readonly KeptRequest[]> {
  const reply = await request(app, ADDRESS);
  const found = "told" in reply && Array.isArray(reply.told.kept) ? reply.told.kept : [];
  return found.filter(isMap).map(({ number, until }) => ({
    number: String(number),
    until: typeof until === "number" ? until : null,
  }));
}

async function save({ identity, words }: App): Promise<string> {
  const file = await fetchFile(`${OFFICE_PATH}${ADDRESS}.json`, identity.token());
  if (file === null) return words.say("own-data-failed");
  saveAs(file, "madang.json");
  return words.say("own-data-saved");
}

/** Be forgotten, here and at the office; what is said when something is under way. */
async function forget(app: App): Promise<string> {
  const reply = await request(app, ADDRESS, null, "DELETE");
  if ("no" in reply) {
    return reply.no === "under_way" ? underWay(app, reply.said) : app.words.say("own-data-failed");
  }
  app.identity.leave();
  forgetVisit(window, false);
  location.replace(`${OFFICE_PATH}/forgotten`);
  return "";
}

function underWay({ words }: App, told: Told): string {
  const counts = UNDER_WAY.filter((name) => Number(told[name]) > 0);
  const list = counts.map((name) => words.say(`own-data-${name}`, { count: Number(told[name]) })).join(", ");
  return words.say("own-data-under-way", { list });
}
