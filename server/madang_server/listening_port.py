"""The listening socket of an office, or what keeps it from its port. Accepts nobody."""

import errno
import socket

from madang_protocol import limits
from madang_server.faults import Misconfigured

BACKLOG = 2_048


def take_port(host: str, port: int) -> socket.socket:
    """Return the listening socket. Raises `Misconfigured` that says whether it is the host or the port."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.getaddrinfo(host, port, family, socket.SOCK_STREAM)  # what comes out of create_server hides which of both it was
        listening = socket.create_server((host, port), family=family, backlog=BACKLOG)
    except (socket.gaierror, UnicodeError) as error:
        raise Misconfigured(f"setting host: {host} is no address") from error
    except OSError as error:
        raise Misconfigured(_why_closed(host, port, error)) from error
    _let_slow_readers_show(listening)
    return listening


def _why_closed(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRNOTAVAIL:
        return f"setting host: {host} is no address of this machine"
    why = "is in use" if error.errno == errno.EADDRINUSE else f"cannot be opened ({error.strerror or error})"
    return f"setting port: {host}:{port} {why}"


def _let_slow_readers_show(listening: socket.socket) -> None:
    """Bound what the system takes from us before the line has carried it; every accepted connection inherits this.

    Without it a slow line hides megabytes in the system's buffer: nobody seems to be behind, nothing is conflated (SPEC R10),
    and what finally arrives is minutes old.
    """
    if hasattr(socket, "TCP_NOTSENT_LOWAT"):  # Linux and macOS
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NOTSENT_LOWAT, limits.WRITE_LOW_BYTES)
