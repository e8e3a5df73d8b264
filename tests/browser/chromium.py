"""Chromium for the browser tests: where it is, and with which flags it starts. Knows Playwright's launch, no page of ours."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
QUIET = (
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
# A machine without a graphics card draws in software; the same drawing, slower.
DRAWS = ("--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader")
CANNOT_DRAW = ("--disable-gpu", "--disable-3d-apis")


class NoBrowser(Exception):
    """No Chromium on this machine; `make browser` installs one."""


def where() -> str:
    """Return the path of Chromium: MADANG_CHROMIUM, else the first of its names on PATH."""
    found = os.environ.get("MADANG_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        raise NoBrowser("install chromium with your system's packages, or name it in MADANG_CHROMIUM")
    return found


@contextmanager
def launched(*flags: str) -> Iterator[Browser]:
    """A Chromium for the block, with these flags besides the usual ones."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=where(), args=[*QUIET, *flags])
        yield browser
        browser.close()
