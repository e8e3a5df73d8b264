"""Addresses of people and of receivers outside, as settings and forms have them. Reaches nobody."""

import re
from ipaddress import ip_address
from urllib.parse import urlsplit

MAIL_CHARS_MAX = 254  # RFC 5321
URL_CHARS_MAX = 500
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_MAIL = re.compile(rf"[A-Za-z0-9!#$%&'*+/=?^_`{{|}}~.-]{{1,64}}@{_LABEL}(?:\.{_LABEL})*")
_HOST = re.compile(rf"{_LABEL}(?:\.{_LABEL})*")


def check_mail(given: str) -> str:
    """Return a mail address. Raises `ValueError` for what mail servers would not take, or what holds more than an address."""
    tidy = given.strip()
    local = tidy.partition("@")[0]
    dots = local.startswith(".") or local.endswith(".") or ".." in local
    if len(tidy) > MAIL_CHARS_MAX or not _MAIL.fullmatch(tidy) or dots:
        raise ValueError("must be a mail address, such as desk@city.example")
    return tidy


def check_host(given: str) -> str:
    """Return the name or address of a machine. Raises `ValueError`."""
    try:
        ip_address(given)
    except ValueError:
        if len(given) > 253 or not _HOST.fullmatch(given):
            raise ValueError("must be the name of a machine, such as mail.city.example") from None
    return given


def check_receiver(given: str) -> str:
    """Return the address of a webhook's receiver. Raises `ValueError`; it is not repeated: it may be a secret."""
    try:
        parts = urlsplit(given)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        host, port = "", None
        parts = urlsplit("")
    has_more = parts.fragment or parts.username is not None or not given.isascii() or any(letter <= " " for letter in given)
    if not host or port == 0 or has_more or len(given) > URL_CHARS_MAX:
        raise ValueError("must be an address such as https://hooks.city.example/madang")
    if parts.scheme != "https" and not (parts.scheme == "http" and _is_this_machine(host)):
        raise ValueError("must begin with https:// (http:// only for this machine)")
    return given


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
