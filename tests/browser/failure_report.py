"""What a failed browser test leaves to read: what each open page shows and said, and the end of its office's log.

A fault that comes once in fifty runs, on a machine that nobody can look into, is found by this or not at all.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from playwright.sync_api import BrowserContext, Error, Page

SHOWN_CHARS_MAX = 4_000
SAID_MAX = 20
LOG_LINES_MAX = 60
LOOKS_MS = 10_000


def pages_of(contexts: Sequence[BrowserContext]) -> Iterator[tuple[str, str]]:
    """Yield a heading and a text for each page that is open in these contexts."""
    for context in contexts:
        for page in context.pages:
            yield f"page at {page.url}", _shown(page)


def end_of_log(data: Path) -> str:
    """Return the last lines of what the office in this folder logged; empty when it never did."""
    log = data / "serve.log"
    return "\n".join(log.read_text("utf-8", "replace").splitlines()[-LOG_LINES_MAX:]) if log.is_file() else ""


def _shown(page: Page) -> str:
    try:
        text = page.locator("body").inner_text(timeout=LOOKS_MS)[:SHOWN_CHARS_MAX]
        said = [f"console {message.type}: {message.text}" for message in page.console_messages()[-SAID_MAX:]]
        faults = [f"fault: {fault}" for fault in page.page_errors()[-SAID_MAX:]]
    except Error as error:  # it hangs, or closes while it is asked
        return f"tells nothing: {error}"
    return "\n".join([text, *said, *faults])
