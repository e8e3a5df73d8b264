"""Where a request goes: its target and its `Host` made one thing, before anybody looks at either. Pure: knows bytes.

The target may be a whole address, as to a proxy (RFC 9112, 3.2.2). Then its host counts, and not that of `Host` (SPEC S13).
"""

import re

Headers = list[tuple[bytes, bytes]]
HOST = b"host"
PASSED_ON_BY = b"madang-passed-on-by"  # the node that passed a request on; what has it is not passed on once more
_WHOLE = re.compile(rb"https?://([^/?#]*)(/[^#]*|\?[^#]*|)", re.IGNORECASE)


class BadTarget(Exception):
    """The request does not say in one way where it goes. The text is the code of the answer."""


def plain_target(target: bytes, headers: Headers, *, host_needed: bool) -> bytes:
    """Return the target without a host; the one that counts is then the only `Host` of `headers`. Raises `BadTarget`.

    `host_needed`: the request is of HTTP/1.1.
    """
    hosts = sum(name == HOST for name, _ in headers)
    if hosts > 1 or (host_needed and not hosts):
        raise BadTarget("bad_host")
    if target.startswith(b"/"):
        return target
    whole = _WHOLE.fullmatch(target)
    if whole is None:
        raise BadTarget("bad_target")
    headers[:] = [(HOST, whole[1]), *(header for header in headers if header[0] != HOST)]
    return whole[2] if whole[2].startswith(b"/") else b"/" + whole[2]
