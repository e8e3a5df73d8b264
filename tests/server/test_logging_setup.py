"""What goes into the log: that something failed and where, never what people wrote."""

import subprocess
import sys

import pytest

FAILING = """
import logging, sys
import structlog
from madang_server.logging_setup import configure_logging
from madang_server.settings import load_settings

configure_logging(load_settings(log=sys.argv[1]))

def serve(words):
    raise RuntimeError("a bug")

for report in (structlog.get_logger().exception, logging.getLogger("alembic").exception):
    try:
        serve("my-secret" + "-words")
    except RuntimeError:
        report("it failed")
logging.getLogger("uvicorn.error").warning("Invalid HTTP request received.")
"""


@pytest.mark.parametrize("kind", ["console", "json"])
def test_a_fault_is_logged_with_its_trace_and_without_the_words_of_people(kind: str) -> None:
    ended = subprocess.run([sys.executable, "-c", FAILING, kind], capture_output=True, text=True, check=True)
    assert ended.stderr.count("a bug") == 2
    assert ended.stderr.count("in serve") == 2
    assert "my-secret-words" not in ended.stderr


def test_a_strangers_broken_requests_do_not_fill_the_log() -> None:
    ended = subprocess.run([sys.executable, "-c", FAILING, "console"], capture_output=True, text=True, check=True)
    assert "Invalid HTTP" not in ended.stderr
