"""Internet addresses and hosts, compared as what they are. Pure: knows text, no request and no socket."""

import ipaddress
import re
from collections.abc import Collection
from dataclasses import dataclass

_IPV6_NETWORK = 64  # one household or house has so many addresses
_AUTHORITY = re.compile(r"(?:(?P<name>[A-Za-z0-9._-]+)|\[(?P<inside>[0-9A-Fa-f:.]+)\])(?::(?P<port>[0-9]{0,5}))?")
_LABEL = re.compile(r"[a-z0-9_-]{1,63}")
_NAME_CHARS_MAX = 253
_PORTS = range(1, 65_536)
_DEFAULT_PORTS = {"http": 80, "https": 443}
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

        Of several hops the last that is no proxy counts: what stands before it, anybody may have written. A hop may have a port.
        One that is no address (`unknown`) counts as the proxy that told it, so that nothing before it is believed.
        """
        if not self.may_be(peer):
            return peer
        hops = filter(None, (hop.strip() for hop in ",".join(forwarded).split(",")))
        client = next((found for found in map(_read_hop, reversed([*hops])) if not self._has(found)), None)
        return str(client) if client is not None else peer

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


@dataclass(frozen=True, slots=True)
class Authority:
    """A host in small letters without a dot at its end, or an address in digits in its shortest form; and the port, if told."""

    host: str
    port: int | None


def read_authority(text: str) -> Authority | None:
    """Return what `name`, `name:port` or `[address]:port` (RFC 3986) says; None: it is not written as one."""
    found = _AUTHORITY.fullmatch(text)
    if found is None:
        return None
    host = _host_of(found["name"], found["inside"])
    port = int(found["port"]) if found["port"] else None
    return Authority(host, port) if host and (port is None or port in _PORTS) else None


Origin = tuple[str, Authority]  # scheme, and authority with its port


def read_origin(text: str) -> Origin | None:
    """Return scheme and authority, with its port, of the origin of a page (RFC 6454); None: it is none of the web."""
    scheme, _, rest = text.partition("://")
    port = _DEFAULT_PORTS.get(scheme.lower())
    authority = read_authority(rest)
    return (scheme.lower(), with_port(authority, port)) if port and authority else None


def with_port(authority: Authority, default: int) -> Authority:
    """Return the authority with a port: the default where none is told."""
    return authority if authority.port else Authority(authority.host, default)


def is_own_host(host: str, names: Collection[str]) -> bool:
    """Return whether a `Host` may mean this server: one of `names`, this machine's own names, or an address in digits.

    A page of a stranger can reach a server behind a firewall by a name of the stranger's own that leads to it, and only so: an
    address in digits names nobody else. The port is not looked at: a proxy may have another.
    """
    authority = read_authority(host)
    if authority is None:
        return False
    name = authority.host
    own = name in names or name == "localhost" or name.endswith(".localhost")
    return own or _read(name) is not None


def read_origins(texts: Collection[str]) -> frozenset[Origin]:
    """Return the origins, once for `is_own_origin`; what is none is left out."""
    return frozenset(filter(None, map(read_origin, texts)))


def is_own_origin(origin: str, host: str, allowed: Collection[Origin]) -> bool:
    """Return whether a page of this origin may open a socket: it is of the `Host` itself, or of one of the allowed origins."""
    page, own = read_origin(origin), read_authority(host)
    if page is None:
        return False
    scheme, authority = page
    same = own is not None and with_port(own, _DEFAULT_PORTS[scheme]) == authority
    return same or page in allowed


def host_name(host: str) -> str:
    """Return a host that somebody has set as a `Host` would name it; what is no host stays as it is."""
    authority = read_authority(f"[{host}]" if ":" in host and not host.startswith("[") else host)
    return authority.host if authority else host


def _host_of(name: str | None, inside: str | None) -> str | None:
    if inside is not None:
        found = _read(inside)
        return str(found) if found is not None and ":" in inside and "%" not in inside else None
    labels = (name or "").lower().removesuffix(".")
    return labels if len(labels) <= _NAME_CHARS_MAX and all(map(_LABEL.fullmatch, labels.split("."))) else None


def _read_hop(hop: str) -> _Address | None:
    authority = read_authority(hop)
    return _read(authority.host if authority else hop)


def _read(address: str) -> _Address | None:
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return None
    return found.ipv4_mapped or found if isinstance(found, ipaddress.IPv6Address) else found
