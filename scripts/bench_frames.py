"""What a picture of the drawn hall costs the page's own thread: `python scripts/bench_frames.py`.

The drawing alone (`clients/web/src/world/dev`), with people who walk by the real step. What the graphics card would do is left
out: this machine has none. No thresholds: numbers are of the machine that prints them.
"""

import os
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.error import URLError

from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parents[1]
WEB = ROOT / "clients" / "web"
sys.path.insert(0, str(ROOT))

from tests.browser import chromium  # noqa: E402 - the browser tests' own way to Chromium
from tests.browser.office_process import free_port  # noqa: E402

CROWDS = (14, 100, 300)
VIEW = {"width": 1280, "height": 800}
WARM_UP_MS, PICTURES, IDLE_MS = 4_000, 300, 6_000
START_SECONDS_MAX = 60
SAYS = (
    f"Script of a picture: median and 95th percentile of {PICTURES}, {VIEW['width']} x {VIEW['height']}, without what the "
    "graphics card does (`scripts/bench_frames.py`)."
)
# Draws nothing, and notes what every wake-up takes of the thread, and whether it made a picture.
WATCH = """(() => {
  let pictures = 0;
  for (const name of ['drawElements', 'drawArrays', 'drawElementsInstanced', 'drawArraysInstanced', 'clear'])
    WebGL2RenderingContext.prototype[name] = () => { if (name === 'clear') pictures += 1; };
  const wakes = (self.wakes = []);
  const ask = self.requestAnimationFrame.bind(self);
  self.requestAnimationFrame = run => ask(now => {
    const [began, before] = [performance.now(), pictures];
    run(now);
    wakes.push([performance.now() - began, pictures > before]);
  });
})()"""
PICTURED = "() => wakes.filter(([, isPicture]) => isPicture).map(([ms]) => ms)"


def rows() -> Iterator[tuple[str, str]]:
    """Yield (label, figures) for each crowd, and for a hall in which nobody moves."""
    with drawing_served() as address, chromium.launched(*chromium.DRAWS) as browser:
        for people in CROWDS:
            page = opened(browser, f"{address}?people={people}")
            page.evaluate("() => { wakes.length = 0 }")
            page.wait_for_function(f"() => ({PICTURED})().length >= {PICTURES}", timeout=300_000)
            took = sorted(page.evaluate(PICTURED)[:PICTURES])
            yield f"{people} people walk", f"{statistics.median(took):.1f} / {took[int(len(took) * 0.95)]:.1f} ms"
            page.context.close()
        for label, more, motion in (("nobody moves", "", "no-preference"), ("nobody moves, reduced motion", "&still", "reduce")):
            page = opened(browser, f"{address}?people=14&stand{more}", motion)
            page.evaluate("() => { wakes.length = 0 }")
            page.wait_for_timeout(IDLE_MS)
            took = page.evaluate("() => wakes.map(([ms]) => ms)")
            pictures = len(page.evaluate(PICTURED)) / IDLE_MS * 1_000
            woken = len(took) / IDLE_MS * 1_000
            yield label, f"{woken:.0f} wake-ups and {pictures:.0f} pictures /s, {sum(took) / IDLE_MS:.1%} of the thread"
            page.context.close()


def opened(browser: Browser, address: str, motion: str = "no-preference") -> Page:
    """Open the drawing and let it settle."""
    page = browser.new_page(viewport=VIEW, reduced_motion=motion)  # type: ignore[arg-type]
    page.add_init_script(WATCH)
    page.goto(address)
    page.wait_for_function("() => window.isDrawn", timeout=300_000)
    page.wait_for_timeout(WARM_UP_MS)
    return page


@contextmanager
def drawing_served() -> Iterator[str]:
    """Serve the drawing alone, for the block."""
    port = free_port()
    path = subprocess.run([ROOT / "scripts" / "node-path.sh"], capture_output=True, text=True, check=True).stdout.strip()
    command = ["node_modules/.bin/vite", "--config", "src/world/dev/vite.config.ts", "--port", str(port), "--strictPort"]
    environment = os.environ | {"PATH": f"{path}:{os.environ['PATH']}"}
    server = subprocess.Popen(command, cwd=WEB, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}/src/world/dev/index.html"
    try:
        _wait(address)
        yield address
    finally:
        server.terminate()
        server.wait()


def _wait(address: str) -> None:
    deadline = time.monotonic() + START_SECONDS_MAX
    while time.monotonic() < deadline:
        with suppress(URLError, ConnectionError), urllib.request.urlopen(address):  # noqa: S310 - our own, on this machine
            return
        time.sleep(0.2)
    raise SystemExit(f"bench: the drawing did not open ({address})")


if __name__ == "__main__":
    for row in rows():
        print("| {} | {} |".format(*row), flush=True)
