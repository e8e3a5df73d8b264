"""What came of the visits, counted from what the office keeps: by service, for four weeks (SPEC O9)."""

from tests.server.office_site import Site, request_id
from tests.server.test_cases import act, submitted

from madang_office.results import AGAIN_DAYS, PERIOD_DAYS, ServiceResults
from madang_protocol import commands as c
from madang_server.office_app import Visitor
from madang_server.office_app.published_results import KEPT_S, PublishedResults
from madang_server.store import tables
from madang_server.store.writes import How, Write, write_all

DAY_S = 24 * 3_600.0


def results_of(site: Site) -> PublishedResults:
    return PublishedResults(site.store, now=site.clock.now, wall=site.clock.now)


async def served(site: Site, citizen: Visitor, officer: Visitor) -> str:
    """A ticket that is served to its end."""
    ticket = await site.take(citizen)
    await site.serve_next(officer)
    await site.done(officer, c.DeskFinish(id=request_id(), outcome="solved"))
    return ticket


async def read(site: Site, service: str = "consultation") -> ServiceResults:
    """As somebody who asks now for the first time."""
    published = await results_of(site).read()
    return published.services.get(service, ServiceResults())


async def test_O9_tickets_are_counted_by_how_they_ended(site: Site) -> None:
    mina, juno, han = await site.citizen(), await site.citizen("Juno"), await site.officer(counter="one")
    await served(site, mina, han)
    given_back = await site.take(juno)
    await site.done(juno, c.TicketLeave(id=request_id(), ticket=given_back))
    await site.take(juno)  # it is not over
    found = await read(site)
    assert (found.finished, found.left, found.missed, found.ended) == (1, 1, 0, 0)
    assert await read(site, "echo") == ServiceResults()


async def test_O9_T45_a_talk_that_its_officer_ended_was_not_served_to_the_end(site: Site) -> None:
    mina, han = await site.citizen(), await site.officer(counter="one")
    await site.take(mina)
    await site.serve_next(han)
    await site.done(han, c.DeskWarn(id=request_id(), reason="abuse"))
    await site.done(han, c.DeskEndTalk(id=request_id(), reason="abuse"))
    found = await read(site)
    assert (found.finished, found.left, found.missed, found.ended) == (0, 0, 0, 1)


async def test_O9_who_comes_again_within_a_week_was_not_done_at_the_first_visit(site: Site) -> None:
    mina, juno, han = await site.citizen(), await site.citizen("Juno"), await site.officer(counter="one")
    await served(site, mina, han)
    await served(site, juno, han)
    assert (await read(site)).judged == 0  # it is too early to say
    site.clock.instant += DAY_S
    await served(site, mina, han)
    site.clock.instant += AGAIN_DAYS * DAY_S - 60
    found = await read(site)
    assert (found.judged, found.again) == (2, 1)


async def test_O9_what_is_older_than_four_weeks_is_not_told(site: Site) -> None:
    mina, han = await site.citizen(), await site.officer(counter="one")
    await served(site, mina, han)
    site.clock.instant += (PERIOD_DAYS + AGAIN_DAYS) * DAY_S + 60
    assert await read(site) == ServiceResults()


async def test_O9_ranges_that_were_told_are_held_against_the_waits_that_came(site: Site) -> None:
    mina, han = await site.citizen(), await site.officer(counter="one")
    told = {"low_s": 60.0, "high_s": 120.0, "plain_low_s": 60.0, "plain_high_s": 120.0}
    waits = (30.0, 60.0, 90.0, 120.0, 500.0, None)  # the last has not been called
    tickets = [await served(site, mina, han) for _ in waits]
    rows = [
        {"ticket": ticket, "service": "consultation", "shown": site.clock.now(), "waited_s": waited, **told}
        for ticket, waited in zip(tickets, waits, strict=True)
    ]
    async with site.store.write() as sql:
        await write_all(sql, [Write(tables.wait_ranges, How.UPSERT, row, key=row["ticket"]) for row in rows])
    found = await read(site)
    assert (found.told, found.held, found.sooner, found.later) == (5, 3, 1, 1)
    assert found.waited_s == (90.0, 500.0)


async def test_O9_a_decision_counts_as_in_term_by_the_term_that_the_citizen_was_told(site: Site) -> None:
    mina, juno, han = await site.citizen(), await site.citizen("Juno"), await site.officer(counter="papers")
    await act(site, han, await submitted(site, mina), "grant")
    late = await submitted(site, juno)
    site.clock.instant += 20 * DAY_S
    assert (await read(site, "resident-register-copy")).overdue == 1
    again = await site.officer("Officer Seo")  # the other was signed out long ago
    await act(site, again, late, "grant")
    found = await read(site, "resident-register-copy")
    assert (found.decided, found.in_term, found.overdue) == (2, 1, 0)


async def test_O9_results_are_read_anew_after_ten_minutes(site: Site) -> None:
    mina, han = await site.citizen(), await site.officer(counter="one")
    published = results_of(site)
    before = await published.read()
    await served(site, mina, han)
    assert await published.read() is before
    site.clock.instant += KEPT_S
    assert (await published.read()).services["consultation"].finished == 1
