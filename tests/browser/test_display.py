"""The page for a big screen: what is called, in which languages, with which sound, and what it says without a line (SPEC O7)."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect
from tests.browser.conftest import citizen_with, officer_with
from tests.browser.office_process import OfficeProcess
from tests.browser.people import PATIENCE_MS, Citizen, Officer, context
from tests.browser.sizes import SMALL, WIDER_THAN_THE_PAGE
from tests.browser.test_screen_reader import grave_faults
from tests.browser.views import CONSULTATION

SCREENS: dict[str, ViewportSize] = {
    "wide": {"width": 1920, "height": 1080},
    "upright": {"width": 1080, "height": 1920},
    "phone": SMALL,
    "at 400 %": {"width": 320, "height": 256},
}
# What a browser with a voice would say, and a voice in each language: a machine of tests has none.
VOICES = """
const spoken = (window.spoken = []);
const voices = ["ko-KR", "en-GB"].map((lang) => ({ lang, name: lang }));
class Utterance { constructor(text) { this.text = text; } }
const synthesis = new EventTarget();
Object.assign(synthesis, {
  getVoices: () => voices,
  speak: (one) => { spoken.push([one.lang, one.text]); setTimeout(() => one.onend(), 0); },
  cancel: () => undefined,
});
Object.defineProperty(window, "speechSynthesis", { value: synthesis });
window.SpeechSynthesisUtterance = Utterance;
"""


@contextmanager
def screen(office: OfficeProcess, browser: Browser, path: str = "/display", *, voices: bool = False) -> Iterator[Page]:
    """A big screen that shows the board."""
    made = context(browser, office.url, "ko", still=True)
    made.add_init_script(VOICES if voices else "")
    page = made.new_page()
    page.set_viewport_size(SCREENS["wide"])
    page.goto(path)
    expect(page.locator("body")).to_have_attribute("data-state", "fresh", timeout=PATIENCE_MS)
    yield page
    made.close()


@pytest.fixture(scope="module")
def officer(office: OfficeProcess, browser: Browser) -> Iterator[Officer]:
    with officer_with(office, browser, "en", supervisor=True) as person:
        person.open_desk("Consultation 1")
        yield person


@pytest.fixture
def citizen(office: OfficeProcess, browser: Browser, officer: Officer) -> Iterator[Citizen]:
    """Somebody with a number, who gives it back at the end."""
    with citizen_with(office, browser, "ko") as person:
        person.arrive("비밀 이름")
        person.panel("counters")
        person.take_ticket(CONSULTATION["ko"])
        yield person
        person.ticket_chip().click()
        person.press("ticket-leave")
        person.press("ticket-leave-yes")
        expect(officer.button("desk-call-next")).to_be_visible(timeout=PATIENCE_MS)


def number_of(page: Page) -> str:
    return page.locator(".is-newest .number").inner_text(timeout=PATIENCE_MS)


def test_O7_a_called_number_is_shown_largest_with_its_counter_and_no_person(
    office: OfficeProcess, browser: Browser, officer: Officer, citizen: Citizen
) -> None:
    number = citizen.ticket_number()
    with screen(office, browser) as page:
        expect(page.locator(".next b").first).to_have_text(number)
        expect(page.locator(".is-newest")).to_have_count(0)
        officer.press("desk-call-next")
        assert number_of(page) == number
        expect(page.locator(".is-newest [lang=ko]")).to_have_text("상담 1 창구")
        expect(page.locator(".is-newest [lang=en]")).to_have_text("Consultation 1")
        expect(page.locator("[aria-live=assertive] [lang=en]")).to_contain_text("please come to Consultation 1")
        assert [word for word in ("비밀 이름", "Han Sora") if word in page.content()] == []


@pytest.mark.parametrize("size", SCREENS)
def test_O7_it_fits_and_axe_finds_nothing_grave(
    office: OfficeProcess, browser: Browser, officer: Officer, citizen: Citizen, size: str
) -> None:
    with screen(office, browser) as page:
        page.set_viewport_size(SCREENS[size])
        officer.press("desk-call-next")
        assert number_of(page) == citizen.ticket_number()
        assert not page.evaluate(WIDER_THAN_THE_PAGE)
        assert grave_faults(page) == []
        assert page.get_by_role("heading", level=1).count() == page.get_by_role("main").count() == 1


@pytest.mark.parametrize(("query", "languages"), [("?lang=ko", ["ko"]), ("?lang=en", ["en"]), ("?lang=both", ["ko", "en"])])
def test_O7_it_speaks_the_languages_of_its_address(
    office: OfficeProcess, browser: Browser, query: str, languages: list[str]
) -> None:
    with screen(office, browser, f"/display{query}") as page:
        found = page.locator("h1 span").evaluate_all("all => all.map(one => one.lang)")
        assert found == languages
        expect(page.locator("html")).to_have_attribute("lang", languages[0])
        expect(page.locator("h2 [lang=en]")).to_have_count(page.locator("h2").count() if "en" in languages else 0)


def test_O7_it_shows_the_services_of_its_address_alone(office: OfficeProcess, browser: Browser) -> None:
    with screen(office, browser, "/display?services=echo&lang=en") as page:
        expect(page.locator("h3")).to_have_text(["Echo"])
    with screen(office, browser, "/display?services=taxes&lang=en") as page:
        expect(page.get_by_text("This office has no service of that address")).to_be_visible()


def test_O7_a_new_call_and_a_recall_are_said_aloud_once_sound_is_on(
    office: OfficeProcess, browser: Browser, officer: Officer, citizen: Citizen
) -> None:
    said = citizen.ticket_number().replace("-0", " ").replace("0", "")
    with screen(office, browser, voices=True) as page:
        expect(page.locator("[data-sound=off]")).to_contain_text("Sound is off")
        page.get_by_role("button", name="Turn sound on").click()
        expect(page.locator("[data-sound=on]")).to_contain_text("Sound is on")
        officer.press("desk-call-next")
        page.wait_for_function("() => spoken.length === 2", timeout=PATIENCE_MS)
        officer.press("desk-recall")
        page.wait_for_function("() => spoken.length === 4", timeout=PATIENCE_MS)
        told = page.evaluate("() => spoken")
        assert [lang for lang, _ in told] == ["ko-KR", "en-GB"] * 2
        assert told[0][1] == f"{said}번 손님, 상담 1 창구로 와 주세요."
        assert told[1][1] == f"Number {said}, please come to Consultation 1."
        page.reload()
        page.locator(".is-newest").wait_for()
        page.get_by_role("button", name="Turn sound on").click()
        expect(page.locator("[data-sound=on]")).to_be_visible()
        assert page.evaluate("() => spoken") == []  # what stood there is not said as if it were new


def test_O7_a_device_without_a_voice_says_so(office: OfficeProcess, browser: Browser) -> None:
    with screen(office, browser, "/display?lang=en") as page:
        page.get_by_role("button", name="Turn sound on").click()
        expect(page.locator("[data-sound=mute]")).to_have_text("Chime only (this device has no voice)")
        page.get_by_role("button", name="Turn sound off").click()
        expect(page.locator("[data-sound=off]")).to_be_visible()


def test_O7_an_announcement_is_on_the_screen_until_it_is_withdrawn(
    office: OfficeProcess, browser: Browser, officer: Officer
) -> None:
    with screen(office, browser) as page:
        officer.panel("announcements")
        officer.press("announcements-new")
        officer.box(officer.word("announcements-en")).fill("Lift out of order")
        officer.press("announcements-post")
        expect(page.locator(".announced .text[lang=en]")).to_have_text("Lift out of order", timeout=PATIENCE_MS)
        officer.press("announcement-withdraw")
        officer.press("announcement-withdraw-yes")
        expect(page.locator(".announced")).to_have_count(0, timeout=PATIENCE_MS)
        officer.closes_panel()


def test_O7_when_the_office_is_gone_the_screen_says_so_and_shows_no_old_call(
    office: OfficeProcess, browser: Browser, officer: Officer, citizen: Citizen
) -> None:
    with screen(office, browser) as page:
        officer.press("desk-call-next")
        number = number_of(page)
        office.kill()
        expect(page.locator("body")).to_have_attribute("data-state", "old", timeout=PATIENCE_MS)
        expect(page.get_by_role("status").get_by_text("Connection lost: this is not up to date.")).to_be_visible()
        expect(page.locator(".number")).to_have_count(0)
        office.start()
        expect(page.locator("body")).to_have_attribute("data-state", "fresh", timeout=PATIENCE_MS)
        assert number_of(page) == number == citizen.ticket_number()


def test_O7_an_office_that_is_held_up_is_known_to_be_silent(office: OfficeProcess, browser: Browser) -> None:
    with screen(office, browser) as page:
        with office.held():
            expect(page.locator("body")).to_have_attribute("data-state", "old", timeout=PATIENCE_MS)
        expect(page.locator("body")).to_have_attribute("data-state", "fresh", timeout=PATIENCE_MS)
