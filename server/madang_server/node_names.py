"""Names of nodes, by which browsers reach each of them (SPEC N28): `{node}.madang.example.org`. Pure: knows text."""

import re

NODE = "{node}"
NAMES_CHARS_MAX = 190  # with the longest name of a node it is still one that a name server takes
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_NAMES = re.compile(rf"\{{node\}}(?:\.{_LABEL})+(?P<port>:[0-9]{{1,5}})?")
_PORTS = range(1, 65_536)


def check_names(given: str) -> str:
    """Return them as they are. Raises `ValueError` with what is wrong."""
    found = _NAMES.fullmatch(given)
    if found is None or len(given) > NAMES_CHARS_MAX or (found["port"] and int(found["port"][1:]) not in _PORTS):
        raise ValueError("must be names such as {node}.madang.example.org, with a port where it is not the usual one")
    return given


def name_of(names: str, node: str) -> str:
    """Return the name of this node, with its port if there is one."""
    return names.replace(NODE, node.lower())


def any_of(names: str) -> str:
    """Return all of them as a Content-Security-Policy has them."""
    return names.replace(NODE, "*")
