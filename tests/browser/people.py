"""The people of the browser tests, each with a page: what a citizen and an officer do, in the words that they see.

Knows roles and words of the page, no server. Every step waits for what it causes; nothing sleeps.
"""

from dataclasses import dataclass

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from tests.browser.sizes import DESK, PHONE
from tests.browser.words import bundle, say

PATIENCE_MS = 180_000
ON_A_PHONE = ".ask"
LOCALES = {"ko": "ko-KR", "en": "en-US"}
COARSE = "Object.defineProperty(window, 'devicePixelRatio', { get: () => 0.25 });"
PASSWORD = "a-long-and-quiet-password"


def context(
    browser: Browser,
    url: str,
    language: str,
    *,
    phone: bool = False,
    still: bool = False,
    zone: str = "Asia/Seoul",
    sharpness: int | None = None,
) -> BrowserContext:
    """A browser of its own: nothing is shared with the other people.

    `sharpness`: how many pixels of the screen the hall is drawn with for one of the page; None: coarsely, as on a page that is
    zoomed out far, for tests that look at the page alone. In software the pixels are half of what an arrival costs.
    """
    made = browser.new_context(
        base_url=url,
        locale=LOCALES[language],
        timezone_id=zone,
        viewport=PHONE if phone else DESK,
        device_scale_factor=sharpness or 1,
        has_touch=phone,
        is_mobile=phone,
        reduced_motion="reduce" if still else "no-preference",
    )
    if sharpness is None:
        made.add_init_script(COARSE)
    made.set_default_timeout(PATIENCE_MS)
    return made


@dataclass(frozen=True)
class Person:
    """Somebody in front of a page, and the language they read."""

    page: Page
    language: str

    def word(self, key: str, **about: object) -> str:
        return say(self.language, key, **about)

    def button(self, key: str, **about: object) -> Locator:
        return self.page.get_by_role("button", name=self.word(key, **about), exact=True)

    def press(self, key: str, **about: object) -> None:
        self.button(key, **about).click()

    def box(self, name: str) -> Locator:
        return self.page.get_by_role("textbox", name=name)

    def day_part(self, question: str, part: str) -> Locator:
        """The input of the year, month or day of a question about a day."""
        return self.page.get_by_role("group", name=question).get_by_label(self.word(f"day-{part}"), exact=True)

    def fill_day(self, question: str, year: str, month: str, day: str) -> None:
        for part, text in (("year", year), ("month", month), ("day", day)):
            self.day_part(question, part).fill(text)

    def panel(self, name: str) -> Locator:
        """Open the panel of that button of the menu, where it is not open yet; return it."""
        self.menu().locator(f"[data-panel={name}]").first.wait_for(state="attached")  # a supervisor's come with their role
        for closed in self.menu().locator(f"[data-panel={name}][aria-expanded=false]").all():
            closed.click()
        return self.page.get_by_role("region", name=self.word(name), exact=True)

    def menu(self) -> Locator:
        return self.page.get_by_role("navigation", name=self.word("menu"))

    def closes_panel(self) -> None:
        """Close the panel that is open, if one is."""
        for close in self.page.locator(".panel-head").get_by_role("button", name=self.word("close"), exact=True).all():
            close.click()

    def me(self) -> Locator:
        """My own row in the open list of people."""
        mine = self.page.locator(".tag").get_by_text(self.word("you"), exact=True)
        return self.page.get_by_role("listitem").filter(has=mine)

    def sees(self, text: str) -> None:
        expect(self.page.get_by_text(text).first).to_be_visible(timeout=PATIENCE_MS)

    def where(self) -> Locator:
        return self.page.get_by_role("banner")

    def write(self, label: str, text: str) -> None:
        box = self.box(self.word(label))
        box.fill(text)
        self.page.locator("form").filter(has=box).get_by_role("button", name=self.word("send"), exact=True).click()

    def tells(self, audience: str, text: str) -> None:
        """Say it to those near (`near`) or to all in the room (`room`)."""
        self.press(f"chat-{audience}")
        self.write(f"chat-write-{audience}", text)

    def hears(self, text: str) -> None:
        expect(self.page.get_by_role("log").get_by_text(text)).to_be_visible(timeout=PATIENCE_MS)


@dataclass(frozen=True)
class Citizen(Person):
    """A person who came by the link, and what tells them that the hall is there: on a wide screen a panel stands open."""

    greeted_by: str = ".panel"

    def at_the_door(self, name: str, look: str | None = None, path: str = "/") -> None:
        """Give the name, and do not enter yet."""
        self.page.goto(path)
        self.box(self.word("arrival-name")).fill(name)
        if look is not None:
            self.press("arrival-look-others")
            self.page.get_by_role("radio", name=look, exact=True).check(force=True)

    def arrive(self, name: str, look: str | None = None, path: str = "/") -> None:
        self.at_the_door(name, look, path)
        self.press("enter")
        self.is_in()
        expect(self.page.locator(self.greeted_by)).to_be_visible(timeout=PATIENCE_MS)

    def is_in(self) -> None:
        expect(self.menu()).to_be_visible(timeout=PATIENCE_MS)

    def take_ticket(self, service: str) -> str:
        """Take a ticket at that service; return its number."""
        self.press("take-ticket-label", service=service)
        return self.ticket_number()

    def ticket_number(self) -> str:
        return self.page.locator(".ticket-chip .ticket-number").inner_text(timeout=PATIENCE_MS)

    def ticket_chip(self) -> Locator:
        return self.page.locator(".ticket-chip")


@dataclass(frozen=True)
class Officer(Person):
    """A person of the office, at a desk."""

    def word(self, key: str, **about: object) -> str:
        """As the desk says it, where it has words of its own."""
        own = f"at-desk-{key}"
        return say(self.language, own if own in bundle(self.language) else key, **about)

    def sign_in(self, name: str, one_time_password: str, *, door: str = "/officer") -> None:
        """The first sign-in: the one-time password, then a password of one's own."""
        self.page.goto(door)
        self.box(self.word("sign-in-name")).fill(name)
        self.page.get_by_label(self.word("sign-in-password"), exact=True).fill(one_time_password)
        self.press("sign-in")
        self.page.get_by_label(self.word("sign-in-new"), exact=True).fill(PASSWORD)
        self.press("sign-in-set")
        expect(self.page.get_by_role("heading", name=self.word("desk-mine"))).to_be_visible(timeout=PATIENCE_MS)

    def open_desk(self, counter: str) -> None:
        self.press("desk-open-label", counter=counter)
        expect(self.button("desk-call-next")).to_be_visible(timeout=PATIENCE_MS)

    def close_desk(self) -> None:
        """Close the counter; where somebody still waits for it, also answer the question."""
        self.press("desk-close")
        sure, closed = self.button("desk-close-yes"), self.page.locator(".free-counters .button").first
        expect(sure.or_(closed).first).to_be_visible(timeout=PATIENCE_MS)
        for question in sure.all():
            question.click()
        expect(closed).to_be_visible(timeout=PATIENCE_MS)

    def line(self) -> Locator:
        return self.page.get_by_role("region", name=self.word("desk-line"))

    def finish(self, outcome: str, note: str) -> None:
        self.press("desk-finish")
        self.page.get_by_role("radio", name=outcome, exact=True).check()
        self.box(self.word("desk-note")).fill(note)
        self.press("desk-finish-now")
