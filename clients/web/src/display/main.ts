// The page for a big screen: numbers that are called, said aloud, who is next, what is announced (SPEC O7). The one place that constructs.
import "./display.css";
import { type Board, type Language, languagesOf, limited, NewCalls, servicesOf } from "./board";
import { Drawing, element, inEach } from "./draw";
import { Feed, type FeedState } from "./feed";
import { stands, Voice } from "./voice";
import { timeIn, WORDS } from "./words";

const CLOCK_MS = 1_000;
const asked = new URLSearchParams(location.search);
const only = servicesOf(asked.get("services"));
const office = location.pathname.replace(/\/display\/?$/, "");
const page = document.getElementById("display");
if (page === null) throw new Error("the page has no place for the display");

let board: Board | null = null;
let state: FeedState = "coming";
let officeAheadS = 0; // of this device's clock
let drawing = new Drawing(languagesOf(asked.get("lang"), ["ko", "en"]));
const newCalls = new NewCalls();
const isFresh = () => state === "fresh";
const voice = new Voice(
  () => drawing.languages,
  (call) => isFresh() && stands(call, board?.called ?? []),
  () => drawSound(),
);

const title = element("h1", {});
const clock = element("div", { class: "time" });
const sound = element("div", { class: "sound" });
const told = element("div", { class: "told", role: "status" });
const heard = element("div", { class: "hidden", "aria-live": "assertive" });
const main = element("main", {});
page.append(element("header", {}, [title, clock, sound]), told, main, heard);

function nowS(): number {
  return Date.now() / 1_000 + officeAheadS;
}

function draw(): void {
  document.body.dataset.state = state;
  document.documentElement.lang = drawing.languages[0] ?? "ko";
  told.replaceChildren(...inEach("p", drawing.languages, sayState).filter(({ textContent }) => textContent !== ""));
  drawClock();
  if (board === null) return;
  const name = board.name;
  title.replaceChildren(...inEach("span", drawing.languages, (lang) => name[lang]));
  const parts = isFresh() ? [drawing.called(board), drawing.served(board)] : []; // an old number is not shown as if it were called
  const others = [drawing.services(board), drawing.announcements(board)];
  main.replaceChildren(...[...parts, ...others].filter((part) => part !== null));
}

function sayState(language: Language): string {
  const words = WORDS[language];
  if (state === "coming") return words.coming;
  if (state === "full") return words.full;
  return state === "old" ? words.outOfDate(timeIn(language, board?.zone ?? "", lastHeardS)) : "";
}

let lastHeardS = nowS();

function drawClock(): void {
  clock.replaceChildren(drawing.clock(board?.zone ?? "", nowS()));
}

const STATES = { off: "soundOff", on: "soundOn", mute: "soundMute" } as const;
const button = element("button", { type: "button" });
const soundState = element("span", { role: "status" });
sound.append(button, soundState);
button.addEventListener("click", () => void voice.turn(voice.state === "off").then(drawSound));

function drawSound(): void {
  const now = voice.state;
  button.replaceChildren(
    ...inEach("span", drawing.languages, (lang) => WORDS[lang][now === "off" ? "turnOn" : "turnOff"]),
  );
  soundState.replaceChildren(...inEach("span", drawing.languages, (lang) => WORDS[lang][STATES[now]]));
  soundState.dataset.sound = now;
}

function take(whole: Board): void {
  const languages = languagesOf(asked.get("lang"), whole.languages);
  if (languages.join() !== drawing.languages.join()) drawing = new Drawing(languages);
  board = limited(whole, only);
  const calls = newCalls.of(board);
  if (calls.length > 0)
    heard.replaceChildren(
      ...calls.flatMap((call) => inEach("p", drawing.languages, (lang) => WORDS[lang].spoken(call))),
    );
  draw();
  drawSound();
  voice.say(calls);
}

new Feed(
  `${office}/api/board`,
  {
    board: take,
    time: (now) => {
      officeAheadS = now - Date.now() / 1_000;
      lastHeardS = now;
      drawClock();
    },
    state: (now) => {
      state = now;
      draw();
    },
  },
  () => performance.now(),
);
setInterval(drawClock, CLOCK_MS);
draw();
drawSound();
