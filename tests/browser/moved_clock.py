"""An office whose clock a test moves or stops: started, and its clock set. Knows files of its data folder (clocked_office.py)."""

import os
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from tests.architecture.repository import ROOT
from tests.browser.clocked_office import AHEAD, STANDS
from tests.browser.office_process import OfficeProcess, environment, opened

SEOUL = ZoneInfo("Asia/Seoul")
COMMAND = (sys.executable, "-m", "tests.browser.clocked_office")


@contextmanager
def opened_with_clock(data: Path, variables: Mapping[str, str] | None = None) -> Iterator[OfficeProcess]:
    """An office that is open for the block, by the machine's clock until a test sets it another."""
    path = os.pathsep.join((str(ROOT), os.environ.get("PYTHONPATH", "")))
    with opened(data, command=COMMAND, variables={**(variables or environment()), "PYTHONPATH": path}) as process:
        yield process


def set_clock(office: OfficeProcess, to: datetime) -> None:
    """Let the office's clock show that time."""
    set_ahead(office, (to - datetime.now(SEOUL)).total_seconds())


def set_ahead(office: OfficeProcess, seconds: float) -> None:
    """Let the office's clock be ahead of the machine's by so much, or of where it stands."""
    _write(office.data / AHEAD, str(seconds))


def stop_clock(office: OfficeProcess) -> None:
    """Let the office's clock stand."""
    _write(office.data / STANDS, f"{time.time()} {time.monotonic()}")


def _write(file: Path, text: str) -> None:
    """In one step: the office reads it at any time."""
    new = file.with_name(f"{file.name}.new")
    new.write_text(text, "utf-8")
    new.replace(file)
