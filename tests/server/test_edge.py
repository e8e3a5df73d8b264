"""What is answered before any route, and how a server ends: headers everywhere, foreign hosts, slow readers."""

import json
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, nullcontext
from pathlib import Path

import httpx
import pytest
from fastapi import APIRouter
from tests.server.running import Running, serving

from madang_server.bounded_http import REQUEST_BYTES_MAX
from madang_server.web import create_web
from madang_server.web.throttle import TRIES_OF_AN_ADDRESS_AT_EASE, UNDER_WAY_MAX

UPGRADE = (
    "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: madang.v1\r\n"
)
HOST = "Host: madang.example.org\r\n"
MANY = "X: y\r\n" * 200
CHUNKED = "Transfer-Encoding: chunked\r\n\r\n"
SIGN_IN = f"POST /api/officer/sign-in HTTP/1.1\r\n{HOST}Content-Type: application/json\r\n"
FIGURE = f"/art/people/gardener.figure.webp HTTP/1.1\r\n{HOST}"
# Every way in which a request is answered with an error: request, status, code. Those that need a state of their own are below.
REQUESTS = {
    "no HTTP": ("BREW\r\n\r\n", 400, "bad_request"),
    "two hosts": (f"GET / HTTP/1.1\r\n{HOST}Host: evil.example\r\n\r\n", 400, "bad_host"),
    "no host": ("GET / HTTP/1.1\r\n\r\n", 400, "bad_host"),
    "missing": (f"GET /nothing HTTP/1.1\r\n{HOST}\r\n", 404, "not_found"),
    "method": (f"DELETE /api/looks HTTP/1.1\r\n{HOST}\r\n", 405, "bad_method"),
    "too large": (f"GET /{'x' * REQUEST_BYTES_MAX} HTTP/1.1\r\n{HOST}\r\n", 413, "too_large"),
    "foreign host": ("GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n", 421, "foreign_host"),
    "foreign page": (f"GET /ws HTTP/1.1\r\n{HOST}Origin: https://evil.example\r\n{UPGRADE}\r\n", 403, "foreign_origin"),
    "socket, foreign host": (f"GET /ws HTTP/1.1\r\nHost: evil.example\r\n{UPGRADE}\r\n", 421, "foreign_host"),
    "socket, no upgrade": (f"GET /ws HTTP/1.1\r\n{HOST}\r\n", 404, "not_found"),
    "socket, elsewhere": (f"GET /other HTTP/1.1\r\n{HOST}{UPGRADE}\r\n", 404, "not_found"),
    "socket, posted": (f"POST /ws HTTP/1.1\r\n{HOST}{UPGRADE}\r\n", 405, "bad_method"),
    "socket, no key": (f"GET /ws HTTP/1.1\r\n{HOST}{UPGRADE.replace('Sec-WebSocket-Key', 'X-Key')}\r\n", 400, "bad_handshake"),
    "socket, old HTTP": (f"GET /ws HTTP/1.0\r\n{UPGRADE}\r\n", 400, "bad_request"),
    "socket, a body": (f"GET /ws HTTP/1.1\r\n{HOST}{UPGRADE}Content-Length: 5\r\n\r\nhello", 400, "bad_request"),
    "socket, a body in pieces": (f"GET /ws HTTP/1.1\r\n{HOST}{UPGRADE}{CHUNKED}1\r\nx\r\n0\r\n\r\n", 400, "bad_request"),
    "socket, a long line": (f"GET /ws HTTP/1.1\r\n{HOST}X: {'x' * 9_000}\r\n{UPGRADE}\r\n", 431, "too_large"),
    "socket, a line just too long": (f"GET /ws HTTP/1.1\r\n{HOST}X: {'x' * 8_188}\r\n{UPGRADE}\r\n", 431, "too_large"),
    "socket, a long target": (f"GET /ws?{'x' * 9_000} HTTP/1.1\r\n{HOST}{UPGRADE}\r\n", 431, "too_large"),
    "socket, many headers": (f"GET /ws HTTP/1.1\r\n{HOST}{MANY}{UPGRADE}\r\n", 431, "too_large"),
    "no HTTP version": ("GET / HTTP/1.7\r\n\r\n", 400, "bad_request"),
    "a long body, told": (
        f"POST /api/officer/sign-in HTTP/1.1\r\n{HOST}Content-Length: {REQUEST_BYTES_MAX + 1}\r\n\r\n",
        413,
        "too_large",
    ),
    "two lengths": (
        f"POST /api/officer/sign-in HTTP/1.1\r\n{HOST}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{{}}",
        400,
        "bad_request",
    ),
    "a broken chunk": (f"POST /api/officer/sign-in HTTP/1.1\r\n{HOST}{CHUNKED}-2\r\n{{}}\r\n", 400, "bad_request"),
    "no file": (f"GET /places/%00/..%2f HTTP/1.1\r\n{HOST}\r\n", 404, "not_found"),
    "a bad target": (f"GET ftp://localhost/ HTTP/1.1\r\n{HOST}\r\n", 400, "bad_target"),
    "beyond the end": (f"GET {FIGURE}Range: bytes=999999999-\r\n\r\n", 416, "bad_range"),
    "the last none": (f"GET {FIGURE}Range: bytes=-0\r\n\r\n", 416, "bad_range"),
    "no JSON": (f"{SIGN_IN}Content-Length: 1\r\n\r\n[", 400, "bad_body"),
    "a field": (f"{SIGN_IN}Content-Length: 2\r\n\r\n{{}}", 422, "bad_field"),
    "a sign-in": (f'{SIGN_IN}Content-Length: 31\r\n\r\n{{"name": "x", "password": "xy"}}', 401, "wrong_sign_in"),
    "no token": (f"GET /api/documents/2026.pdf HTTP/1.1\r\n{HOST}\r\n", 401, "not_allowed"),
    "another's token": (
        f"GET /api/documents/2026.pdf HTTP/1.1\r\n{HOST}Authorization: Bearer {'x' * 43}\r\n\r\n",
        404,
        "unknown_document",
    ),
    "a number": (f"GET /api/verify?number=2026 HTTP/1.1\r\n{HOST}\r\n", 404, "unknown_document"),
    "no number": (f"GET /api/verify HTTP/1.1\r\n{HOST}\r\n", 422, "bad_field"),
    "no place": (f"GET /places/nowhere/floor.json HTTP/1.1\r\n{HOST}\r\n", 404, "unknown_place"),
    "no logo": (f"GET /api/site/logo HTTP/1.1\r\n{HOST}\r\n", 404, "not_found"),
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
        return _head(line)[:2]


def error_of(port: int, request: str) -> tuple[int, httpx.Headers, str]:
    """The status and headers of the answer to these bytes, and the code in its body."""
    with closing(socket.create_connection(("127.0.0.1", port), timeout=300)) as line:
        line.sendall(request.encode())
        status, headers, body = _head(line)
        while len(body) < int(headers["content-length"]):
            body += line.recv(4_096)
    return status, headers, json.loads(body)["code"]


def _head(line: socket.socket) -> tuple[int, httpx.Headers, bytes]:
    """The status and headers that come, and what came of the body with them."""
    came = b""
    while b"\r\n\r\n" not in came:
        came += line.recv(4_096) or b"\r\n\r\n"
    head, _, body = came.partition(b"\r\n\r\n")
    status, *lines = head.decode().split("\r\n")
    return int(status.split(" ")[1]), httpx.Headers([tuple(line.split(": ", 1)) for line in lines]), body


@pytest.mark.parametrize("name", REQUESTS)
def test_S14_every_rejection_carries_a_code_and_the_security_headers_once(server: Running, name: str) -> None:
    request, status, code = REQUESTS[name]
    answered, headers, told = error_of(server.port, request)
    assert (answered, told) == (status, code)
    assert headers["content-type"] == "application/json"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers.get_list("x-content-type-options") == ["nosniff"]
    assert headers["strict-transport-security"] == "max-age=31536000"


async def test_a_bug_is_answered_with_a_code_of_its_own() -> None:
    routes = APIRouter()

    @routes.get("/bug")
    async def bug() -> None:
        raise ZeroDivisionError

    app = create_web([routes], lambda _app: nullcontext(), {"office"}, {})  # type: ignore[arg-type,return-value]  # nothing to open
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://office") as client:
        answer = await client.get("/bug")
    assert (answer.status_code, answer.json()) == (500, {"code": "internal"})


@pytest.mark.parametrize(
    "host", ["madang.example.org", "MADANG.example.org.:443", "city.example", "localhost:9", "127.0.0.2", "[::1]:80"]
)
def test_S14_a_host_of_the_office_is_compared_as_an_address(server: Running, host: str) -> None:
    assert head_of(server.port, f"GET /api/looks HTTP/1.1\r\nHost: {host}\r\n\r\n")[0] == 200
    assert head_of(server.port, f"GET /ws HTTP/1.1\r\nHost: {host}\r\n{UPGRADE}\r\n")[0] == 101


@pytest.mark.parametrize("second", ["GET / HTTP/1.1\r\n\r\n", "BREW\r\n\r\n", f"GET /ws HTTP/1.1\r\n{HOST}{UPGRADE}\r\n"])
def test_what_was_asked_first_is_answered_whatever_comes_behind_it(server: Running, second: str) -> None:
    with closing(socket.create_connection(("127.0.0.1", server.port), timeout=300)) as line:
        line.sendall(f"GET /api/start HTTP/1.1\r\n{HOST}\r\n{second}".encode())
        answer = b"".join(iter(lambda: line.recv(65_536), b""))
    assert answer.startswith(b"HTTP/1.1 200 OK\r\n")
    assert answer.count(b"HTTP/1.1") == 1


@pytest.mark.parametrize("target", ["/readyz", "/verify?number=2026", "/art/people/gardener.figure.webp"])
def test_whoever_sends_no_more_still_gets_the_answer(server: Running, target: str) -> None:
    with closing(socket.create_connection(("127.0.0.1", server.port), timeout=300)) as line:
        line.sendall(f"GET {target} HTTP/1.1\r\n{HOST}\r\n".encode())
        line.shutdown(socket.SHUT_WR)
        answer = b"".join(iter(lambda: line.recv(65_536), b""))
    assert answer.startswith(b"HTTP/1.1 ")


def test_half_a_request_of_who_sends_no_more_is_closed(server: Running) -> None:
    with closing(socket.create_connection(("127.0.0.1", server.port), timeout=300)) as line:
        line.sendall(f"POST /api/officer/sign-in HTTP/1.1\r\n{HOST}Content-Length: 9\r\n\r\n{{".encode())
        line.shutdown(socket.SHUT_WR)
        assert line.recv(1) == b""


def test_white_space_around_a_header_is_not_part_of_it(server: Running) -> None:
    assert head_of(server.port, "GET /api/looks HTTP/1.1\r\nHost: \t localhost \t\r\n\r\n")[0] == 200
    assert head_of(server.port, f"GET /ws HTTP/1.1\r\nHost: localhost \r\nOrigin: http://localhost\t\r\n{UPGRADE}\r\n")[0] == 101


@pytest.mark.parametrize(
    ("asked", "packed"),
    [("gzip", "gzip"), ("gzip, deflate, br", "br"), ("*", "br"), ("*;q=0.5, br;q=0", "gzip"), ("GZIP;q=0.1", "gzip"),
     ("gzip;q=0, *", "br"), ("gzip;q=0, *;q=0", None), ("gzip; q=0.000", None), ("identity", None), ("x-gzip", None), ("", None)],
)  # fmt: skip
def test_an_answer_is_packed_as_the_browser_takes_it(server: Running, asked: str, packed: str | None) -> None:
    for target in ("/api/looks", "/places/plaza/place.tmj"):
        _, headers = head_of(server.port, f"GET {target} HTTP/1.1\r\n{HOST}Accept-Encoding: {asked}\r\n\r\n")
        assert headers.get("content-encoding") == packed


@pytest.mark.parametrize("target", ["/api/looks", "/art/people/gardener.figure.webp"])
def test_whoever_has_any_form_of_it_gets_no_other(server: Running, target: str) -> None:
    assert head_of(server.port, f"GET {target} HTTP/1.1\r\n{HOST}If-None-Match: *\r\n\r\n")[0] == 304


@pytest.mark.parametrize(
    "host", ["evil.example", "madang.example.org.evil.example", "localhost@evil.example", "x.madang.example.org", "["]
)
def test_S14_a_foreign_host_is_rejected_but_for_the_probes(server: Running, host: str) -> None:
    assert head_of(server.port, f"GET / HTTP/1.1\r\nHost: {host}\r\n\r\n")[0] == 421
    assert head_of(server.port, f"GET / HTTP/1.0\r\nHost: {host}\r\n\r\n")[0] == 421
    assert head_of(server.port, f"GET /healthz HTTP/1.1\r\nHost: {host}\r\n\r\n")[0] == 200


@pytest.mark.parametrize(
    ("whole", "named", "page", "upgraded"),
    [
        ("http://madang.example.org", "evil.example", 200, 101),
        ("HTTPS://City.Example:8443", "evil.example", 200, 101),
        ("http://evil.example", "madang.example.org", 421, 421),
        ("http://localhost@evil.example", "madang.example.org", 421, 421),
        ("http://localhost:abc", "madang.example.org", 421, 421),
        ("http://", "madang.example.org", 421, 421),
        ("ftp://madang.example.org", "madang.example.org", 400, 400),
    ],
)
def test_S13_of_a_whole_address_the_host_counts_for_pages_and_sockets_alike(
    server: Running, whole: str, named: str, page: int, upgraded: int
) -> None:
    assert head_of(server.port, f"GET {whole}/api/looks HTTP/1.1\r\nHost: {named}\r\n\r\n")[0] == page
    assert head_of(server.port, f"GET {whole}/ws HTTP/1.1\r\nHost: {named}\r\n{UPGRADE}\r\n")[0] == upgraded


@pytest.mark.parametrize("hosts", ["", HOST * 2, f"{HOST}Host: localhost\r\n"])
@pytest.mark.parametrize("target", ["/ws", "http://localhost/ws"])
def test_S14_no_host_or_several_are_rejected_for_pages_and_sockets_alike(server: Running, hosts: str, target: str) -> None:
    assert head_of(server.port, f"GET {target} HTTP/1.1\r\n{hosts}\r\n")[0] == 400
    assert head_of(server.port, f"GET {target} HTTP/1.1\r\n{hosts}{UPGRADE}\r\n")[0] == 400


def test_S14_a_request_of_http_1_0_may_have_no_host(server: Running) -> None:
    assert head_of(server.port, "GET / HTTP/1.0\r\n\r\n")[0] == head_of(server.port, f"GET / HTTP/1.1\r\n{HOST}\r\n")[0]


PASSED_OVER = (
    "bytes=5-2",
    "bytes=x-y",
    "bytes=-",
    "bytes=",
    "bytes",
    "lines=0-1",
    "bytes=0-1,4-5",
    "bytes=0-1,x",
    "bytes=+1-2",
    "bytes =0-1",
)


@pytest.mark.parametrize(
    ("asked", "status", "part"),
    [
        ("bytes=0-1", 206, "bytes 0-1/{size}"),
        ("Bytes= 0-0 ", 206, "bytes 0-0/{size}"),
        ("bytes=-1", 206, "bytes {last}-{last}/{size}"),
        ("bytes=0-999999999", 206, "bytes 0-{last}/{size}"),
        ("bytes=-999999999", 206, "bytes 0-{last}/{size}"),
        ("bytes=999999999-", 416, "bytes */{size}"),
        ("bytes=-0", 416, "bytes */{size}"),
        *((each, 200, None) for each in PASSED_OVER),
    ],
)
def test_a_range_is_given_is_beyond_the_end_or_is_passed_over(server: Running, asked: str, status: int, part: str | None) -> None:
    plain = f"/art/people/gardener.figure.webp HTTP/1.1\r\n{HOST}"
    size = int(head_of(server.port, f"GET {plain}\r\n")[1]["content-length"])
    answered, headers = head_of(server.port, f"GET {plain}Range: {asked}\r\n\r\n")
    assert (answered, headers.get("content-range")) == (status, part and part.format(size=size, last=size - 1))
    assert head_of(server.port, f"HEAD {plain}Range: {asked}\r\n\r\n")[0] == 200


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
        with ThreadPoolExecutor(2 * UNDER_WAY_MAX + 1) as behind:
            guesses = [behind.submit(guess, 100 + number) for number in range(2 * UNDER_WAY_MAX)]
            assert behind.submit(guess, 200).result() == 401
            assert {each.result() for each in guesses} == {401}
