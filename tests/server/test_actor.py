"""Group commit: what is wanted at the same time is committed once, and nobody sees it before (SPEC C2, C19)."""

import asyncio
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from tests.server.office_site import Site, open_site, request_id

from madang_office.line import CountedCalls
from madang_office.rejected import Rejected
from madang_protocol import Rejection
from madang_protocol import commands as c
from madang_protocol import messages as m
from madang_server.faults import OfficeLost, StorageFailed
from madang_server.office_app.loaded_state import load_state
from madang_server.office_app.runtime.group_commit import GIVEN_UP_AFTER
from madang_server.office_app.runtime.idempotency import request_of
from madang_server.office_app.runtime.known_replies import REPLIES_MAX
from madang_server.office_app.state import OfficeState, Visitor
from madang_server.office_app.unit_of_work import Accepted, Outcome, UnitOfWork
from madang_server.office_clock import OfficeClock
from madang_server.store.writes import Write

MANY = 40


def take(service: str = "consultation") -> c.TicketTake:
    return c.TicketTake(id=request_id(), service=service)


@asynccontextmanager
async def commits_counted(site: Site, *, failing: int = 0) -> AsyncIterator[list[int]]:
    """Count the transactions that may write; the first `failing` of them fail."""
    begun: list[int] = []
    real = site.store.write_rows

    async def counted(rows: Collection[Write]) -> None:
        begun.append(len(begun))
        if len(begun) <= failing:
            raise StorageFailed("OSError")
        await real(rows)

    site.store.write_rows = counted  # type: ignore[method-assign]
    yield begun
    site.store.write_rows = real  # type: ignore[method-assign]


async def all_take(site: Site, people: list[Visitor]) -> list[m.Done | m.Rejected]:
    return await asyncio.gather(*(site.office.execute(person, take()) for person in people))


async def test_C19_what_is_wanted_at_once_is_committed_once(site: Site) -> None:
    people = [await site.citizen(f"Mina {n}") for n in range(MANY)]
    await site.take(people[0], "echo")  # the counts of the day are known then
    async with commits_counted(site) as begun:
        replies = await all_take(site, people)
    assert all(isinstance(reply, m.Done) for reply in replies)
    assert len(begun) <= 3
    numbers = [site.tickets(person)[-1].number for person in people]
    assert len(set(numbers)) == MANY
    assert [ticket.place for person in people for ticket in site.tickets(person) if ticket.service == "consultation"] == list(
        range(1, MANY + 1)
    )


async def test_C19_a_fault_takes_the_batch_back_and_each_command_runs_alone(site: Site) -> None:
    people = [await site.citizen(f"Mina {n}") for n in range(MANY)]
    await site.take(people[0], "echo")
    async with commits_counted(site, failing=1) as begun:
        replies = await all_take(site, people)
    assert all(isinstance(reply, m.Done) for reply in replies)
    assert len(begun) >= MANY
    await same_as_a_fresh_load(site)


async def test_C19_a_fault_that_stays_leaves_no_trace(site: Site) -> None:
    people = [await site.citizen(f"Mina {n}") for n in range(5)]
    before = len(site.notifier.said)
    async with commits_counted(site, failing=100) as begun:
        replies = await all_take(site, people)
    assert [getattr(reply, "code", None) for reply in replies] == [Rejection.STORAGE] * 5
    assert len(begun) <= 1 + GIVEN_UP_AFTER
    assert (site.office._context.state.tickets, site.notifier.said[before:]) == ({}, [])
    await same_as_a_fresh_load(site)
    assert all(isinstance(reply, m.Done) for reply in await all_take(site, people))


async def test_C2_nobody_sees_what_is_not_committed_yet(site: Site) -> None:
    mina, state = await site.citizen(), site.office._context.state
    seen: list[int] = []
    real = site.store.write_rows

    async def watched(rows: Collection[Write]) -> None:
        await real(rows)
        seen.append(len(state.tickets) + site.office.office_view().services[0].waiting)

    site.store.write_rows = watched  # type: ignore[method-assign]
    await site.office.execute(mina, take())
    assert (seen, len(state.tickets)) == ([0], 1)


async def test_C23_what_was_committed_is_told_to_nobody_when_another_has_the_office_by_then(site: Site) -> None:
    mina = await site.citizen()
    said, real = len(site.notifier.said), site.store.write_rows
    await site.store.claim()

    async def answered_late(rows: Collection[Write]) -> None:
        await real(rows)
        assert site.store.lease is not None
        site.store.lease.lose()

    site.store.write_rows = answered_late  # type: ignore[method-assign]
    with pytest.raises(OfficeLost):
        await site.office.execute(mina, take())
    assert len(site.notifier.said) == said
    assert site.office._context.state.tickets == {}


async def test_C19_rejected_commands_commit_nothing(site: Site) -> None:
    mina = await site.citizen()
    async with commits_counted(site) as begun:
        codes = [await site.code(mina, c.TicketLeave(id=request_id(), ticket="no-such-ticket")) for _ in range(MANY)]
    assert (codes, begun) == ([Rejection.UNKNOWN_TICKET] * MANY, [])


async def test_C19_a_bug_under_one_command_ends_that_one_alone(site: Site) -> None:
    mina = await site.citizen()

    def broken(work: UnitOfWork) -> Outcome:
        work.counted_calls["consultation"] = CountedCalls(3)
        raise ZeroDivisionError

    path = site.office._path
    outcomes = await asyncio.gather(
        path.perform(broken), site.office.execute(mina, take()), path.perform(lambda _work: Accepted("fine")),
        return_exceptions=True,
    )  # fmt: skip
    assert isinstance(outcomes[0], ZeroDivisionError)
    assert isinstance(outcomes[1], m.Done)
    assert outcomes[2] == Accepted("fine")
    assert site.office._context.state.counted_calls == {}


async def test_W6_the_same_request_twice_in_one_batch_is_done_once(site: Site) -> None:
    mina = await site.citizen()
    path, request = site.office._path, request_of(mina, take())
    both = [path.perform(lambda work: Accepted(str(work.next_count("test"))), actor=mina.id, request=request) for _ in range(2)]
    assert await asyncio.gather(*both) == [Accepted("1"), Accepted("1")]


async def test_what_a_decision_does_not_know_is_asked_and_it_is_made_anew(tmp_path: Path) -> None:
    async with open_site(tmp_path) as site:
        mina = await site.citizen()
        case = (await site.done(mina, c.CaseOpen(id=request_id(), service="resident-register-copy"))).ref or ""
    async with open_site(tmp_path, site.clock) as site:
        again = await site.again(mina)
        draft = c.CaseDraft(id=request_id(), case=case, fields={"name": "Kim"}, rev=0)
        others = [take(), draft]
        replies = await asyncio.gather(*(site.office.execute(again, command) for command in others))
        assert all(isinstance(reply, m.Done) for reply in replies)
        assert (
            await site.rejected(again, c.CaseDraft(id=request_id(), case="none", fields={}, rev=0))
        ).code is Rejection.UNKNOWN_CASE


async def same_as_a_fresh_load(site: Site) -> None:
    fresh, state = OfficeState(), site.office._context.state
    await load_state(site.store, fresh, lambda *_: None, OfficeClock(site.clock.now, site.clock.monotonic))
    assert (fresh.tickets, fresh.desks, fresh.counted_calls) == (state.tickets, state.desks, state.counted_calls)
    assert list(fresh.periods) == list(state.periods)


@pytest.mark.parametrize("outcome", [Accepted(), Rejected(Rejection.WRONG_STATE)])
async def test_the_office_closes_when_all_is_decided(site: Site, outcome: Outcome) -> None:
    waiting = asyncio.ensure_future(site.office._path.perform(lambda _work: outcome))
    await asyncio.sleep(0)
    await site.office.close()
    assert waiting.done()
    assert await waiting == outcome


async def test_W6_a_request_of_somebody_with_many_replies_is_done_once(site: Site) -> None:
    mina, first = await site.citizen(), c.Profile(id=request_id(), look="student")
    done = await site.done(mina, first)
    for _ in range(REPLIES_MAX + 1):
        await site.done(mina, c.Profile(id=request_id(), look="halmoni"))
    assert await site.done(mina, first) == done
    assert site.office.seen_as(mina).look == "halmoni"


async def test_C19_a_flood_of_rejected_commands_reads_nothing(site: Site) -> None:
    mina = await site.citizen()
    await site.code(mina, c.TicketLeave(id=request_id(), ticket="no-such-ticket"))
    site.store.read = None  # type: ignore[assignment,method-assign]
    assert await site.code(mina, c.TicketLeave(id=request_id(), ticket="no-such-ticket")) is Rejection.UNKNOWN_TICKET
    del site.store.read
