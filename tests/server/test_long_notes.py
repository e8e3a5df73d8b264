"""However much officers note on cases, each is opened and comes with who signs in (SPEC C45, S5)."""

from tests.server.office_site import Site, request_id
from tests.server.test_cases import act, submitted

from madang_protocol import codec, limits
from madang_protocol import commands as c
from madang_protocol import messages as m
from madang_server.office_app import Visitor
from madang_server.office_app.queries.case_views import NOTES_BYTES_MAX
from madang_server.office_app.queries.fresh_state import STATE_BYTES_MAX

LONG = "가" * limits.TEXT_CHARS_MAX  # 3 bytes each


async def noted(site: Site, officer: Visitor, case: str, times: int) -> None:
    for _ in range(times):
        await site.done(officer, c.CaseNote(id=request_id(), case=case, text=LONG))


async def test_C45_a_hundred_long_notes_fit_into_the_lane_as_the_newest(site: Site) -> None:
    mina, han = await site.citizen(), await site.officer("Officer Han", counter="papers")
    case = await submitted(site, mina)
    await noted(site, han, case, limits.CASE_NOTES_MAX)
    await act(site, han, case, "open")
    sent = site.notifier.told(han, m.Case)[-1]
    shown = NOTES_BYTES_MAX // (len(LONG.encode()) + 100)
    assert [note.n for note in sent.case.notes] == list(range(limits.CASE_NOTES_MAX - shown + 1, limits.CASE_NOTES_MAX + 1))
    assert len(codec.encode(sent)) < limits.REPLAY_BYTES_MAX // 2
    came = await site.office.state_of(han)
    assert [one.case.id for one in came if isinstance(one, m.Case)] == [case]
    assert sum(len(codec.encode(one)) for one in came) < limits.REPLAY_BYTES_MAX


async def test_C45_a_case_that_does_not_fit_keeps_out_none_after_it(site: Site) -> None:
    han = await site.officer("Officer Han", counter="papers")
    large = [await submitted(site, await site.citizen(f"Citizen {number}")) for number in range(4)]
    for case in large:
        await act(site, han, case, "open")
        await noted(site, han, case, 16)
    site.clock.instant += 1
    small = await submitted(site, await site.citizen("Mina"))
    await act(site, han, small, "open")
    came = [one for one in await site.office.state_of(han) if isinstance(one, m.Case)]
    assert [one.case.id for one in came] == [*large[:3], small]
    assert sum(len(codec.encode(one)) for one in came) <= STATE_BYTES_MAX
