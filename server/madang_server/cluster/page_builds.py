"""Builds of the page at the nodes of a cluster: which node has files that another has not (SPEC N14). Pure but for one file."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from madang_server.cluster.nodes import Node
from madang_server.web.client_page import PAGE_FILE

BUILDS_MAX = 3  # of the page that are asked for a file: the versions beside this one


def page_build(client: Path) -> str:
    """Return what tells this build of the page from others; nothing where none was built."""
    try:
        return hashlib.blake2b((client / PAGE_FILE).read_bytes(), digest_size=8).hexdigest()
    except OSError:
        return ""


def others_by_build(nodes: Iterable[Node], own: str) -> list[str]:
    """Return where one node of each build of the page other than our own is; one that drains where there is no other."""
    found = {node.page: node.address for node in sorted(nodes, key=lambda node: not node.draining) if node.page != own}
    return list(found.values())[:BUILDS_MAX]
