"""What is answered before any route, and how a server ends: headers everywhere, foreign hosts, slow readers."""

import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import httpx
import pytest
from tests.server.running import Running, serving

from madang_server.bounded_http import REQUEST_BYTES_MAX
from madang_server.web.throttle import TRIES_OF_AN_ADDRESS_AT_EASE, UNDER_WAY_MAX

UPGRADE = (
    "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: madang.v1\r\n"
)
HOST = "Host: madang.example.org\r\n"
REQUESTS = {
    "no HTTP": ("BREW\r\n\r\n", 400),
    "two hosts": (f"GET / HTTP/1.1\r\n{HOST}Host: evil.example\r\n\r\n", 400),
    "no host": ("GET / HTTP/1.1\r\n\r\n", 400),
    "missing": (f"GET /nothing HTTP/1.1\r\n{HOST}\r\n", 404),
    "method": (f"DELETE /api/looks HTTP/1.1\r\n{HOST}\r\n", 405),
    "too large": (f"GET /{'x' * REQUEST_BYTES_MAX} HTTP/1.1\r\n{HOST}\r\n", 413),
    "foreign host": ("GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n", 421),
    "foreign page": (f"GET /ws HTTP/1.1\r\n{HOST}Origin: https://evil.example\r\n{UPGRADE}\r\n", 403),
    "socket, foreign host": (f"GET /ws HTTP/1.1\r\nHost: evil.example\r\n{UPGRADE}\r\n", 421),
    "socket, no upgrade": (f"GET /ws HTTP/1.1\r\n{HOST}\r\n", 404),
    "socket, elsewhere": (f"GET /other HTTP/1.1\r\n{HOST}{UPGRADE}\r\n", 404),
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("edge")
    with serving(
        folder, MADANG_PUBLIC_URL="https://madang.example.org", MADANG_OTHER_URLS="https://city.example:8443"
    ) as running:
        yield running


def head_of(port: int, request: str) -> tuple[int, httpx.Headers]:
    """The status and headers of the answer to these bytes."""
    with closing(socket.create_connection(("127.0.0.1", port), timeout=300)) as line:
        line.sendall(request.encode())
        head = b""
        while b"\r\n\r\n" not in head:
            head += line.recv(4_096) or b"\r\n\r\n"
    status, *lines = head.partition(b"\r\n\r\n")[0].decode().split("\r\n")
    return int(status.split(" ")[1]), httpx.Headers([tuple(line.split(": ", 1)) for line in lines])


@pytest.mark.parametrize("name", REQUESTS)
def test_S14_every_rejection_carries_the_security_headers_once(server: Running, name: str) -> None:
    request, status = REQUESTS[name]
    answered, headers = head_of(server.port, request)
    assert answered == status
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers.get_list("x-content-type-options") == ["nosniff"]
    assert headers["strict-transport-security"] == "max-age=31536000"


@pytest.mark.parametrize(
    "host", ["madang.example.org", "MADANG.example.org.:443", "city.example", "localhost:9", "127.0.0.2", "[::1]:80"]
)
def test_S14_a_host_of_the_office_is_compared_as_an_address(server: Running, host: str) -> None:
    assert head_of(server.port, f"GET /api/looks HTTP/1.1\r\nHost: {host}\r\n\r\n")[0] == 200
    assert head_of(server.port, f"GET /ws HTTP/1.1\r\nHost: {host}\r\n{UPGRADE}\r\n")[0] == 101


@pytest.mark.parametrize(
    "host", ["evil.example", "madang.example.org.evil.example", "localhost@evil.example", "x.madang.example.org", "["]
)
def test_S14_a_foreign_host_is_rejected_but_for_the_probes(server: Running, host: str) -> None:
    assert head_of(server.port, f"GET / HTTP/1.1\r\nHost: {host}\r\n\r\n")[0] == 421
    assert head_of(server.port, f"GET /healthz HTTP/1.1\r\nHost: {host}\r\n\r\n")[0] == 200


def test_S12_a_reader_that_takes_nothing_neither_holds_the_end_up_nor_leaves_a_trace(server: Running) -> None:
    with closing(socket.socket()) as slow, closing(socket.create_connection(("127.0.0.1", server.port))) as silent:
        slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
        slow.connect(("127.0.0.1", server.port))
        for _ in range(20):
            slow.sendall(f"GET /places/city_hall/place.tmj HTTP/1.1\r\n{HOST}\r\n".encode())
        assert slow.recv(12) == b"HTTP/1.1 200"
        silent.sendall(f"GET /ws HTTP/1.1\r\n{HOST}{UPGRADE}\r\n".encode())
        assert silent.recv(12) == b"HTTP/1.1 101"
        assert server.stop() == 0
    assert "office closed" in server.output
    assert "Traceback" not in server.output
    assert "error" not in server.output


def test_a_colleague_gets_an_answer_while_others_behind_the_address_guess(tmp_path: Path) -> None:
    with serving(tmp_path) as running:

        def guess(number: int) -> int:
            with running.client() as http:
                asked = {"name": f"guess {number}", "password": "not the password"}
                return http.post("/api/officer/sign-in", json=asked).status_code

        for number in range(TRIES_OF_AN_ADDRESS_AT_EASE):
            guess(number)
        with ThreadPoolExecutor(4 * UNDER_WAY_MAX + 1) as behind:
            guesses = [behind.submit(guess, 100 + number) for number in range(4 * UNDER_WAY_MAX)]
            assert behind.submit(guess, 200).result() == 401
            assert {each.result() for each in guesses} == {401}
