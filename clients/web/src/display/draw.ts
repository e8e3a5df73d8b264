// The board as elements: what is called largest, then who is next and how long one waits, then what is announced. Knows no network.
import type { Announcement, Words } from "../protocol/generated";
import type { AtCounter, Board, BoardService, Language } from "./board";
import { dayIn, standingOf, timeIn, WORDS } from "./words";

type Children = readonly (Node | string)[];

export function element(tag: string, about: Readonly<Record<string, string>>, children: Children = []): HTMLElement {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(about)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** The same in each language, each marked as what it is. */
export function inEach(
  tag: string,
  languages: readonly Language[],
  say: (language: Language) => string,
): HTMLElement[] {
  return languages.map((lang) => element(tag, { lang }, [say(lang)]));
}

/** Draws boards for these languages. */
export class Drawing {
  constructor(readonly languages: readonly Language[]) {}

  heading(say: (words: (typeof WORDS)[Language]) => string, id: string): HTMLElement {
    const words = this.languages.flatMap((lang, index) => [
      ...(index > 0 ? [" · "] : []),
      element("span", { lang }, [say(WORDS[lang])]),
    ]);
    return element("h2", { id }, words);
  }

  called(board: Board): HTMLElement {
    const rows = board.called.map((call, index) => this.row(call, index === 0 ? "called is-newest" : "called"));
    const none = inEach("p", this.languages, (lang) => WORDS[lang].nobodyCalled);
    return element("section", { class: "calls", "aria-labelledby": "called" }, [
      this.heading((words) => words.called, "called"),
      ...(rows.length > 0 ? [element("ol", {}, rows)] : none),
    ]);
  }

  served(board: Board): HTMLElement | null {
    if (board.served.length === 0) return null;
    const rows = board.served.map((one) => this.row(one, "served"));
    return element("section", { class: "serving", "aria-labelledby": "served" }, [
      this.heading((words) => words.served, "served"),
      element("ul", {}, rows),
    ]);
  }

  private row(at: AtCounter, kind: string): HTMLElement {
    const where = inEach("span", this.languages, (lang) => WORDS[lang].counter(at));
    return element("li", { class: kind }, [
      element("strong", { class: "number" }, [at.number]),
      element("span", { class: "where" }, where),
    ]);
  }

  services(board: Board): HTMLElement {
    const { zone } = board;
    const none = inEach("p", this.languages, (lang) => WORDS[lang].noService);
    return element("section", { class: "lines", "aria-labelledby": "lines" }, [
      this.heading((words) => words.waiting, "lines"),
      ...(board.services.length > 0 ? board.services.map((service) => this.service(service, zone)) : none),
    ]);
  }

  private service(service: BoardService, zone: string): HTMLElement {
    const next = service.next.length === 0 ? [] : [this.next(service.next)];
    return element("article", {}, [
      element("h3", {}, this.title(service.title)),
      ...inEach("p", this.languages, (lang) => standingOf(lang, zone, service)),
      ...next,
    ]);
  }

  private title(title: Words): Node[] {
    return inEach("span", this.languages, (lang) => title[lang]);
  }

  private next(numbers: readonly string[]): HTMLElement {
    const label = inEach("span", this.languages, (lang) => WORDS[lang].next);
    return element("p", { class: "next" }, [...label, ...numbers.map((number) => element("b", {}, [number]))]);
  }

  announcements(board: Board): HTMLElement | null {
    if (board.announcements.length === 0) return null;
    return element("section", { class: "announced", "aria-labelledby": "announced" }, [
      this.heading((words) => words.announcements, "announced"),
      ...board.announcements.map((one) => this.announcement(one, board)),
    ]);
  }

  private announcement(one: Announcement, board: Board): HTMLElement {
    const service = board.services.find(({ id }) => id === one.service);
    const head = inEach("p", this.languages, (lang) =>
      [WORDS[lang].kinds[one.kind], service?.title[lang], WORDS[lang].until(dayIn(lang, board.zone, one.until))]
        .filter(Boolean)
        .join(" · "),
    );
    const texts = textsOf(one, this.languages).map(([lang, text]) => element("p", { lang, class: "text" }, [text]));
    return element("article", {}, [...head, ...texts]);
  }

  clock(zone: string, now: number): HTMLElement {
    return element(
      "p",
      { class: "clock" },
      inEach("span", this.languages, (lang) => timeIn(lang, zone, now)),
    );
  }
}

/** The texts in these languages; where there is none of them, the other one (SPEC T25). */
function textsOf({ ko = "", en = "" }: Announcement, languages: readonly Language[]): [Language, string][] {
  const all: [Language, string][] = [
    ["ko", ko],
    ["en", en],
  ];
  const there = all.filter(([, text]) => text !== "");
  const own = there.filter(([lang]) => languages.includes(lang));
  return own.length > 0 ? own : there;
}
