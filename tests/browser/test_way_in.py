"""The way from the link to the drawn hall: what is asked for ahead, what comes before the first picture, and what after it."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.office_process import OfficeProcess
from tests.browser.people import ON_A_PHONE, PATIENCE_MS, Citizen, context
from tests.browser.words import say

DRAWN_BYTES_MAX = 258_000  # 255 kB was meant; a person's figure, 1.5 to 2.4 kB by chance, is part of it
CODE, MAP, SHEET, FLOOR = "/assets/world-", "/places/city_hall/place.tmj", "/art/places/city_hall/objects@1x.webp", "floor.json"
PICTURE = "/assets/arrival-"
LOW_DATA = "localStorage.setItem('madang.settings', JSON.stringify({ lowData: true }))"
SAVE_DATA = "Object.defineProperty(navigator, 'connection', { value: { saveData: true } })"
PLAIN = "localStorage.setItem('madang.settings', JSON.stringify({ plain: true }))"
# [address, when it was asked for, bytes on the line]; the page itself comes first.
ASKED = """() => [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
  .map(one => [one.name, one.startTime, one.transferSize])"""
FETCHED = "part => performance.getEntriesByType('resource').some(one => one.name.includes(part))"
DRAWN_AT = "() => performance.getEntriesByName('madang-drawn')[0].startTime"
ENTER_AT_ONCE = """(() => { const look = () => {
  const button = document.querySelector('#enter button[type=submit]');
  if (button) button.click(); else requestAnimationFrame(look);
}; requestAnimationFrame(look); })()"""


@dataclass(frozen=True)
class Arrival:
    """A phone that has never been here."""

    page: Page

    def asked(self) -> list[tuple[str, float, int]]:
        return [(address, at, size) for address, at, size in self.page.evaluate(ASKED)]

    def addresses(self) -> str:
        return "\n".join(address for address, _, _ in self.asked())

    def waits_for(self, address: str) -> None:
        """Wait until an address with this part was fetched."""
        self.page.wait_for_function(FETCHED, arg=address, timeout=PATIENCE_MS)

    def sees_form(self) -> None:
        self.page.goto("/")
        self.page.locator("#enter button[type=submit]").wait_for()

    def sees_hall(self) -> float:
        """Return when the first picture was drawn."""
        expect(self.page.locator("#world canvas")).to_be_visible(timeout=PATIENCE_MS)
        expect(self.page.locator(".world-still")).to_have_count(0, timeout=PATIENCE_MS)
        at: float = self.page.evaluate(DRAWN_AT)
        return at


@pytest.fixture
def arrival(office: OfficeProcess, browser: Browser) -> Iterator[Arrival]:
    phone = context(browser, office.url, "ko", phone=True, sharpness=2)
    yield Arrival(phone.new_page())
    phone.close()


def test_what_the_hall_is_drawn_with_comes_while_the_name_is_chosen(arrival: Arrival) -> None:
    lines: list[str] = []
    arrival.page.on("websocket", lambda line: lines.append(line.url))
    arrival.sees_form()
    for address in (CODE, MAP, SHEET, FLOOR):
        arrival.waits_for(address)
    assert lines, "the socket to come in by is open"
    arrival.page.locator("#enter button[type=submit]").click()
    arrival.sees_hall()
    assert [arrival.addresses().count(address) for address in (CODE, MAP, SHEET, FLOOR)] == [1, 1, 1, 1]


def test_what_the_hall_is_drawn_with_is_asked_for_before_the_page_has_its_code(arrival: Arrival) -> None:
    arrival.page.route("**/assets/page-*", lambda piece: piece.abort())
    arrival.page.goto("/")
    for address in (CODE, MAP, SHEET, FLOOR, "/assets/hall-"):
        arrival.waits_for(address)
    assert arrival.page.locator("#enter").count() == 0


def test_the_page_brings_its_style_and_who_answers_for_it_along(arrival: Arrival) -> None:
    arrival.sees_form()
    arrival.page.locator("#enter button[type=submit]").click()
    arrival.sees_hall()
    asked = arrival.addresses()
    assert [part for part in ("/api/looks", "/api/site", "/api/start") if part in asked] == []
    assert [one for one in asked.splitlines() if one.endswith(".css") and "/assets/page-" in one] == []


def test_who_enters_before_the_hall_is_here_is_told_and_then_led_in(arrival: Arrival) -> None:
    arrival.page.route("**/assets/hall-*", lambda piece: piece.abort())
    arrival.sees_form()
    arrival.page.locator("#enter button[type=submit]").click()
    expect(arrival.page.get_by_text(say("ko", "hall-coming"))).to_be_visible()
    arrival.page.unroute("**/assets/hall-*")
    arrival.page.locator(".ask button").wait_for()
    expect(arrival.page.locator("#main:focus, .ask button:focus")).to_have_count(1)


@pytest.mark.parametrize("preference", [LOW_DATA, SAVE_DATA, PLAIN])
def test_nothing_of_a_drawing_comes_ahead_where_none_is_wanted(arrival: Arrival, preference: str) -> None:
    arrival.page.add_init_script(preference)
    arrival.sees_form()
    arrival.page.wait_for_load_state("networkidle")
    ahead = (CODE, "/places/", "/art/places/", "/art/index.json", "/api/start")
    assert [part for part in ahead if part in arrival.addresses()] == []


@pytest.mark.parametrize("preference", [LOW_DATA, SAVE_DATA])
def test_with_low_data_no_typeface_comes_at_all(arrival: Arrival, preference: str) -> None:
    arrival.page.add_init_script(preference)
    arrival.sees_form()
    arrival.page.locator("#enter button[type=submit]").click()
    arrival.page.locator(".hall.is-plain").wait_for()
    arrival.page.wait_for_load_state("networkidle")
    assert ".woff2" not in arrival.addresses()


def test_the_hall_is_drawn_after_few_bytes(arrival: Arrival) -> None:
    arrival.page.add_init_script(ENTER_AT_ONCE)
    arrival.page.goto("/")
    drawn_at = arrival.sees_hall()
    before = {address: size for address, at, size in arrival.asked() if at <= drawn_at}
    assert sum(before.values()) <= DRAWN_BYTES_MAX, before
    assert len(before) > 8, before


def test_typefaces_and_sharper_pictures_come_after_the_first_picture(arrival: Arrival) -> None:
    arrival.sees_form()
    arrival.page.locator("#enter button[type=submit]").click()
    drawn_at = arrival.sees_hall()
    for part in (".woff2", "@2x"):
        arrival.waits_for(part)
    later = {address: at for address, at, _ in arrival.asked() if ".woff2" in address or "@2x" in address}
    assert min(later.values()) > drawn_at, later


def test_the_picture_of_the_first_page_comes_after_what_the_hall_is_drawn_with(arrival: Arrival) -> None:
    arrival.sees_form()
    arrival.waits_for(PICTURE)
    asked = {part: at for address, at, _ in arrival.asked() for part in (PICTURE, CODE, MAP, SHEET) if part in address}
    assert max(asked, key=lambda part: asked[part]) == PICTURE, asked
    arrival.page.wait_for_function("() => document.querySelector('.arrival-scene img').naturalWidth > 0")


def test_with_low_data_the_first_page_has_no_picture(arrival: Arrival) -> None:
    arrival.page.clock.install()
    arrival.page.add_init_script(LOW_DATA)
    arrival.sees_form()
    arrival.page.clock.run_for(60_000)
    assert arrival.page.locator(".arrival-scene img").count() == 0


def test_where_nothing_is_drawn_the_typeface_comes_after_the_page(arrival: Arrival) -> None:
    arrival.page.add_init_script(PLAIN)
    arrival.sees_form()
    arrival.waits_for(".woff2")
    assert Citizen(arrival.page, "ko", ON_A_PHONE).button("enter").is_enabled()
