"""The state table, the rates and the reliable lane, without a socket."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madang_protocol import Close, LaneFull, NoticeCode, ProtocolError, ReliableLane, codec, commands, limits, messages
from madang_protocol.connection_state import Bucket, ConnectionState, Kind, Phase, choose_version

HELLO = codec.encode_command(commands.Hello(versions=[1]))
MOVE = codec.encode_command(commands.Move(n=1, h=3))
BYE = codec.encode_command(commands.Bye())
FRAMES = {Kind.HELLO: HELLO, Kind.OTHER: MOVE, Kind.BYE: BYE}
BODY = codec.encode(messages.Notice(code=NoticeCode.NO_BOOTH))
# Written by hand from SPEC S1 and S3: after `hello` everything but another `hello` is taken, `bye` ends it.
FOLLOWING = {
    (Phase.NEW, Kind.HELLO): Phase.GREETED,
    (Phase.GREETED, Kind.OTHER): Phase.GREETED,
    (Phase.GREETED, Kind.BYE): Phase.CLOSED,
    (Phase.OPEN, Kind.OTHER): Phase.OPEN,
    (Phase.OPEN, Kind.BYE): Phase.CLOSED,
}
CLOSES_WITH = {
    (Phase.NEW, Kind.OTHER): (Close.HELLO_EXPECTED, ""),
    (Phase.NEW, Kind.BYE): (Close.HELLO_EXPECTED, ""),
    (Phase.GREETED, Kind.HELLO): (Close.MALFORMED, "unexpected_hello"),
    (Phase.OPEN, Kind.HELLO): (Close.MALFORMED, "unexpected_hello"),
    **{(Phase.CLOSED, kind): (Close.MALFORMED, "unexpected_hello" if kind is Kind.HELLO else "") for kind in Kind},
}


def opened() -> ConnectionState:
    state = ConnectionState()
    state.receive(HELLO, 0.0)
    state.opened()
    return state


@pytest.mark.parametrize("kind", [Kind.OTHER, Kind.BYE])
def test_S1_anything_before_hello_ends_the_connection(kind):
    with pytest.raises(ProtocolError) as caught:
        ConnectionState().receive(FRAMES[kind], 0.0)
    assert caught.value.close is Close.HELLO_EXPECTED


def test_S1_a_second_hello_ends_the_connection():
    state = opened()
    with pytest.raises(ProtocolError) as caught:
        state.receive(HELLO, 0.0)
    assert (caught.value.close, caught.value.detail) == (Close.MALFORMED, "unexpected_hello")
    assert state.phase is Phase.CLOSED


def test_S1_every_pair_of_phase_and_kind_is_thought_of():
    assert FOLLOWING.keys() | CLOSES_WITH.keys() == set(product(Phase, Kind))


@pytest.mark.parametrize(("pair", "ending"), CLOSES_WITH.items())
def test_S1_a_frame_that_may_not_come_now_closes(pair, ending):
    state = ConnectionState()
    state.phase = pair[0]
    with pytest.raises(ProtocolError) as caught:
        state.receive(FRAMES[pair[1]], 0.0)
    assert (caught.value.close, caught.value.detail) == ending
    assert state.phase is Phase.CLOSED


@pytest.mark.parametrize(("pair", "following"), FOLLOWING.items())
def test_S1_a_frame_that_may_come_leads_to_its_phase(pair, following):
    state = ConnectionState()
    state.phase = pair[0]
    state.receive(FRAMES[pair[1]], 0.0)
    assert state.phase is following


def test_W10_no_common_version_ends_the_connection_with_ours():
    assert choose_version([7, 1]) == 1
    with pytest.raises(ProtocolError) as caught:
        choose_version([2, 3])
    assert (caught.value.close, caught.value.detail) == (Close.UNSUPPORTED_VERSION, "1")


def test_W8_a_flood_of_frames_ends_the_connection():
    state = opened()
    with pytest.raises(ProtocolError) as caught:
        for _ in range(limits.RATE_FRAME[1] + 1):
            state.receive(MOVE, 0.0)
    assert caught.value.close is Close.FLOOD


def test_W8_each_kind_of_command_has_its_own_rate():
    state = opened()
    say = commands.Say(id="req-00000001", to="near", text="x")
    said = [state.allows(say, 0.0) for _ in range(limits.RATE_SAY[1] + 1)]
    assert said == [True] * limits.RATE_SAY[1] + [False]
    assert state.allows(commands.Move(n=1, h=1), 0.0)
    assert state.allows(commands.DeskCall(id="req-00000001"), 0.0)
    assert state.allows(say, 1.0)


def test_a_bucket_says_after_how_long_there_is_a_token_again():
    bucket = Bucket((0.5, 1))
    assert bucket.wait_s(100.0) == 0.0
    assert bucket.take(100.0)
    assert not bucket.take(101.0)
    assert (bucket.wait_s(101.0), bucket.wait_s(102.0), bucket.take(102.0)) == (1.0, 0.0, True)


@given(st.lists(st.floats(0, 10), min_size=1, max_size=200))
def test_W8_no_order_of_arrivals_passes_more_than_the_burst_and_the_rate(gaps):
    bucket, now, passed = Bucket((2, 8)), 0.0, 0
    for gap in gaps:
        now += gap
        passed += bucket.take(now)
    assert passed <= 8 + 2 * now + 1e-6


def test_S4_what_is_acknowledged_is_forgotten_and_nothing_else():
    lane = ReliableLane()
    numbers = [lane.push(BODY) for _ in range(5)]
    assert numbers == [1, 2, 3, 4, 5]
    assert lane.acknowledge(3)
    assert lane.since(3) == [codec.number(BODY, number) for number in (4, 5)]
    assert lane.since(2) is None
    assert not lane.acknowledge(6)


@given(st.lists(st.one_of(st.just("push"), st.integers(0, 30)), max_size=60), st.integers(0, 70))
def test_S5_replay_is_every_message_after_the_last_seen_or_none(actions, seen):
    lane = ReliableLane()
    sent = sent_by(lane, actions)
    replay = lane.since(seen)
    assert replay is None or replay == sent[seen:]


def sent_by(lane, actions):
    """Let the lane push a message or acknowledge a number, in turn: the frames that were sent."""
    sent = []
    for action in actions:
        if action == "push":
            sent.append(codec.number(BODY, lane.push(BODY)))
        else:
            lane.acknowledge(action)
    return sent


def test_S11_a_lane_that_is_full_says_so_and_holds_no_more():
    lane = ReliableLane(messages_max=3)
    for _ in range(3):
        lane.push(BODY)
    with pytest.raises(LaneFull):
        lane.push(BODY)
    assert lane.sequence == 3
    narrow = ReliableLane(bytes_max=40)
    with pytest.raises(LaneFull):
        for _ in range(4):
            narrow.push(BODY)
    assert narrow.bytes_kept <= 40


def test_S9_the_codes_that_ask_to_come_back():
    assert {int(code) for code in Close if code.retry} == {4307, 4408, 4410, 4430, 4500, 4503}
