"""Internet addresses and hosts, compared as what they are. Pure: knows text, no request and no socket."""

import ipaddress
from collections.abc import Collection
from urllib.parse import urlsplit

_IPV6_NETWORK = 64  # one household or house has so many addresses
_Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def source_of(address: str) -> str:
    """Return whose address it is: for IPv6 its network, because a house has all the addresses of one.

    IPv4-mapped IPv6 addresses are treated as IPv4. What is no address is returned as it is.
    """
    found = _read(address)
    if found is None:
        return address
    return str(ipaddress.ip_network((found, _IPV6_NETWORK), strict=False)) if found.version == 6 else str(found)


def client_address(peer: str, forwarded: Collection[str]) -> str:
    """Return from where a request comes. `forwarded`: its X-Forwarded-For headers, believed from a proxy on this machine alone.

    Of several hops the last that is not on this machine counts: what stands before it, anybody may have written.
    """
    if not _is_loopback(_read(peer)):
        return peer
    hops = [hop.strip() for hop in ",".join(forwarded).split(",")]
    others = [hop for hop in hops if (found := _read(hop)) is not None and not _is_loopback(found)]
    return others[-1] if others else peer


def is_loopback_address(peer: str) -> bool:
    """Return whether the peer is on this machine: then it may be a proxy, and its requests say from where they come."""
    return _is_loopback(_read(peer))


def is_own_host(host: str, names: Collection[str]) -> bool:
    """Return whether a `Host` may mean this server: one of `names`, this machine's own names, or an address in digits.

    A page of a stranger can reach a server behind a firewall by a name of the stranger's own that leads to it, and only so: an
    address in digits names nobody else. The port is not looked at: a proxy may have another.
    """
    try:
        name = (urlsplit(f"//{host}").hostname or "").removesuffix(".")
    except ValueError:
        return False
    if "@" in host or not name:
        return False
    own = name in names or name == "localhost" or name.endswith(".localhost")
    return own or _read(name) is not None


def _read(address: str) -> _Address | None:
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return None
    return found.ipv4_mapped or found if isinstance(found, ipaddress.IPv6Address) else found


def _is_loopback(address: _Address | None) -> bool:
    return address is not None and address.is_loopback
