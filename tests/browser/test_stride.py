"""What is drawn of my own avatar, picture by picture: it answers a key in the next picture and never goes back."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.office_process import OfficeProcess
from tests.browser.people import PATIENCE_MS, Citizen, context

WAY_PX = 120
STEP_BACK_PX_MAX = 0.25
NOTE_THE_KEY = """() => {
  addEventListener('keydown', () => { window.pressedAt = performance.now() }, { once: true, capture: true });
  addEventListener('keyup', () => { window.releasedAt = performance.now() }, { once: true, capture: true });
}"""
HAS_WALKED = "([axis, px]) => { const seen = window.madangLab.drawnFrames.map(one => one.avatars.at(-1)[axis]);" + (
    " return Math.abs(seen.at(-1) - seen[0]) > px }"
)
RESTS = "axis => { const seen = window.madangLab.drawnFrames.slice(-30).map(one => one.avatars.at(-1)[axis]);" + (
    " return seen.every(place => place === seen[0]) }"
)


@dataclass(frozen=True)
class Recording:
    """A page with `?lab` and a drawn world: the pictures of the person's own avatar, who is the last in each."""

    page: Page

    def walk(self, key: str, axis: str) -> tuple[float, float]:
        """Hold the key for a while and come to rest; return the page's instants of the press and of the release."""
        self.page.evaluate(NOTE_THE_KEY)
        self.page.keyboard.down(key)
        self.page.wait_for_function(HAS_WALKED, arg=[axis, WAY_PX], timeout=PATIENCE_MS)
        self.page.keyboard.up(key)
        self.page.wait_for_function(RESTS, arg=axis, timeout=PATIENCE_MS)
        pressed_at, released_at = self.page.evaluate("() => [window.pressedAt, window.releasedAt]")
        return pressed_at, released_at

    def places(self, axis: str) -> list[tuple[float, float]]:
        """(instant, place) of every picture so far."""
        seen = self.page.evaluate(
            "axis => window.madangLab.drawnFrames.map(({ nowMs, avatars }) => [nowMs, avatars.at(-1)[axis]])", axis
        )
        return [(at, place) for at, place in seen]


@pytest.fixture
def recording(office: OfficeProcess, browser: Browser) -> Iterator[Recording]:
    street = context(browser, office.url, "en", still=True)
    citizen = Citizen(street.new_page(), "en")
    citizen.arrive("Walker", path="/?lab")
    expect(citizen.page.locator("#world canvas")).to_be_visible(timeout=PATIENCE_MS)
    citizen.page.wait_for_function("() => window.madangLab?.drawnFrames.length > 5", timeout=PATIENCE_MS)
    citizen.page.locator("#world").focus()
    yield Recording(citizen.page)
    street.close()


@pytest.mark.parametrize(("key", "axis", "sign"), [("ArrowUp", "y", -1), ("ArrowLeft", "x", -1), ("KeyD", "x", 1)])
def test_my_avatar_is_drawn_walking_in_the_next_picture_and_never_back(
    recording: Recording, key: str, axis: str, sign: int
) -> None:
    """Where it comes to rest is the server's word: a line that was held up longer than SPEC R4 waits may move it then."""
    pressed_at, released_at = recording.walk(key, axis)
    way = [(at, sign * place) for at, place in recording.places(axis)]
    before = [place for at, place in way if at <= pressed_at]
    held = [place for at, place in way if pressed_at < at <= released_at]
    assert held[0] > before[-1]
    assert min(later - earlier for earlier, later in pairwise(held)) > -STEP_BACK_PX_MAX
    assert held[-1] - before[-1] >= WAY_PX


def test_the_debug_panel_tells_figures_and_goes_away_again(recording: Recording) -> None:
    expect(recording.page.get_by_role("row", name="Ticks between frames 2")).to_be_visible(timeout=PATIENCE_MS)
    recording.page.keyboard.press("Control+Alt+KeyD")
    expect(recording.page.locator("details.lab")).to_have_count(0)


def test_without_lab_in_the_address_there_is_no_hook(office: OfficeProcess, browser: Browser) -> None:
    street = context(browser, office.url, "en", still=True)
    citizen = Citizen(street.new_page(), "en")
    citizen.arrive("Walker")
    assert citizen.page.evaluate("() => window.madangLab === undefined")
    street.close()
