"""What each office's board says is known at every node, and encoded when it changes and not every second (SPEC N5)."""

from tests.redis_server import RedisServer

from madang_protocol import codec
from madang_protocol.messages import Office
from madang_server.cluster.boards import Boards
from madang_server.cluster.redis_link import RedisLink


async def test_N5_a_board_is_encoded_when_it_changes_and_kept_for_the_other_nodes(redis_server: RedisServer) -> None:
    encoded: list[Office] = []

    def encode(board: Office) -> bytes:
        encoded.append(board)
        return codec.encode(board)

    minutes = 10
    link = RedisLink(redis_server.url)
    owner = Boards(link, ["main"], lambda: {"main": Office([], [], away_minutes=minutes)}, encode)
    other = Boards(link, ["main"], dict)
    for _ in range(3):
        await owner.exchange()
        await other.exchange()
    assert other.of("main") == Office([], [], away_minutes=10)
    minutes = 20
    redis_server.flush()
    await other.exchange()
    assert other.of("main") is None
    for _ in range(2):
        await owner.exchange()
        await other.exchange()
    assert other.of("main") == Office([], [], away_minutes=20)
    assert [board.away_minutes for board in encoded] == [10, 20]
    await link.close()
