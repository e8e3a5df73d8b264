"""K3 with real backends: one that crashes, one that hangs, one that will not end. Time is handed in, or an event awaited."""

import asyncio

import pytest
from tests.counters.broken_backends import Blocking, Choosy, Crashing, Exiting, Hanging, Inventing, SelfCancelling, Stubborn

from madang_counters.backends.echo import Echo
from madang_counters.calls import Cause, CounterClosed
from madang_counters.events import CaseSnapshot, OfficerActed, Opened, Submitted
from madang_counters.forms import FormInvalid
from madang_counters.runner import Runner
from madang_counters.steps import AnyStep, AskForm, Close, Say
from madang_protocol.messages import Words

CASE = CaseSnapshot(id="c1", number="1", service="echo", state="draft", lang="ko", citizen="홍길동", opened=1)
OPENED = Opened(at=1, key="request-1")


class Clock:
    def __init__(self):
        self.now = 100.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


async def closed_by(runner, service="echo", event=OPENED):
    with pytest.raises(CounterClosed) as caught:
        await runner.handle(service, CASE, event)
    return caught.value


async def test_K1_the_same_case_and_event_give_the_same_steps():
    async with Runner({"echo": Echo()}) as runner:
        event = Submitted(at=1, key="request-1", fields={"sentence": " 안녕 "})
        first = await runner.handle("echo", CASE, event)
        assert first == await runner.handle("echo", CASE, event)
        assert first == [Say(words=Words("안녕", "안녕")), Close(outcome="granted")]


async def test_K3_a_crash_is_named_and_keeps_its_cause():
    async with Runner({"echo": Crashing()}) as runner:
        closed = await closed_by(runner)
        assert (closed.service, closed.cause, closed.detail) == ("echo", Cause.FAULT, "ZeroDivisionError")
        assert isinstance(closed.__cause__, ZeroDivisionError)


async def test_C4_a_handler_that_names_faulty_answers_is_not_broken(clock):
    event = Submitted(at=1, key="request-1", fields={"sentence": "?"})
    async with Runner({"echo": Choosy(sentence="bad_format")}, faults_max=1, clock=clock) as runner:
        for _ in range(3):
            with pytest.raises(FormInvalid, match="sentence: bad_format"):
                await runner.handle("echo", CASE, event)
        assert not runner.broken("echo")


@pytest.mark.parametrize(
    ("faults", "event"),
    [
        ({"sentence": "bad_format"}, OPENED),
        ({"other": "missing"}, Submitted(at=1, key="request-1", fields={})),
        ({"sentence": "I do not like it"}, Submitted(at=1, key="request-1", fields={})),
        ({}, Submitted(at=1, key="request-1", fields={})),
        ({"sentence": "missing"}, OfficerActed(at=1, key="request-1", act="nothing", officer="김주무", fields={})),
    ],
)
async def test_K3_faulty_answers_that_are_not_of_the_events_form_are_the_handlers_own_fault(faults, event):
    async with Runner({"echo": Choosy(**faults)}) as runner:
        with pytest.raises(CounterClosed) as closed:
            await runner.handle("echo", CASE, event)
    assert closed.value.cause is Cause.FAULT


async def test_K3_a_crashing_counter_leaves_the_others_open():
    async with Runner({"echo": Crashing(), "other": Echo()}, faults_max=1) as runner:
        await closed_by(runner)
        assert await runner.handle("other", CASE, OPENED) == [AskForm()]
        assert (runner.broken("echo"), runner.broken("other")) == (True, False)


async def test_K3_after_repeated_faults_the_circuit_opens_and_the_handler_is_left_alone(clock):
    async with Runner({"echo": Crashing()}, faults_max=3, rest_s=30, clock=clock) as runner:
        causes = [(await closed_by(runner)).cause for _ in range(3)]
        assert causes == [Cause.FAULT] * 3
        resting = await closed_by(runner)
        assert (resting.cause, resting.retry_after_s) == (Cause.RESTING, 30)


async def test_K3_a_success_ends_the_row_of_faults(clock):
    backend = Crashing()
    async with Runner({"echo": backend}, faults_max=2, clock=clock) as runner:
        await closed_by(runner)
        backend.broken = False
        await runner.handle("echo", CASE, OPENED)
        backend.broken = True
        await closed_by(runner)
        assert not runner.broken("echo")


async def test_K3_a_trial_that_succeeds_opens_the_counter_again(clock):
    backend, told = Crashing(), []
    async with Runner({"echo": backend}, faults_max=1, rest_s=30, clock=clock, changed=told.append) as runner:
        await closed_by(runner)
        backend.broken = False
        clock.now += 30
        assert await runner.handle("echo", CASE, OPENED) == [AskForm()]
        assert not runner.broken("echo")
        assert told == ["echo", "echo"]


async def test_K3_a_trial_that_fails_closes_the_counter_for_another_rest(clock):
    async with Runner({"echo": Crashing()}, faults_max=1, rest_s=30, clock=clock) as runner:
        await closed_by(runner)
        clock.now += 30
        assert (await closed_by(runner)).cause is Cause.FAULT
        assert (await closed_by(runner)).cause is Cause.RESTING


async def test_K3_only_one_call_makes_the_trial(clock):
    backend = Crashing()
    async with Runner({"echo": backend}, faults_max=1, rest_s=30, clock=clock) as runner:
        await closed_by(runner)
        backend.broken = False
        clock.now += 30
        trial, other = await asyncio.gather(*(runner.handle("echo", CASE, OPENED) for _ in range(2)), return_exceptions=True)
        assert trial == [AskForm()]
        assert other.cause is Cause.RESTING


async def test_K3_a_trial_nobody_waits_for_is_left_to_the_next(clock):
    crashing = Crashing()
    async with Runner({"echo": crashing}, faults_max=1, rest_s=30, clock=clock) as runner:
        await closed_by(runner)
        clock.now += 30
        crashing.broken = False
        crashing.handle = Hanging().handle
        trial = asyncio.create_task(runner.handle("echo", CASE, OPENED))
        await asyncio.sleep(0)
        trial.cancel()
        await asyncio.wait({trial})
        del crashing.handle
        assert await runner.handle("echo", CASE, OPENED) == [AskForm()]


async def test_K3_a_handler_past_its_deadline_is_ended():
    backend = Hanging()
    async with Runner({"echo": backend}, deadline_s=0.01, faults_max=1_000_000) as runner:
        async with asyncio.timeout(300):
            while not backend.began:  # on a busy machine its thread may not run before the deadline
                assert (await closed_by(runner)).cause is Cause.SLOW
    assert backend.ended


async def test_K3_a_handler_that_will_not_end_keeps_its_place_and_no_more():
    backend = Stubborn()
    async with Runner({"echo": backend, "other": Echo()}, deadline_s=0.01, calls_max=1, faults_max=1_000_000) as runner:
        async with asyncio.timeout(300):
            while (cause := (await closed_by(runner)).cause) is Cause.SLOW:  # it may have ended before its thread began
                pass
        assert cause is Cause.BUSY
        assert await in_time(runner, "other") == [AskForm()]
        backend.let_go.set()


async def in_time(runner: Runner, service: str) -> list[AnyStep]:
    """The steps of a healthy service, asked until it is in time: on a busy machine its thread may not run for a while."""
    async with asyncio.timeout(300):
        while True:
            try:
                return await runner.handle(service, CASE, OPENED)
            except CounterClosed as closed:
                assert closed.cause in {Cause.SLOW, Cause.BUSY}, closed


async def test_K3_calls_beyond_the_bound_are_rejected_at_once_and_are_no_fault():
    backend = Stubborn()
    async with Runner({"echo": backend}, calls_max=1, waiting_max=1, faults_max=1) as runner:
        under_way = [asyncio.create_task(runner.handle("echo", CASE, OPENED)) for _ in range(2)]
        await asyncio.sleep(0)
        assert (await closed_by(runner)).cause is Cause.BUSY
        assert not runner.broken("echo")
        backend.let_go.set()
        assert await asyncio.gather(*under_way) == [[], []]


@pytest.mark.parametrize("backend", [Exiting, SelfCancelling])
async def test_K3_a_handler_cannot_end_the_server(backend):
    async with Runner({"echo": backend()}) as runner:
        assert (await closed_by(runner)).cause is Cause.FAULT


async def test_K3_steps_that_break_the_rules_are_a_fault():
    async with Runner({"echo": Inventing()}) as runner:
        closed = await closed_by(runner)
        assert (closed.cause, closed.detail) == (Cause.BAD_STEPS, "act_not_declared stamp")


async def test_an_ended_runner_says_so():
    runner = Runner({"echo": Hanging()})
    waiting = asyncio.create_task(closed_by(runner))
    await asyncio.sleep(0)
    await runner.close()
    assert (await waiting).cause is Cause.ENDED
    assert (await closed_by(runner)).cause is Cause.ENDED


async def test_K3_a_handler_that_blocks_stops_its_own_counter_alone():
    backend = Blocking()
    async with Runner({"echo": backend, "other": Echo()}, deadline_s=600.0) as runner:
        blocked = asyncio.create_task(runner.handle("echo", CASE, OPENED))
        steps = [await runner.handle("other", CASE, OPENED) for _ in range(20)]
        assert not blocked.done()
        backend.let_go.set()
        await blocked
    assert all(steps)


async def test_K3_a_handler_that_never_comes_back_does_not_keep_the_office_from_closing():
    backend = Blocking()
    async with Runner({"echo": backend}, deadline_s=0.1) as runner:
        assert (await closed_by(runner)).cause is Cause.SLOW
    assert not backend.let_go.is_set()
    backend.let_go.set()
