"""What a screen has room for: the sizes that a page must be usable at, and what is measured there. Knows the page's classes.

Every measure returns what is wrong, in words, so that an empty list is the right value.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle, islice

from playwright.sync_api import Page

SETTLED = """() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))"""
LETTERS = "(percent) => { document.activeElement?.blur(); scrollTo(0, 0); document.documentElement.style.fontSize = percent; }"
CONTENT_SHARE_MIN = 0.6  # of the height of the screen, for what a panel was opened for
NAME_LETTERS_MIN = 4  # of the width of a letter, beside which nothing stands in a column of single letters

WIDER_THAN_THE_SCREEN = """() =>
    [document.documentElement, ...document.querySelectorAll("main, .plain, .desk, .panel, .panel-body")]
    .filter((part) => part.scrollWidth > part.clientWidth + 1 && part.checkVisibility())
    .map((part) => `${part.className || part.tagName} is ${part.scrollWidth} wide in ${part.clientWidth}`)"""

# A call and a lost line come first, for as long as they stand.
TOO_LITTLE_CONTENT = """(share) =>
    [...document.querySelectorAll("#page:not(:has(> .line)) .hall:not(:has(> .called)) .panel-body")]
    .filter((body) => body.clientHeight < Math.min(share * window.innerHeight, body.scrollHeight) - 1)
    .map((body) => `a panel shows ${body.clientHeight} of ${body.scrollHeight} px on a screen of ${window.innerHeight}`)"""

# Parts that stand still while others scroll. A menu that a panel has sent away lies below the screen.
OVERLAPPING = """() => {
    const PARTS = ".where, .ticket-chip, .bar > .button, .bar-buttons, .panel, .called, .line, .notice, .ask .button, "
        + ".world-zoom";
    const boxes = [...document.querySelectorAll(PARTS)]
        .filter((part) => part.checkVisibility())
        .map((part) => [part.className, part.getBoundingClientRect()])
        .filter(([, box]) => box.width > 1 && box.top < window.innerHeight - 1);
    const cover = (one, other) => Math.min(one.right, other.right) - Math.max(one.left, other.left) > 1
        && Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 1;
    return boxes.flatMap(([name, box], at) => boxes.slice(at + 1)
        .filter(([, other]) => cover(box, other))
        .map(([other]) => `${name} and ${other} lie over each other`));
}"""

# Where there is little room the news are behind a button in the first row.
UNDER_THE_NEWS = """() => [...document.querySelectorAll(".notices-fold")].filter((fold) => fold.checkVisibility())
    .map((fold) => fold.getBoundingClientRect())
    .flatMap((fold) => [...document.querySelectorAll(
        ".where, .ticket-chip, .bar .button, .panel-head > *, .called > *, .line, .easy-bar .button, .plain, .desk")]
        .filter((part) => part.checkVisibility())
        .map((part) => [part.className, part.getBoundingClientRect()])
        .filter(([, box]) => box.width > 1 && Math.min(box.right, fold.right) - Math.max(box.left, fold.left) > 1
            && Math.min(box.bottom, fold.bottom) - Math.max(box.top, fold.top) > 1)
        .map(([name]) => `the news lie over ${name}`))"""

STACKED = """(least) => [...document.querySelectorAll(
    ".line-facts, .person-name, .case-title, .counter-facts, .serving-who, .ready > p")]
    .filter((part) => part.checkVisibility())
    .filter((part) => part.clientWidth < Math.min(least * parseFloat(getComputedStyle(part).fontSize), 140))
    .map((part) => `${part.className} has ${part.clientWidth} px for its words`)"""

RUN_TOGETHER = """() => [...document.querySelectorAll(".bar-button > span")].map((label) => [label.textContent, label])
    .map(([words, label]) => [words, label.getBoundingClientRect()])
    .flatMap(([words, box], at, all) => all.slice(at + 1, at + 2)
        .filter(([, next]) => box.right > next.left && next.top < box.bottom && box.top < next.bottom)
        .map(([next]) => `${words} runs into ${next}`))"""

# Whether the middle of a part can be pressed where it stands. `focus` brings it into sight first, as the Tab key does.
HIDDEN = """([selector, focus]) => [...document.querySelectorAll(selector)]
    .filter((part) => part.checkVisibility()).slice(0, 1)
    .map((part) => {
        if (focus) { part.blur(); part.focus(); }
        const box = part.getBoundingClientRect();
        return [part, document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2)];
    })
    .filter(([part, at]) => at === null || !(part.contains(at) || at.contains(part) && at.matches("label")))
    .map(([part, at]) => [`${part.className || part.tagName} "${part.textContent.trim().slice(0, 20)}"`, at?.className])
    .map(([name, over]) => `${name} cannot be pressed: ${over ?? "it is off the screen"}`)"""
# What scrolls is reached by keyboard: it takes the focus itself and has a name, or something in it takes it.
NOT_SCROLLED_BY_KEY = """() => [...document.querySelectorAll("body *")]
    .filter((part) => part.scrollHeight > part.clientHeight + 1 && part.checkVisibility() && part.clientHeight > 0)
    .filter((part) => ["auto", "scroll"].includes(getComputedStyle(part).overflowY))
    .filter((part) => !part.matches("textarea, select, [tabindex='0']:is([aria-label], [aria-labelledby])"))
    .filter((part) => ![...part.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")]
        .some((stop) => stop.checkVisibility()))
    .map((part) => `${part.className || part.tagName} cannot be scrolled by keyboard`)"""
# Of the newest line of a talk the first line of its text, where it stands: all of its height, and nothing lies over it.
NEWEST_HIDDEN = """() => [...document.querySelectorAll(".is-live .bubble")].slice(-1)
    .map((bubble) => [bubble, bubble.lastElementChild.getClientRects()[0]])
    .map(([bubble, box]) => [bubble, [box.top + 3, box.bottom - 3].map((y) => document.elementFromPoint(box.left + 6, y)), box])
    .filter(([bubble, tops]) => !tops.every((top) => bubble.contains(top)))
    .map(([, tops, box]) => `the newest line, at ${Math.round(box.top)}..${Math.round(box.bottom)}, is under `
        + tops.map((top) => top?.className ?? "the edge"))"""
COUNT = "(selector) => [...document.querySelectorAll(selector)].filter((part) => part.checkVisibility()).length"
LETTERS_SETTLED = f"(percent) => {{ ({LETTERS})(percent); return ({SETTLED})(); }}"
# What takes the focus may draw something anew, which is there when the next one takes it.
ALL = f"""async ([share, least, atOnce, inTurn, newest]) => {{
    const found = [
        ...({WIDER_THAN_THE_SCREEN})(),
        ...({TOO_LITTLE_CONTENT})(share),
        ...({OVERLAPPING})(),
        ...({UNDER_THE_NEWS})(),
        ...({STACKED})(least),
        ...({RUN_TOGETHER})(),
        ...({NOT_SCROLLED_BY_KEY})(),
        ...(newest ? ({NEWEST_HIDDEN})() : []),
        ...[...atOnce, ...inTurn].filter((part) => ({COUNT})(part) === 0).map((part) => `${{part}} is not there`),
        ...atOnce.flatMap((part) => ({HIDDEN})([part, false])),
    ];
    for (const part of inTurn) {{
        found.push(...({HIDDEN})([part, true]));
        await new Promise((done) => setTimeout(done));
    }}
    return found;
}}"""


@dataclass(frozen=True)
class Screen:
    """A size in CSS px, and how large letters are on it."""

    name: str
    width: int
    height: int
    letters: str = "100%"


SCREENS = (
    Screen("400 percent", 320, 256),
    Screen("keyboard up", 360, 410),
    Screen("landscape phone", 740, 360),
    Screen("letters twice as large", 360, 640, "200%"),
    Screen("phone", 360, 740),
    Screen("desk", 1280, 720),
)


LANGUAGES = ("ko", "en")
EVERY_SCREEN = bool(os.environ.get("MADANG_EVERY_SCREEN"))  # `make screens`


class Room:
    """Measures the views of a test in one language, each at every other size.

    A view is measured at the sizes that the view before it was not, and in the other language at the other ones. So a test that
    runs in both languages measures each view at every size, half of them in each language.
    """

    def __init__(self, language: str, screens: tuple[Screen, ...] = SCREENS, *, every_screen: bool = EVERY_SCREEN) -> None:
        halves = (screens, screens) if every_screen else (screens[::2], screens[1::2])
        self._turns = islice(cycle(halves), LANGUAGES.index(language), None)

    def by_turns(self) -> tuple[Screen, ...]:
        """Return the sizes for the next view."""
        return next(self._turns)

    def faults(
        self, page: Page, *, at_once: tuple[str, ...] = (), in_turn: tuple[str, ...] = (), newest: bool = False
    ) -> Iterator[str]:
        """Return all that is wrong in this view: `at_once` must be pressable as it stands, `in_turn` when focused.

        `newest`: the newest line of a talk must be in sight as it stands.
        """
        for screen in self.by_turns():
            show(page, screen)
            yield from (f"{screen.name}: {fault}" for fault in measured(page, at_once, in_turn, newest))

    def talk_faults(self, page: Page, *, write: str, send: str) -> Iterator[str]:
        """Return what hides the newest line, or the box and its button beside it, once one is at the box."""
        for screen in self.by_turns():
            show(page, screen)
            page.locator(write).focus()
            page.evaluate(SETTLED)
            yield from (f"{screen.name}, at the box: {fault}" for fault in page.evaluate(NEWEST_HIDDEN))
            for part in (write, send):
                yield from (f"{screen.name}, at the box: {fault}" for fault in page.evaluate(HIDDEN, [part, False]))


def show(page: Page, screen: Screen) -> None:
    page.set_viewport_size({"width": screen.width, "height": screen.height})
    page.evaluate(LETTERS_SETTLED, screen.letters)


def measured(page: Page, at_once: tuple[str, ...], in_turn: tuple[str, ...], newest: bool) -> list[str]:
    """Return what is wrong, asked in one go: the way to the page and back costs more than to look."""
    found: list[str] = page.evaluate(ALL, [CONTENT_SHARE_MIN, NAME_LETTERS_MIN, at_once, in_turn, newest])
    return found
