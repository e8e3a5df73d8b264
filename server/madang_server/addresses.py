"""Internet addresses and hosts, compared as what they are. Pure: knows text, no request and no socket."""

import ipaddress
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import urlsplit

_IPV6_NETWORK = 64  # one household or house has so many addresses
_Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network


@dataclass(frozen=True, slots=True)
class Proxies:
    """Whose word is believed about from where a request comes: this machine's, and that of these networks."""

    networks: tuple[Network, ...] = ()

    def may_be(self, peer: str) -> bool:
        """Return whether the peer may be a proxy: then its requests say from where they come."""
        return self._has(_read(peer))

    def client_address(self, peer: str, forwarded: Collection[str]) -> str:
        """Return from where a request comes. `forwarded`: its X-Forwarded-For headers, believed from a proxy alone.

        Of several hops the last that is no proxy counts: what stands before it, anybody may have written.
        """
        if not self.may_be(peer):
            return peer
        hops = [hop.strip() for hop in ",".join(forwarded).split(",")]
        others = [hop for hop in hops if (found := _read(hop)) is not None and not self._has(found)]
        return others[-1] if others else peer

    def _has(self, address: _Address | None) -> bool:
        return address is not None and (address.is_loopback or any(address in network for network in self.networks))


NO_PROXY = Proxies()  # but on this machine


def source_of(address: str) -> str:
    """Return whose address it is: for IPv6 its network, because a house has all the addresses of one.

    IPv4-mapped IPv6 addresses are treated as IPv4. What is no address is returned as it is.
    """
    found = _read(address)
    if found is None:
        return address
    return str(ipaddress.ip_network((found, _IPV6_NETWORK), strict=False)) if found.version == 6 else str(found)


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
