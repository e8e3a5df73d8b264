"""How one node asks another for a socket: what is answered is understood however it is cut (SPEC N23)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from websockets.server import ServerProtocol

from madang_server.socket_upgrade import HEAD_BYTES_MAX, NotUpgraded, UpgradeAnswer, upgrade_request

TAKEN = b"HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n"


def test_N23_the_request_is_one_for_a_websocket() -> None:
    server = ServerProtocol()
    server.receive_data(upgrade_request("/n/a/ws", {"X-Forwarded-For": "192.0.2.1"}))
    (request,) = server.events_received()
    assert (request.path, request.headers["X-Forwarded-For"]) == ("/n/a/ws", "192.0.2.1")  # type: ignore[union-attr]
    assert server.accept(request).status_code == 101  # type: ignore[arg-type]


@given(st.binary(max_size=64), st.integers(1, 40))
def test_N23_what_comes_behind_the_answer_is_kept(said: bytes, size: int) -> None:
    answer, came = UpgradeAnswer(), TAKEN + said
    pieces = iter([came[start : start + size] for start in range(0, len(came), size)])
    behind = next(found for piece in pieces if (found := answer.take(piece)) is not None)
    assert behind + b"".join(pieces) == said


@pytest.mark.parametrize(
    "head",
    [
        b"HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n",
        b"SSH-2.0-OpenSSH_9.6\r\n\r\n",
        b"HTTP/1.1 101 Switching Protocols\r\n" + b"x" * HEAD_BYTES_MAX,
    ],
)
def test_N23_any_other_answer_lets_nobody_in(head: bytes) -> None:
    with pytest.raises(NotUpgraded):
        UpgradeAnswer().take(head)
