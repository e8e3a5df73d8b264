"""Chromium for the browser tests: where it is, and with which flags it starts. Knows Playwright's launch, no page of ours."""

import ctypes
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager

from playwright.sync_api import Browser, BrowserContext, sync_playwright

PR_CAPBSET_DROP, CAP_SYS_NICE = 24, 23  # prctl(2), capabilities(7)
NAMES = ("chromium", "chromium-browser", "google-chrome")
# The same engine without the window around the page, which nobody sees here: a fifth less of what the tests cost. What is
# measured for people is measured in the browser that they have.
SHELL = "chromium-headless-shell"
FOR_TESTS, FOR_PEOPLE = (SHELL, *NAMES), (*NAMES, SHELL)
# What Playwright turns off, for a second list takes the place of its own; and the two pages that Chromium would load beside
# every window for its address bar, more than half of what an empty window costs.
OFF = (
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable",
    "LensOverlay",
    "MediaRouter",
    "PaintHolding",
    "ThirdPartyStoragePartitioning",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "OptimizationHints",
    "NetworkTimeServiceQuerying",
    "PreconnectToSearch",
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
)
QUIET = (
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    f"--disable-features={','.join(OFF)}",
)
# A machine without a graphics card draws in software; the same drawing, slower.
DRAWS = ("--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader")
# The hall in software, the page around it without the imitated card, through which it costs twice as much. Not for measuring.
DRAWS_FOR_TESTS = (*DRAWS, "--disable-gpu")
CANNOT_DRAW = ("--disable-gpu", "--disable-3d-apis")


class NoBrowser(Exception):
    """No Chromium on this machine; `make browser` installs one."""


def where(names: Sequence[str]) -> str:
    """Return the path of Chromium: MADANG_CHROMIUM, else the first of these names on PATH."""
    found = os.environ.get("MADANG_CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    if found is None:
        raise NoBrowser("install chromium with your system's packages, or name it in MADANG_CHROMIUM")
    return found


def keep_ordinary_priority() -> None:
    """Take the right to raise priorities from this process and its children; without that right already, nothing happens.

    Chromium started by root puts its software drawing above all else on the machine, and the server under test starves.
    """
    ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, CAP_SYS_NICE, 0, 0, 0)


@contextmanager
def launched(*flags: str, names: Sequence[str] = FOR_PEOPLE) -> Iterator[Browser]:
    """The first Chromium of these names for the block, with these flags besides the usual ones."""
    keep_ordinary_priority()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=where(names), args=[*QUIET, *flags])
        yield browser
        browser.close()


class Kept:
    """The Chromium that was asked for last, for as long as the flags stay the same and it runs: a start costs a second."""

    def __init__(self) -> None:
        self._open = ExitStack()
        self._flags: tuple[str, ...] | None = None
        self._browser: Browser | None = None

    def browser(self, *flags: str) -> Browser:
        """Return a Chromium with these flags in which nobody is."""
        if self._browser is None or self._flags != flags or not self._browser.is_connected():
            self.close()
            self._browser, self._flags = self._open.enter_context(launched(*flags, names=FOR_TESTS)), flags
        for left in self._browser.contexts:  # by a test that failed
            left.close()
        return self._browser

    def contexts(self) -> list[BrowserContext]:
        """Return what is open in it; nothing while it does not run."""
        return self._browser.contexts if self._browser is not None and self._browser.is_connected() else []

    def close(self) -> None:
        """End it, and Playwright's loop with it."""
        self._browser = None
        self._open.close()
