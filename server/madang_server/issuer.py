"""The address of a provider of OpenID Connect, as a setting. Reaches nobody."""

from ipaddress import ip_address
from urllib.parse import urlsplit

CHARS_MAX = 200


def check_issuer(given: str) -> str:
    """Return the issuer without a slash at the end. Raises `ValueError`: it is no https address of a machine."""
    parts = urlsplit(given)
    if parts.query or parts.fragment or not parts.hostname or len(given) > CHARS_MAX:
        raise ValueError("must be an address such as https://login.example.org/realms/city")
    if parts.scheme != "https" and not (parts.scheme == "http" and _is_this_machine(parts.hostname)):
        raise ValueError("must begin with https:// (http:// only for this machine)")
    return given.rstrip("/")


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
