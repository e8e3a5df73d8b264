"""What an office sends to people outside: kept with its commit, sent until somebody took it, to those who want it (O10, S34)."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from tests.live.live_server import eventually
from tests.server.office_site import Clock, Site, open_site

from madang_office.audit import AuditKind
from madang_office.outbox import WAITING_MAX, Outgoing, SendState, Way
from madang_office.rejected import Rejected
from madang_protocol import Rejection
from madang_server.background_task import background_task
from madang_server.office_app.commands import outgoing
from madang_server.office_app.outbox import TEST_EVERY_S
from madang_server.office_app.unit_of_work import Accepted, Outcome, UnitOfWork
from madang_server.outgoing.courier import NO_ADDRESS, NO_WAY, OTHERS_AT_ONCE, Courier
from madang_server.outgoing.parcel import NotSent, Parcel, Sender
from madang_server.store import case_rows, people, tables
from madang_server.store.case_rows import TimerRow
from madang_server.store.pruning import DAY_S

MAIL = "han@city.example"


class Postman:
    """A way out that takes what comes, or does not; only what is beyond it is not real here (test_senders.py)."""

    def __init__(self) -> None:
        self.taken: list[Parcel] = []
        self.tried: list[str] = []
        self.fault: Exception | None = None

    async def send(self, parcel: Parcel) -> None:
        self.tried.append(parcel.id)
        if self.fault is not None:
            raise self.fault
        self.taken.append(parcel)

    def close(self) -> None:
        """There is nothing to cut."""


class Hangs(Postman):
    """A way out that never says what became of anything."""

    async def send(self, parcel: Parcel) -> None:
        self.tried.append(parcel.id)
        await asyncio.get_running_loop().create_future()


async def officer_of(site: Site, name: str = "Officer Han", mail: str | None = MAIL) -> str:
    account = (await site.accounts.officer(await site.sign_in(name))).id
    assert isinstance(await site.office.outbox.set_address(account, mail), Accepted)
    return account


@asynccontextmanager
async def sending(site: Site, senders: Mapping[Way, Sender]) -> AsyncIterator[None]:
    courier = Courier(site.office.outbox, senders, "main")
    async with background_task(courier.run(), "courier"):
        yield


async def kept(site: Site) -> list[tuple[str, int, str | None]]:
    async with site.store.read() as sql:
        rows = await sql.execute(select(tables.outbox).order_by(tables.outbox.c.created))
        return [(row.state, row.tries, row.why) for row in rows]


def waits(site: Site) -> dict[str, Outgoing]:
    return site.office._context.state.contact.outgoing


async def write(site: Site, *, recipient: str = "", way: Way = Way.WEBHOOK, kind: str = "test") -> str:
    def decide(work: UnitOfWork) -> Outcome:
        sent = outgoing.send(work, site.office._context, way=way, kind=kind, about="x", within_s=900, recipient=recipient)
        return Rejected(Rejection.LIMIT) if sent is None else Accepted(sent.id)

    outcome = await site.office._path.perform(decide)
    assert isinstance(outcome, Accepted)
    return outcome.ref or ""


async def test_O10_a_test_comes_to_the_address_with_the_way_to_the_desk_and_nobodys_name(site: Site) -> None:
    han, postman = await officer_of(site), Postman()
    async with sending(site, {Way.MAIL: postman}):
        await site.office.outbox.test(han)
        await eventually(lambda: postman.taken and not waits(site))
    [parcel] = postman.taken
    assert (parcel.to, parcel.subject) == (MAIL, "[마당 열린민원실] 알림 시험 · [Madang Open Office] Test of notifications")
    assert "http://office.example/officer" in parcel.text
    assert "Han" not in parcel.text + parcel.subject
    assert await kept(site) == [("sent", 1, None)]
    own = await site.office.outbox.own_address(han)
    assert own.test is not None
    assert (own.mail, own.possible, own.test.state) == (MAIL, True, SendState.SENT)


async def test_O10_what_is_not_written_is_not_sent(site: Site) -> None:
    han, postman = await officer_of(site), Postman()

    def decide(work: UnitOfWork) -> Outcome:
        outgoing.send(work, site.office._context, way=Way.MAIL, kind="test", about="x", within_s=9, recipient=han)
        work.write(case_rows.set_timer(TimerRow(case="none", name="n", at=1.0, key="k")))  # of no case: the commit fails
        return Accepted()

    with pytest.raises(IntegrityError):
        await site.office._path.perform(decide)
    assert waits(site) == {}
    async with sending(site, {Way.MAIL: postman}):
        await asyncio.sleep(0.6)
    assert (postman.tried, await kept(site)) == ([], [])


async def test_O10_what_was_not_taken_is_tried_again_under_the_same_id(site: Site) -> None:
    postman = Postman()
    postman.fault = NotSent("http_503")
    one = await write(site)
    async with sending(site, {Way.WEBHOOK: postman}):
        await eventually(lambda: len(postman.tried) == 1 and waits(site)[one].tries == 1)
        postman.fault = None
        await site.later(30)
        await eventually(lambda: not waits(site))
    assert postman.tried == [one, one]
    assert await kept(site) == [("sent", 2, None)]


async def test_O10_a_way_that_hangs_holds_no_other_up(site: Site) -> None:
    han, hanging, postman = await officer_of(site), Hangs(), Postman()
    for _ in range(9):
        await write(site, way=Way.MAIL, recipient=han)
    one = await write(site)
    async with sending(site, {Way.MAIL: hanging, Way.WEBHOOK: postman}):
        await eventually(lambda: one not in waits(site) and len(hanging.tried) == 4)
    assert postman.tried == [one]


async def test_O10_an_alarm_has_a_place_when_a_way_hangs(site: Site) -> None:
    han, hanging = await officer_of(site), Hangs()
    for _ in range(9):
        await write(site, way=Way.MAIL, recipient=han)
    async with sending(site, {Way.MAIL: hanging}):
        await eventually(lambda: len(hanging.tried) == OTHERS_AT_ONCE)
        alarm = await write(site, way=Way.MAIL, recipient=han, kind="alarm.raised")
        await eventually(lambda: len(hanging.tried) > OTHERS_AT_ONCE)
    assert hanging.tried[OTHERS_AT_ONCE:] == [alarm]


@pytest.mark.parametrize(
    ("fault", "why"), [(NotSent("smtp_550", lasting=True), "smtp_550"), (NotSent("http_410", lasting=True), "http_410")]
)
async def test_O10_what_no_other_try_would_mend_is_given_up(site: Site, fault: NotSent, why: str) -> None:
    postman = Postman()
    postman.fault = fault
    await write(site)
    async with sending(site, {Way.WEBHOOK: postman}):
        await eventually(lambda: not waits(site))
    assert await kept(site) == [("failed", 1, why)]


async def test_O10_a_bug_in_a_way_ends_no_other_message(site: Site) -> None:
    postman = Postman()
    postman.fault = ZeroDivisionError()
    one = await write(site)
    async with sending(site, {Way.WEBHOOK: postman}):
        await eventually(lambda: waits(site)[one].tries == 1)
        postman.fault = None
        await write(site)
        await eventually(lambda: len(postman.taken) == 1)
    assert waits(site)[one].why == "fault"


async def test_O10_a_way_that_is_not_set_any_more_and_an_officer_without_address_get_nothing(site: Site) -> None:
    han, postman = await officer_of(site), Postman()
    await write(site, way=Way.MAIL, recipient=han)
    await write(site)
    await site.office.outbox.set_address(han, None)
    async with sending(site, {Way.MAIL: postman}):
        await eventually(lambda: not waits(site))
    assert postman.tried == []
    assert sorted(why or "" for _, _, why in await kept(site)) == [NO_ADDRESS, NO_WAY]


async def test_O10_what_waits_is_bounded(site: Site) -> None:
    def decide(work: UnitOfWork) -> Outcome:
        sent = [
            outgoing.send(work, site.office._context, way=Way.WEBHOOK, kind="test", about="x", within_s=9)
            for _ in range(WAITING_MAX + 1)
        ]
        assert sent[-1] is None
        assert None not in sent[:-1]
        return Accepted()

    await site.office._path.perform(decide)
    assert len(waits(site)) == WAITING_MAX


async def test_O10_what_waits_is_sent_after_a_restart_and_nobody_else_sends_it(tmp_path: Path) -> None:
    clock, postman = Clock(), Postman()
    async with open_site(tmp_path, clock) as site:
        one = await write(site)
    async with open_site(tmp_path, clock) as site, sending(site, {Way.WEBHOOK: postman}):
        await eventually(lambda: postman.taken and not waits(site))
    assert postman.tried == [one]


async def test_O10_what_was_settled_is_kept_for_a_week(site: Site) -> None:
    postman = Postman()
    await write(site)
    async with sending(site, {Way.WEBHOOK: postman}):
        await eventually(lambda: not waits(site))
    await site.later(6 * DAY_S)
    assert len(await kept(site)) == 1
    await site.later(2 * DAY_S)
    for _ in range(40):
        await site.later(60)
    assert await kept(site) == []


async def test_S34_an_officer_is_told_in_the_offices_in_which_they_said_so(site: Site) -> None:
    han = await officer_of(site)
    outbox = site.office.outbox
    assert site.office._context.state.contact.has_mail.keys() == {han}
    await outbox.set_address(han, "other@city.example")
    assert (await outbox.own_address(han)).mail == "other@city.example"
    await outbox.set_address(han, None)
    assert (await outbox.own_address(han)).mail is None
    assert site.office._context.state.contact.has_mail == {}
    async with site.store.read() as sql:
        kinds = list((await sql.execute(select(tables.audit_log.c.kind).order_by(tables.audit_log.c.number))).scalars())
    assert [kind for kind in kinds if "address" in kind] == [
        AuditKind.ADDRESS_SET, AuditKind.ADDRESS_SET, AuditKind.ADDRESS_REMOVED,
    ]  # fmt: skip


async def test_S34_who_works_here_no_longer_is_told_of_nothing(site: Site) -> None:
    han, jang = await officer_of(site), await officer_of(site, "Officer Jang", "jang@city.example")
    await site.accounts.disable("Officer Han")
    async with site.store.write() as sql:
        await people.remove_post(sql, jang)
    await site.later(6)
    assert site.office._context.state.contact.has_mail == {}
    assert (await site.office.outbox.own_address(han)).mail is None
    async with site.store.read() as sql:
        left = list((await sql.execute(select(tables.addresses.c.officer_id))).scalars())
    assert left == [han]
    assert await site.office.outbox.set_address(han, MAIL) == Rejected(Rejection.NOT_ALLOWED)


async def test_S34_a_test_goes_out_once_a_minute_and_needs_an_address(site: Site) -> None:
    han = await officer_of(site, mail=None)
    outbox = site.office.outbox
    assert await outbox.test(han) == Rejected(Rejection.UNKNOWN_TARGET)
    await outbox.set_address(han, MAIL)
    assert isinstance(await outbox.test(han), Accepted)
    assert await outbox.test(han) == Rejected(Rejection.TOO_FAST)
    async with sending(site, {Way.MAIL: Postman()}):
        await eventually(lambda: not waits(site))
    await site.later(TEST_EVERY_S + 1)
    assert isinstance(await outbox.test(han), Accepted)
