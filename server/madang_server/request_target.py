"""Where a request goes: its target and its `Host` made one thing, before anybody looks at either. Pure: knows bytes and paths.

The target may be a whole address, as to a proxy (RFC 9112, 3.2.2). Then its host counts, and not that of `Host` (SPEC S13).
Its path may name a node of a cluster (SPEC N21).
"""

import re

Headers = list[tuple[bytes, bytes]]
HOST = b"host"
PASSED_ON_BY = b"madang-passed-on-by"  # the node that passed a request on; what has it is not passed on once more
_NODE_PATH = re.compile(r"/n/([A-Za-z0-9][A-Za-z0-9.-]*)(/.*)")
_UPLOAD = re.compile(rb"(?:/o/[a-z0-9-]{1,40})?/api/attachments(?:\?.*)?", re.DOTALL)
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


def node_path(node: str, path: str) -> str:
    """Return where a node of a cluster has what is at this path."""
    return f"/n/{node}{path}"


def without_node(path: str) -> tuple[str, str]:
    """Return the node that the path names, and the path there; no node: nothing, and the path as it is."""
    found = _NODE_PATH.fullmatch(path)
    return (found[1], found[2]) if found else ("", path)


def is_upload(method: bytes, target: bytes) -> bool:
    """Return whether this request may have a body as large as a file (SPEC C24): no other may."""
    return method == b"POST" and _UPLOAD.fullmatch(target) is not None
