"""How the server writes its log: one event a line, for people or as JSON. No names, words or tokens of people ever go in.

Our own code logs through structlog alone; libraries log through the standard library, at warnings and above.
"""

import logging
import sys
from typing import TextIO

import structlog

from madang_server.settings import Settings


def configure_logging(settings: Settings, stream: TextIO = sys.stderr) -> None:
    """Point structlog and the standard library's log at `stream`. Once, at start."""
    level = logging.getLevelNamesMapping()[settings.log_level.upper()]
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    last: structlog.typing.Processor = (
        structlog.processors.JSONRenderer()
        if settings.log == "json"
        else structlog.dev.ConsoleRenderer(
            colors=stream.isatty(),
            exception_formatter=structlog.dev.plain_traceback,  # a rich one shows the values of locals: people's words
        )
    )
    trace = [structlog.processors.format_exc_info] if settings.log == "json" else []
    structlog.configure(
        processors=[*shared, *trace, last],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(stream),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(stream)
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(foreign_pre_chain=shared, processors=[*_FOREIGN, *trace, last]))
    logging.basicConfig(handlers=[handler], level=max(level, logging.WARNING), force=True)
    # A stranger's broken request is no news, and may come by the million.
    listener = logging.getLogger("uvicorn.error")
    listener.setLevel(logging.ERROR)
    listener.addFilter(_is_news)


def _is_news(record: logging.LogRecord) -> bool:
    """Whoever leaves an answer unfinished has said why: a node, whose owner of the office broke off (cluster/http_relay.py)."""
    return record.msg != _UNFINISHED


_UNFINISHED = "ASGI callable returned without completing response."
_FOREIGN: list[structlog.typing.Processor] = [structlog.stdlib.ProcessorFormatter.remove_processors_meta]
