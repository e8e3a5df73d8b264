"""Rows merged by table: few statements, in the order in which what they point at is there."""

from pathlib import Path
from typing import Any

from tests.server.office_site import open_site

from madang_office.line import CountedCalls
from madang_office.periods import Period, TicketState
from madang_server.store import case_rows, notice_rows, office_rows
from madang_server.store.case_rows import TimerRow
from madang_server.store.notice_rows import NoticeRow
from madang_server.store.tables import periods
from madang_server.store.writes import How, Write, merged, write_all


def period(ticket: str, state: TicketState, began: float, ended: float | None = None) -> Period:
    return Period(ticket=ticket, service="consultation", state=state, began=began, ended=ended)


def shapes(writes: list[Write]) -> list[tuple[str, Any, int]]:
    return [(table.name, how if isinstance(how, How) else "statement", len(rows)) for table, how, rows in merged(writes)]


def test_of_several_upserts_of_one_row_the_last_is_written() -> None:
    writes = [office_rows.save_count("a", 1), office_rows.save_count("b", 7), office_rows.save_count("a", 2)]
    assert [rows for _, _, rows in merged(writes)] == [[{"name": "a", "count": 2}, {"name": "b", "count": 7}]]


def test_what_a_row_points_at_comes_first() -> None:
    timer = case_rows.set_timer(TimerRow(case="c", name="n", at=1.0, key="k"))
    writes = [
        timer,
        office_rows.save_counted_calls("s", CountedCalls(1)),
        Write(periods, How.INSERT, {}),
        office_rows.save_count("a", 1),
    ]
    order = [table for table, _, _ in shapes([*writes, Write(timer.table.metadata.tables["cases"], How.UPSERT, {"id": "c"})])]
    assert order.index("cases") < order.index("timers")


def test_T4_many_tickets_that_change_twice_take_four_statements() -> None:
    writes = []
    for ticket in map(str, range(50)):
        for began in (1.0, 2.0):
            writes.append(office_rows.keep_ended(period(ticket, TicketState.WAITING, began, began + 1)))
            writes.append(office_rows.open_period(period(ticket, TicketState.CALLED, began + 1)))
    assert shapes(writes) == [("periods", "statement", 50), ("periods", How.INSERT, 50)] * 2


async def test_writes_of_one_key_keep_their_order(tmp_path: Path) -> None:
    async with open_site(tmp_path) as site:
        mina = await site.citizen()
        notices = [NoticeRow(n, mina.id, "desk", "held", {}, 1.0) for n in (1_001, 1_002)]
        dropped = notice_rows.drop_notices(visitor=mina.id, subject="desk")
        async with site.store.write() as sql:
            await write_all(sql, [notice_rows.add_notice(notices[0]), dropped, notice_rows.add_notice(notices[1])])
        async with site.store.read() as sql:
            assert [row.n for row in await notice_rows.kept_notices(sql, mina.id, since=0.0)] == [1_002]
