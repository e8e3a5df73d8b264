"""What a poor phone has to fetch: the first usable page is small, and nobody else's computer is asked for anything."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, CDPSession, Page
from tests.browser.office_process import OfficeProcess
from tests.browser.people import Citizen, context

FIRST_PAGE_BYTES_MAX = 70 * 1024
LATER = re.compile(r"/assets/(fonts|world|hall)-")  # the hall comes while the name is chosen
COUNTED = {"Document", "Stylesheet", "Script"}


class Meter:
    """Bytes as they came over the wire, by address. Knows the browser's own account of its network."""

    def __init__(self, line: CDPSession) -> None:
        self.kinds: dict[str, tuple[str, str]] = {}
        self.sizes: dict[str, int] = {}
        line.on("Network.responseReceived", self._began)
        line.on("Network.loadingFinished", self._ended)
        line.send("Network.enable")

    def _began(self, told: dict) -> None:
        self.kinds[told["requestId"]] = (told["response"]["url"], told["type"])

    def _ended(self, told: dict) -> None:
        self.sizes[told["requestId"]] = told["encodedDataLength"]

    def first_page(self) -> dict[str, int]:
        """The size of each thing that a usable page needs; pictures, typefaces and the drawing come after it (test_way_in.py)."""
        needed = {key: url for key, (url, kind) in self.kinds.items() if kind in COUNTED and not LATER.search(url)}
        return {url: self.sizes[key] for key, url in needed.items() if key in self.sizes}


@pytest.fixture
def page(office: OfficeProcess, browser: Browser) -> Iterator[Page]:
    phone = context(browser, office.url, "ko", phone=True, still=True, sharpness=1)
    yield phone.new_page()
    phone.close()


def test_the_first_usable_page_is_small(page: Page) -> None:
    meter = Meter(page.context.new_cdp_session(page))
    page.goto("/")
    page.get_by_role("button", name="들어가기", exact=True).wait_for()
    page.wait_for_load_state("networkidle")
    sizes = meter.first_page()
    assert len(sizes) >= 3, sizes
    assert sum(sizes.values()) <= FIRST_PAGE_BYTES_MAX, sizes


def test_nobody_else_is_asked_for_anything(page: Page, office: OfficeProcess) -> None:
    asked: list[str] = []
    page.context.on("request", lambda request: asked.append(request.url))
    page.on("websocket", lambda line: asked.append(line.url.replace("ws:", "http:")))
    Citizen(page, "ko", ".ask").arrive("손님")
    page.wait_for_load_state("networkidle")
    assert [url for url in asked if not url.startswith((office.url, "data:", "blob:"))] == []
    assert len(asked) > 5
