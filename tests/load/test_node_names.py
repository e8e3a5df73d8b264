"""To which names of nodes simulated people go, and to which not (SPEC N28)."""

import pytest

from madang_load.node_names import NodeNames, dialled
from madang_protocol.messages import SeeOther


def way(host: str | None, path: str = "/n/Seoul-1/ws") -> SeeOther:
    return SeeOther(path=path, seat="b" * 43, host=host)


def test_N28_a_name_by_which_nobody_answered_rests_for_ten_minutes_and_its_path_is_gone_with_the_same_seat() -> None:
    now = 0.0
    names = NodeNames(lambda: now, here=False)
    named = way("seoul-1.madang.example.org")
    assert names.usable(named) == named
    assert names.unreached(named) == names.usable(named) == way(None)
    assert names.unreached(way(None)) is names.unreached(None) is None
    assert names.usable(way("seoul-1.other.example")) == way("seoul-1.other.example")
    now = 600.0
    assert names.usable(named) == named


@pytest.mark.parametrize("host", ["seoul-2.madang.example.org", "seoul-10.localhost", "xseoul-1.localhost"])
def test_N28_a_name_of_another_node_than_the_paths_is_not_followed(host: str) -> None:
    assert NodeNames(lambda: 0.0, here=False).usable(way(host)) == way(None)


def test_N28_a_load_on_this_machine_follows_names_of_this_machine_alone() -> None:
    names = NodeNames(lambda: 0.0, here=True)
    here = way("seoul-1.localhost:8080")
    assert names.usable(here) == here
    assert names.usable(way("seoul-1.madang.example.org")) == way(None)
    assert dialled("ws://seoul-1.localhost:8080/n/Seoul-1/ws") == (
        "ws://127.0.0.1:8080/n/Seoul-1/ws",
        {"Host": "seoul-1.localhost:8080"},
    )
    assert dialled("wss://seoul-1.madang.example.org/n/Seoul-1/ws") == ("wss://seoul-1.madang.example.org/n/Seoul-1/ws", {})
