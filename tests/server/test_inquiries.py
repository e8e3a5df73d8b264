"""A message is left where nobody is, read by whoever takes it on, and answered in words or by a call (SPEC O14, O15)."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from tests.server.office_site import Clock, Site, open_site, request_id

from madang_office.inquiries import OPEN_INQUIRIES_MAX, TAKEN_MAX
from madang_protocol import NoticeCode, Rejection
from madang_protocol import commands as c
from madang_protocol import messages as m
from madang_server.office_app import Visitor
from madang_server.store import tables
from madang_server.store.inquiry_rows import KEPT_S

TEXT, PHONE = "When do you open on Monday?", "02-123-4567"


def leave(text: str = TEXT, phone: str = PHONE, *, consent: bool = True, service: str = "consultation") -> c.InquiryLeave:
    return c.InquiryLeave(id=request_id(), service=service, text=text, phone=phone, consent=consent)


async def left(site: Site, visitor: Visitor) -> m.InquiryView:
    await site.done(visitor, leave())
    return mine(site, visitor)


def mine(site: Site, visitor: Visitor) -> m.InquiryView:
    return site.notifier.told(visitor, m.LeftInquiry)[-1].inquiry


def queued(site: Site, officer: Visitor) -> list[m.QueueInquiry]:
    return list(site.office.queue_view(officer).inquiries)


async def take(site: Site, officer: Visitor, one: m.InquiryView) -> None:
    await site.done(officer, c.InquiryTake(id=request_id(), inquiry=one.id))


def answer(one: m.InquiryView, text: str = "At nine.") -> c.InquiryAnswer:
    return c.InquiryAnswer(id=request_id(), inquiry=one.id, text=text)


async def test_O14_O15_a_message_is_left_taken_on_and_answered(site: Site) -> None:
    mina, han = await site.citizen(), await site.officer()
    one = await left(site, mina)
    assert (one.number, one.state, one.text, one.phone, len(one.key)) == ("M-00001", "waiting", TEXT, PHONE, 9)
    [seen] = queued(site, han)
    assert (seen.number, seen.name, seen.call, seen.text, seen.phone) == ("M-00001", "Mina", True, "", "")
    assert await site.code(han, answer(one)) is Rejection.NOT_YOURS
    await take(site, han, one)
    [seen] = queued(site, han)
    assert (seen.mine, seen.text, seen.phone) == (True, TEXT, PHONE)
    assert (mine(site, mina).state, mine(site, mina).officer) == ("taken", "Officer Han")
    await site.done(han, answer(one))
    assert (mine(site, mina).state, mine(site, mina).answer, queued(site, han)) == ("answered", "At nine.", [])
    assert [notice.code for notice in site.notifier.told(mina, m.Notice)] == [NoticeCode.INQUIRY_ANSWERED]


async def test_O15_an_officer_has_ten_at_a_time(site: Site) -> None:
    han = await site.officer()
    waiting = [await left(site, await site.citizen(f"Mina {number}")) for number in range(TAKEN_MAX + 1)]
    for one in waiting[:TAKEN_MAX]:
        await take(site, han, one)
    await take(site, han, waiting[0])  # which they have
    last = c.InquiryTake(id=request_id(), inquiry=waiting[-1].id)
    assert await site.code(han, last) is Rejection.LIMIT
    await site.done(han, answer(waiting[0]))
    await take(site, han, waiting[-1])


async def test_O15_words_are_seen_by_whoever_has_it_alone_and_the_log_knows_them(site: Site) -> None:
    mina, han, choi = await site.citizen(), await site.officer(), await site.officer("Officer Choi")
    other = await site.officer("Officer Kang", ["echo"])
    one = await left(site, mina)
    await take(site, han, one)
    assert [(seen.text, seen.phone, seen.officer) for seen in queued(site, choi)] == [("", "", "Officer Han")]
    assert queued(site, other) == []
    assert await site.code(other, c.InquiryTake(id=request_id(), inquiry=one.id)) is Rejection.UNKNOWN_INQUIRY
    await take(site, choi, one)
    assert [seen.text for seen in (*queued(site, choi), *queued(site, han))] == [TEXT, ""]
    async with site.store.read() as sql:
        rows = list(await sql.execute(select(tables.audit_log).order_by(tables.audit_log.c.number)))
        acts = list(await sql.execute(select(tables.acts)))
    assert [(row.subject, TEXT in row.details) for row in rows if row.kind == "inquiry-taken"] == [
        (f"inquiry:{one.id}", False)
    ] * 2
    assert not any(TEXT in str(act) or PHONE in str(act) for act in acts)


async def test_O15_who_wants_to_be_called_is_called_until_reached(site: Site) -> None:
    mina, han = await site.citizen(), await site.officer()
    one = await left(site, mina)
    await take(site, han, one)
    await site.done(han, c.InquiryCalled(id=request_id(), inquiry=one.id, reached=False))
    assert (mine(site, mina).state, mine(site, mina).calls) == ("taken", 1)
    assert [notice.code for notice in site.notifier.told(mina, m.Notice)] == [NoticeCode.INQUIRY_CALLED]
    await site.done(han, c.InquiryCalled(id=request_id(), inquiry=one.id, reached=True))
    assert (mine(site, mina).state, queued(site, han)) == ("reached", [])


@pytest.mark.parametrize(
    ("command", "fields"),
    [
        (leave(consent=False), {"consent": "missing"}),
        (leave(" \n "), {"text": "required"}),
        (leave("가" * 1_001), {"text": "too_long"}),
        (leave(phone="call me"), {"phone": "bad_phone"}),
    ],
)
async def test_O14_without_consent_or_words_nothing_is_kept(site: Site, command: c.InquiryLeave, fields: dict[str, str]) -> None:
    rejected = await site.rejected(await site.citizen(), command)
    assert (rejected.code, rejected.fields) == (Rejection.FORM_INVALID, fields)
    async with site.store.read() as sql:
        assert list(await sql.execute(select(tables.inquiries.c.id))) == []


async def test_O14_one_leaves_a_message_where_nobody_is_and_also_when_it_is_closed(site: Site) -> None:
    mina, han = await site.citizen(), await site.officer(counter="one")
    assert site.service().inquiries is False
    assert await site.code(mina, leave()) is Rejection.SOMEBODY_THERE
    assert await site.code(han, leave()) is Rejection.NOT_ALLOWED
    assert await site.code(mina, leave(service="nothing")) is Rejection.UNKNOWN_SERVICE
    await site.done(han, c.DeskClose(id=request_id()))
    await site.later(12 * 3_600)
    assert (site.service().open, site.service().inquiries) == (False, True)
    await left(site, mina)


async def test_O14_its_author_changes_and_cancels_it_and_nobody_else(site: Site) -> None:
    mina, jun, han = await site.citizen(), await site.citizen("Jun"), await site.officer()
    one = await left(site, mina)
    assert await site.code(jun, c.InquiryCancel(id=request_id(), inquiry=one.id)) is Rejection.UNKNOWN_INQUIRY
    await site.done(mina, c.InquiryChange(id=request_id(), inquiry=one.id, text="And on Tuesday?"))
    assert (mine(site, mina).text, mine(site, mina).phone) == ("And on Tuesday?", "")
    await take(site, han, one)
    assert await site.code(mina, c.InquiryChange(id=request_id(), inquiry=one.id, text="No")) is Rejection.WRONG_STATE
    await site.done(mina, c.InquiryCancel(id=request_id(), inquiry=one.id))
    assert (mine(site, mina).state, mine(site, mina).text, queued(site, han)) == ("cancelled", "", [])


async def test_O14_a_message_survives_a_restart_with_its_number_and_key(tmp_path: Path) -> None:
    clock = Clock()
    async with open_site(tmp_path, clock) as site:
        mina = await site.citizen()
        one = await left(site, mina)
    async with open_site(tmp_path, clock) as site:
        told: list[Any] = await site.office.state_of(await site.again(mina))
        assert [message.inquiry for message in told if isinstance(message, m.LeftInquiry)] == [one]
        found = await site.office.inquiries.find(one.number, one.key)
        assert found is not None
        assert found.inquiry.words == TEXT
        assert await site.office.inquiries.find(one.number, "0000-0000") is None


async def test_O14_the_same_request_is_left_once(site: Site) -> None:
    mina, command = await site.citizen(), leave()
    first, again = await site.done(mina, command), await site.done(mina, command)
    assert first.ref == again.ref


async def test_O14_it_goes_thirty_days_after_its_last_change(site: Site) -> None:
    mina, han = await site.citizen(), await site.officer()
    one = await left(site, mina)
    assert one.kept_until == one.since + KEPT_S
    await take(site, han, one)
    await site.done(han, answer(one))
    await site.later(KEPT_S + 86_400)
    for _ in range(60):
        await site.later(60)
    assert await site.office.inquiries.find(one.number, one.key) is None


async def test_O14_what_nobody_answered_goes_from_the_row_and_from_the_officers_at_once(site: Site) -> None:
    mina, han = await site.citizen(), await site.officer()
    left_ones = [await left(site, mina) for _ in range(OPEN_INQUIRIES_MAX)]
    await take(site, han, left_ones[0])
    assert await site.code(mina, leave()) is Rejection.LIMIT
    await site.later(KEPT_S + 1)
    assert queued(site, han) == []
    async with site.store.read() as sql:
        assert list(await sql.execute(select(tables.inquiries.c.id))) == []
    assert await site.code(han, answer(left_ones[0])) is Rejection.UNKNOWN_INQUIRY
    await left(site, mina)
    assert [one.number for one in queued(site, han)] == ["M-00004"]
