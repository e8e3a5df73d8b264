"""What the drawn hall does while nothing happens: it draws no card anew, asks for no frame, and sleeps while nobody looks.

And the loudspeaker rests between two sounds.
"""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.office_process import OfficeProcess
from tests.browser.people import PATIENCE_MS, Citizen, context
from websockets.sync.client import connect
from websockets.typing import Subprotocol

from madang_protocol import commands
from madang_protocol.codec import encode_command

CROWD = 24
QUIET_MS = 2_000
# Counts canvases, notes when a frame was asked for last, and lets the test say whether the tab is seen.
WATCH = """(() => {
  self.canvases = self.asked = 0;
  self.askedAt = performance.now();
  const make = document.createElement.bind(document);
  document.createElement = (name, ...more) => {
    if (name === 'canvas') self.canvases += 1;
    return make(name, ...more);
  };
  self.written = [];
  const write = CanvasRenderingContext2D.prototype.fillText;
  CanvasRenderingContext2D.prototype.fillText = function (words, ...more) {
    self.written.push(words);
    return write.call(this, words, ...more);
  };
  const ask = self.requestAnimationFrame.bind(self);
  self.requestAnimationFrame = run => { self.asked += 1; self.askedAt = performance.now(); return ask(run); };
  self.isAway = false;
  Object.defineProperty(document, 'visibilityState', { get: () => (self.isAway ? 'hidden' : 'visible') });
  self.turn = isAway => { self.isAway = isAway; document.dispatchEvent(new Event('visibilitychange')); };
})()"""
LISTEN = """(() => {
  self.loudspeakers = [];
  self.AudioContext = class extends AudioContext {
    constructor() {
      super();
      self.loudspeakers.push(this);
      this.changes = 0;
      this.addEventListener('statechange', () => { this.changes += 1; });
    }
  };
})()"""
# Opened and shut so often: a change is counted, for when it is told the state may be another already.
RESTS_AFTER = """times => self.loudspeakers.length === 1
  && self.loudspeakers.every(one => one.changes === 2 * times && one.state === 'suspended')"""
IS_QUIET = "ms => performance.now() - self.askedAt > ms"


@dataclass(frozen=True)
class Watched:
    """A page with a drawn hall, whose frames and canvases are counted."""

    page: Page

    def sees_hall(self) -> None:
        Citizen(self.page, "en").arrive("Watcher")
        expect(self.page.locator("#world canvas")).to_be_visible(timeout=PATIENCE_MS)
        expect(self.page.locator(".world-still")).to_have_count(0, timeout=PATIENCE_MS)
        self.page.wait_for_load_state("networkidle")

    def is_quiet(self) -> None:
        """Wait until no frame was asked for in a while; polls by a timer, for polling by frames would ask for them."""
        self.page.wait_for_function(IS_QUIET, arg=QUIET_MS, polling=100, timeout=PATIENCE_MS)

    def frames(self, count: int) -> None:
        """Wait for so many more frames."""
        asked = self.page.evaluate("() => self.asked")
        self.page.wait_for_function("least => self.asked >= least", arg=asked + count, polling=100, timeout=PATIENCE_MS)


@pytest.fixture
def watched(office: OfficeProcess, browser: Browser, request: pytest.FixtureRequest) -> Iterator[Watched]:
    street = context(browser, office.url, "en", still=request.param == "still")
    street.add_init_script(WATCH)
    yield Watched(street.new_page())
    street.close()


@pytest.mark.parametrize("watched", ["moving"], indirect=True)
def test_no_card_is_drawn_anew_while_a_crowd_stands_about(office: OfficeProcess, watched: Watched) -> None:
    with ExitStack() as crowd:
        for number in range(CROWD):
            line = crowd.enter_context(connect(f"{office.url.replace('http', 'ws')}/ws", subprotocols=[Subprotocol("madang.v1")]))
            line.send(encode_command(commands.Hello(versions=[1], name=f"Neighbour {number}")))
        watched.sees_hall()
        watched.frames(60)
        assert watched.page.evaluate("() => self.written.some(words => /^and \\d+ more$/i.test(words))"), "the crowd is merged"
        before = watched.page.evaluate("() => self.canvases")
        watched.frames(60)
        assert watched.page.evaluate("() => self.canvases") == before


@pytest.mark.parametrize("watched", ["still"], indirect=True)
def test_with_reduced_motion_no_frame_is_asked_for_while_nobody_moves(watched: Watched) -> None:
    watched.sees_hall()
    watched.is_quiet()
    watched.page.locator("#world").focus()
    watched.page.keyboard.press("ArrowUp")
    watched.frames(10)
    watched.is_quiet()


def test_the_loudspeaker_is_open_while_a_sound_is_heard(citizen: Citizen) -> None:
    citizen.page.add_init_script(LISTEN)
    citizen.page.reload()
    citizen.is_in()
    citizen.panel("settings")
    citizen.page.wait_for_function(RESTS_AFTER, arg=1, polling=100, timeout=PATIENCE_MS)  # the first gesture opened it
    sound = citizen.page.get_by_role("switch", name=citizen.word("settings-sound"))
    sound.uncheck()
    assert citizen.page.evaluate(RESTS_AFTER, 1)
    sound.check()
    citizen.page.wait_for_function(RESTS_AFTER, arg=2, polling=100, timeout=PATIENCE_MS)


@pytest.mark.parametrize("watched", ["moving"], indirect=True)
def test_no_frame_is_asked_for_while_the_tab_is_hidden(watched: Watched) -> None:
    watched.sees_hall()
    watched.frames(10)
    watched.page.evaluate("() => self.turn(true)")
    watched.is_quiet()
    watched.page.evaluate("() => self.turn(false)")
    watched.frames(10)
