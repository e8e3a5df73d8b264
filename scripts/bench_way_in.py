"""The way from a link to the drawn hall on a poor line and a slow phone. `python scripts/bench_way_in.py [VISITS]`.

The built page is served over a line of 400 kbit/s and 400 ms (`poor_line.py`) to a phone whose processor is four times slower.
Nothing is kept from one visit to the next. No thresholds: numbers are of the machine that prints them.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, CDPSession, Page

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.browser import chromium  # noqa: E402 - the browser tests' own way to Chromium
from tests.browser.office_process import free_port, opened  # noqa: E402

KBIT_S, RTT_MS, SLOWER = 400, 400, 4
PHONE = {"width": 390, "height": 844}
VISITS = 5
THINKING_S = 6.0
SAYS = (
    f"Medians of {VISITS} cold visits over {KBIT_S} kbit/s and {RTT_MS} ms (handshake, slow start, one bottleneck), the "
    f"processor {SLOWER} times slower, {PHONE['width']} x {PHONE['height']} at 2 device px (`scripts/bench_way_in.py`)."
)
PATIENCE_MS = 120_000
# Asked once a picture, as a person looks: when is what there? `enterAtOnce` presses the button in the picture that has it.
WATCH = """enterAtOnce => {
  const seen = (window.seen = {});
  const there = selector => document.querySelector(selector) !== null;
  const note = (name, isTrue) => { if (isTrue && seen[name] === undefined) seen[name] = performance.now(); };
  const enter = () => { seen.entered = performance.now(); document.querySelector('#enter button[type=submit]').click(); };
  window.enter = enter;
  const look = () => {
    note('form', there('#enter button[type=submit]'));
    if (enterAtOnce && seen.form !== undefined && seen.entered === undefined) enter();
    note('hall', there('.ask button'));
    note('drawn', there('.hall #world canvas') && !there('.world-still'));
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}"""


@dataclass
class Traffic:
    """Bytes as they came over the line, with the browser's own clock."""

    line: CDPSession
    began_at: float | None = None
    arrivals: list[tuple[float, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.line.on("Network.requestWillBeSent", self._begin)
        self.line.on("Network.responseReceived", lambda told: self._add(told["timestamp"], told["response"]["encodedDataLength"]))
        self.line.on("Network.dataReceived", lambda told: self._add(told["timestamp"], told["encodedDataLength"]))
        self.line.send("Network.enable")

    def bytes_until(self, page_ms: float) -> int:
        """Return the bytes, heads of answers among them, until so many milliseconds after the page was asked for."""
        assert self.began_at is not None
        return sum(size for at, size in self.arrivals if (at - self.began_at) * 1_000 <= page_ms)

    def _begin(self, told: dict[str, float]) -> None:
        self.began_at = self.began_at or told["timestamp"]

    def _add(self, at: float, size: int) -> None:
        self.arrivals.append((at, size))


@dataclass(frozen=True)
class Visit:
    """One visit: milliseconds since the page was asked for, and bytes."""

    form_ms: float
    hall_ms: float
    drawn_ms: float
    after_enter_ms: float
    form_bytes: int
    drawn_bytes: int


def rows(visits: int = VISITS) -> Iterator[tuple[str, Visit]]:
    """Yield (label, medians) of those who enter at once and of those who think before."""
    with served() as address, chromium.launched(*chromium.DRAWS) as browser:
        for label, thinking_s in (("enters at once", 0.0), (f"thinks for {THINKING_S:.0f} s", THINKING_S)):
            yield label, median([visit(browser, address, thinking_s) for _ in range(visits)])


@contextmanager
def served() -> Iterator[str]:
    """The built page behind the poor line, for the block."""
    with tempfile.TemporaryDirectory() as data, opened(Path(data)) as office:
        port = free_port()
        command = [sys.executable, str(ROOT / "scripts/poor_line.py"), *map(str, (port, office.port, KBIT_S, RTT_MS))]
        line = subprocess.Popen(command)
        time.sleep(1)
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            line.terminate()
            line.wait()


def visit(browser: Browser, address: str, thinking_s: float) -> Visit:
    """Come in with an empty cache."""
    phone = browser.new_context(locale="ko-KR", viewport=PHONE, device_scale_factor=2, has_touch=True, is_mobile=True)
    phone.set_default_timeout(PATIENCE_MS)
    phone.add_init_script(f"({WATCH})({'false' if thinking_s else 'true'})")
    page = phone.new_page()
    try:
        return _measured(page, address, thinking_s)
    finally:
        phone.close()


def _measured(page: Page, address: str, thinking_s: float) -> Visit:
    line = page.context.new_cdp_session(page)
    traffic = Traffic(line)
    line.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(address, wait_until="commit")
    if thinking_s:
        page.wait_for_function("() => window.seen?.form")
        page.wait_for_timeout(thinking_s * 1_000)
        page.evaluate("() => window.enter()")
    page.wait_for_function("() => window.seen?.drawn && window.seen?.hall")
    seen: dict[str, float] = page.evaluate("() => window.seen")
    return Visit(
        seen["form"],
        seen["hall"],
        seen["drawn"],
        seen["drawn"] - seen["entered"],
        traffic.bytes_until(seen["form"]),
        traffic.bytes_until(seen["drawn"]),
    )


def median(visits: list[Visit]) -> Visit:
    """Return the visit of medians."""
    names = list(Visit.__dataclass_fields__)
    return Visit(*(statistics.median(getattr(one, name) for one in visits) for name in names))


def line_of(label: str, one: Visit) -> str:
    """Return the row of a table."""
    seconds = (one.form_ms, one.hall_ms, one.drawn_ms, one.after_enter_ms)
    told = [
        *(f"{each / 1_000:.1f} s" for each in seconds),
        *(f"{each / 1_000:.0f} kB" for each in (one.form_bytes, one.drawn_bytes)),
    ]
    return f"| {label} | {' | '.join(told)} |"


if __name__ == "__main__":
    for row in rows(int(sys.argv[1]) if len(sys.argv) > 1 else VISITS):
        print(line_of(*row), flush=True)
