"""Texts compressed for browsers: ahead of time where they are known, at once where a file was changed. Knows no request."""

import gzip
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final

import brotli

ENCODINGS: Final = ("br", "gzip")  # the better one first
TEXT_BYTES_MIN = 1_024  # below this it does not pay
_BEST, _QUICK = 10, 5  # qualities of brotli: 40 ms and 2 ms for a map of 130 kB
_AHEAD_BYTES_MAX = 4_194_304  # of all files that are compressed ahead, before that: about a second of the start
_KEPT_MAX = 64

Ahead = Mapping[tuple[Path, int, str], bytes]
"""Compressed files by path, time of change in ns, and encoding."""


@lru_cache(maxsize=_KEPT_MAX)
def compress(plain: bytes) -> Mapping[str, bytes]:
    """Return the text in every encoding, as small as it gets in a time that a start may take.

    Kept: the offices of a server send the same maps and indexes.
    """
    return {encoding: _compress(plain, encoding, _BEST) for encoding in ENCODINGS}


def compress_files(paths: Iterable[Path]) -> Ahead:
    """Return these files compressed; what goes beyond the bound, or cannot be read, is left out."""
    ahead: dict[tuple[Path, int, str], bytes] = {}
    left = _AHEAD_BYTES_MAX
    for path in paths:
        try:
            facts = path.stat()
            if not TEXT_BYTES_MIN <= facts.st_size <= left:
                continue
            bodies = compress(path.read_bytes())
        except OSError:
            continue
        left -= facts.st_size
        ahead |= {(path, facts.st_mtime_ns, encoding): body for encoding, body in bodies.items()}
    return ahead


@lru_cache(maxsize=_KEPT_MAX)
def compress_at_once(path: Path, _changed_ns: int, encoding: str) -> bytes:
    """Return the file compressed as quickly as may be done between two requests; kept until it changes."""
    return _compress(path.read_bytes(), encoding, _QUICK)


def _compress(plain: bytes, encoding: str, quality: int) -> bytes:
    if encoding == "br":
        small: bytes = brotli.compress(plain, mode=brotli.MODE_TEXT, quality=quality)
        return small
    return gzip.compress(plain, mtime=0)
