"""Terms that end are told to officers and to who supervises, and a request that takes long to its citizen: once (SPEC C43)."""

from pathlib import Path

from tests.server.office_site import Clock, Site, open_site
from tests.server.test_cases import act, submitted
from tests.server.test_objections import objects, refused

from madang_protocol import NoticeCode
from madang_protocol import commands as c
from madang_protocol import messages as m
from madang_server.office_app import Visitor

HOUR, DAY_S = 3_600.0, 86_400.0
TERMS = {NoticeCode.TERM_SOON, NoticeCode.TERM_OVER, NoticeCode.CASE_STILL_OPEN}


def told(site: Site, visitor: Visitor) -> list[NoticeCode]:
    return [notice.code for notice in site.notifier.told(visitor, m.Notice) if notice.code in TERMS]


async def fresh(site: Site, visitor: Visitor) -> list[NoticeCode]:
    """What whoever comes in now is told of terms."""
    return [message.code for message in await site.office.state_of(visitor) if isinstance(message, m.Notice)]


async def test_C43_officers_are_warned_and_an_overdue_case_is_told_to_who_supervises_once_each(site: Site) -> None:
    mina, han, seo = await site.citizen(), await site.officer("Officer Han"), await site.supervisor()
    stranger = await site.officer("Officer Echo", ["echo"])
    await submitted(site, mina)  # three working hours
    await site.later(HOUR)
    assert told(site, han) == []
    await site.later(HOUR)
    assert (told(site, han), told(site, seo)) == ([NoticeCode.TERM_SOON], [NoticeCode.TERM_SOON])
    assert site.office.queue_view(seo).overdue == []
    await site.later(HOUR)
    await site.later(HOUR)
    both = [NoticeCode.TERM_SOON, NoticeCode.TERM_OVER]
    assert (told(site, han), told(site, seo), told(site, stranger), told(site, mina)) == (both, both, [], [])
    assert [case.name for case in site.office.queue_view(seo).overdue] == ["Mina"]
    assert site.office.queue_view(han).overdue == []


async def test_C43_who_has_the_case_is_warned_alone_and_a_supervisor_without_the_service_cannot_open_it(site: Site) -> None:
    mina, han, lee = await site.citizen(), await site.officer("Officer Han", counter="papers"), await site.officer("Officer Lee")
    token = await site.sign_in("Supervisor Echo", ["echo"], supervisor=True)
    above = await site.office.arrive(c.Hello(versions=[1], officer=token))
    case = await submitted(site, mina)
    await act(site, han, case, "open")
    await site.later(4 * HOUR)
    assert (told(site, han), told(site, lee), told(site, above)) == ([NoticeCode.TERM_OVER], [], [NoticeCode.TERM_OVER])
    about = [notice.about for person in (han, above) for notice in site.notifier.told(person, m.Notice)]
    assert [each.get("case") for each in about] == [case, None]


async def test_C43_a_term_that_was_moved_is_told_of_anew(site: Site) -> None:
    mina, han = await site.citizen(), await site.officer("Officer Han", counter="papers")
    case = await submitted(site, mina)
    await act(site, han, case, "open")
    await site.later(2 * HOUR)
    await act(site, han, case, "extend", reason="The archive is closed.", hours=4)
    assert told(site, han) == [NoticeCode.TERM_SOON]
    await site.later(4 * HOUR)
    assert told(site, han) == [NoticeCode.TERM_SOON] * 2


async def test_C43_an_objection_has_a_term_that_is_told_of_too_but_not_to_who_decided(site: Site) -> None:
    mina, han = await site.citizen(), await site.officer("Officer Han", counter="papers")
    lee = await site.officer("Officer Lee")
    case = await refused(site, mina, han)
    await objects(site, mina, case)
    await site.later((site.case(mina, case).objection or m.ObjectionView("filed", 0, 0)).due - site.clock.now())
    assert (told(site, lee), told(site, han)) == ([NoticeCode.TERM_OVER], [])


async def test_C43_what_was_told_is_told_once_over_a_restart_and_not_when_it_is_past(tmp_path: Path) -> None:
    clock = Clock()
    async with open_site(tmp_path, clock) as site:
        mina, han = await site.citizen(), await site.officer("Officer Han")
        case = await submitted(site, mina)
        await site.later(2 * HOUR)
        assert await fresh(site, han) == [NoticeCode.TERM_SOON]
    async with open_site(tmp_path, clock) as site:
        await site.later(1)
        assert told(site, han) == []
        assert await fresh(site, han) == [NoticeCode.TERM_SOON]
        await site.later(2 * HOUR)
        assert (told(site, han), await fresh(site, han)) == ([NoticeCode.TERM_OVER], [NoticeCode.TERM_OVER])
    async with open_site(tmp_path, clock) as site:
        lee = await site.officer("Officer Lee")
        await act(site, lee, case, "grant")
        assert await fresh(site, han) == []


async def test_C43_a_citizen_is_told_after_thirty_days_without_an_end(site: Site) -> None:
    mina = await site.citizen()
    await submitted(site, mina)
    await site.later(29 * DAY_S)
    assert told(site, mina) == []
    await site.later(DAY_S)
    await site.later(30 * DAY_S)
    notice = [one for one in site.notifier.told(mina, m.Notice) if one.code in TERMS]
    assert [(one.code, one.about["standing"]) for one in notice] == [(NoticeCode.CASE_STILL_OPEN, "late")]
