"""Fill a closed office with old cases and live tickets: `python scripts/fill_office.py FOLDER [--cases N] [--tickets N]`.

For measuring a cold start (`scripts/bench_commands.py`). The rows are the store's own writes of records that the office's rules
made: people, requests that ended over the last year with their lines, the tickets that led to them with every period, and people
who wait in one line now, each with the range that they were told.
"""

import argparse
import asyncio
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from madang_office import cases, tickets
from madang_office.cases import CaseState
from madang_office.numbers import case_number, ticket_number
from madang_office.rejected import Rejected
from madang_office.tickets import Changed, Facts, TicketEvent
from madang_server.settings import load_settings
from madang_server.store import case_rows, office_rows, open_store, people
from madang_server.store.case_rows import CaseData, EntryRow, StoredCase
from madang_server.store.office_rows import WaitRange
from madang_server.store.people import OfficerRow, VisitorRow
from madang_server.store.schema_state import bring_up_to_date
from madang_server.store.writes import Write, write_all

CASES_A_PERSON = 5
LINES = ("submit", "granted", "closed")
YEAR_S = 365 * 24 * 3_600.0
WAIT_S, TALK_S, HALF_A_DAY_S = 600.0, 300.0, 12 * 3_600.0
CHUNK = 1_000
HASH_OF_NOTHING = "-"
DESK, OFFICER, TALK, FORM = "consult-1", "officer", "consultation", "resident-register-copy"


def visitor(number: int, at: float) -> VisitorRow:
    return VisitorRow(
        id=f"visitor-{number}", token_hash=f"hash-{number}", officer_id=None, name=f"Visitor {number % 9_999}", look="student",
        lang="ko", place=None, created=at, seen=at,
    )  # fmt: skip


def officer(at: float) -> OfficerRow:
    """Return the account of the one who served everybody; nobody can sign in with it."""
    return OfficerRow(
        id=OFFICER, name="Officer of the year", password_hash=HASH_OF_NOTHING, one_time=False, services=(TALK, FORM), skills=(),
        supervisor=False, disabled=True, created=at,
    )  # fmt: skip


def changed(result: Changed | Rejected) -> Changed:
    assert isinstance(result, Changed), result
    return result


def of(at: float) -> dict[str, Any]:
    """Return the day of a ticket that was taken then, and when it ends: at the earliest half a day later."""
    return {"day": datetime.fromtimestamp(at, UTC).date(), "ends": at + HALF_A_DAY_S}


def old_ticket(number: int, holder: str, at: float) -> Iterator[Write]:
    """Yield the rows of a ticket that was taken, called, served and finished."""
    of_day = ticket_number("C", number % 900 + 1)
    now, step = at, tickets.take(id=f"ticket-{number}", number=of_day, service=TALK, visitor=holder, now=at, **of(at))
    yield from _periods(step)
    seat = Facts(counter=DESK, officer=OFFICER)
    for event, after_s in ((TicketEvent.CALL, WAIT_S), (TicketEvent.SERVE, 30.0), (TicketEvent.FINISH, TALK_S)):
        now += after_s
        step = changed(tickets.apply(step.ticket, event, now, seat))
        yield from _periods(step)
    yield office_rows.save_ticket(step.ticket)


def _periods(step: Changed) -> Iterator[Write]:
    if step.closed is not None:
        yield office_rows.close_period(step.closed)
    if step.opened is not None:
        yield office_rows.open_period(step.opened)


def old_case(number: int, citizen: str, at: float) -> Iterator[Write]:
    """Yield the rows of a request that was handed in, granted and closed."""
    case = cases.open_case(id=f"case-{number}", number=case_number(2026, number + 1), service=FORM, citizen=citizen, now=at)
    closed = replace(case, state=CaseState.CLOSED, since=at + TALK_S, outcome="granted")
    yield case_rows.save_case(StoredCase(closed, CaseData(lang="ko", rev=4, fields={"purpose": "bank", "copies": 1})))
    for n, code in enumerate(LINES, 1):
        yield case_rows.add_entry(EntryRow(case=case.id, n=n, at=at + n, by="office", name="", code=code))


def waiting(number: int, holder: str, at: float) -> Iterator[Write]:
    """Yield the rows of a ticket that waits, with the range that its holder was told."""
    taken = tickets.take(id=f"waiting-{number}", number=f"W-{number}", service=TALK, visitor=holder, now=at, **of(at))
    yield office_rows.save_ticket(taken.ticket)
    yield from _periods(taken)
    told = WaitRange(
        ticket=taken.ticket.id, service=TALK, shown=at, low_s=60.0 * number, high_s=90.0 * number + 60,
        plain_low_s=60.0 * number, plain_high_s=90.0 * number + 60,
    )  # fmt: skip
    yield office_rows.save_wait_range(told)


async def fill(url: str, *, old: int, live: int, now: float) -> None:
    """Write that many old cases, with a ticket each, and live tickets into the database at this URL, which is made if need be."""
    store = open_store(url)
    try:
        await bring_up_to_date(store)
        async with store.write() as sql:
            await people.add_officer(sql, officer(now))
        for first in range(0, old, CHUNK):
            chunk = range(first, min(old, first + CHUNK))
            holders = sorted({number // CASES_A_PERSON for number in chunk if number % CASES_A_PERSON == 0})
            rows: list[Write] = []
            for number in chunk:
                at, holder = now - YEAR_S * (old - number) / old - 86_400, f"visitor-{number // CASES_A_PERSON}"
                rows += [*old_ticket(number, holder, at), *old_case(number, holder, at)]
            async with store.write() as sql:
                await people.add_visitors(sql, [visitor(number, now - YEAR_S) for number in holders])
                await write_all(sql, rows)
        for first in range(0, live, CHUNK):
            chunk = range(first, min(live, first + CHUNK))
            begins = old + 1  # numbers of people who have no old case
            async with store.write() as sql:
                await people.add_visitors(sql, [visitor(begins + number, now) for number in chunk])
                people_here = [(number, f"visitor-{begins + number}") for number in chunk]
                await write_all(sql, [row for number, id_ in people_here for row in waiting(number, id_, now - live + number)])
    finally:
        await store.close()


def fill_folder(data: Path, *, old: int, live: int, database: str | None = None) -> None:
    """Fill the office of this data folder, as `fill` does."""
    data.mkdir(parents=True, exist_ok=True)
    settings = load_settings(data=data, database=database)
    asyncio.run(fill(settings.database_url, old=old, live=live, now=time.time()))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="the office's data folder")
    parser.add_argument("--database", help="its database server, as `madang serve` takes it")
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--tickets", type=int, default=5_000)
    chosen = parser.parse_args()
    began = time.monotonic()
    fill_folder(chosen.data, old=chosen.cases, live=chosen.tickets, database=chosen.database)
    print(f"{chosen.cases:,} old cases and {chosen.tickets:,} live tickets in {time.monotonic() - began:.0f} s")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
