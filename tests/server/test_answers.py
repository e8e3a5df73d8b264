"""Answers of forms on the server: what is faulty, tidied, or cannot be printed (SPEC C4, C11, K6)."""

import unicodedata
from datetime import datetime
from pathlib import Path

import pytest
from msgspec.structs import replace as replace_struct
from tests.server.office_site import Site, open_site, request_id
from tests.server.test_cases import FORM, act, opened, submitted

from madang_counters import CaseSnapshot, events, steps
from madang_counters.backends.resident_register_copy import ResidentRegisterCopy
from madang_protocol import Rejection
from madang_protocol import commands as c
from madang_protocol import messages as m


async def test_C4_a_faulty_form_names_every_field(site: Site) -> None:
    mina = await site.citizen()
    case = await opened(site, mina)
    faulty = {"name": "Kim", "birth_date": "yesterday", "purpose": "party", "history": 9, "extra": "x"}
    rejected = await site.rejected(mina, c.CaseSubmit(id=request_id(), case=case, fields=faulty))
    assert rejected.code is Rejection.FORM_INVALID
    assert rejected.fields == {
        "birth_date": "bad_format", "address": "missing", "purpose": "unknown_choice", "history": "bad_type",
        "extra": "unknown_field",
    }  # fmt: skip


async def test_C4_answers_are_measured_and_kept_as_they_may_be_shown(site: Site) -> None:
    mina, officer = await site.citizen(), await site.officer(counter="papers")
    case = await opened(site, mina)
    syllables = unicodedata.normalize("NFD", "가" * 40)  # 80 code points, of at most 60
    fields = {**FORM, "name": f"\u202e{syllables}\u200b", "address": "12\tHanok\u200e Road\x0b", "purpose": "bank\ufeff"}
    await site.done(mina, c.CaseSubmit(id=request_id(), case=case, fields=fields))
    await act(site, officer, case, "open")
    kept = site.case(officer, case).fields
    assert (kept["name"], kept["address"], kept["purpose"]) == ("가" * 40, "12 Hanok Road", "bank")


@pytest.mark.parametrize(
    ("instant", "born", "faults"),
    [
        ("2026-01-02T14:59+00:00", "2026-01-02", None),
        ("2026-01-02T14:59+00:00", "2026-01-03", {"birth_date": "out_of_range"}),
        ("2026-01-02T15:00+00:00", "2026-01-03", None),  # midnight in Seoul
        ("2026-01-02T15:00+00:00", "2190-01-01", {"birth_date": "out_of_range"}),
    ],
)
async def test_K6_nobody_is_born_after_today_by_the_offices_clock(site: Site, instant: str, born: str, faults: object) -> None:
    mina = await site.citizen()
    case = await opened(site, mina)
    site.clock.instant = datetime.fromisoformat(instant).timestamp()
    reply = await site.office.execute(mina, c.CaseSubmit(id=request_id(), case=case, fields={**FORM, "birth_date": born}))
    assert getattr(reply, "fields", None) == faults


async def test_C11_the_citizen_is_told_at_the_form_which_letters_no_document_can_show(site: Site) -> None:
    mina = await site.citizen()
    case = await opened(site, mina)
    fields = {**FORM, "name": "สม 洪길동", "address": "Sejong-daero 12 ☎"}
    rejected = await site.rejected(mina, c.CaseSubmit(id=request_id(), case=case, fields=dict(fields)))
    assert rejected.fields == {"name": "unprintable", "address": "unprintable"}
    told = {part.field: (part.where.en, part.letters) for part in rejected.unprintable}
    assert told == {"name": ("Name", "ส ม"), "address": ("Address", "☎")}


async def test_C11_the_officer_is_told_and_nothing_is_issued(site: Site) -> None:
    mina, officer = await site.citizen(), await site.officer(counter="papers")
    case = await opened(site, mina)
    await site.done(mina, c.CaseSubmit(id=request_id(), case=case, fields={**FORM, "history": True}))
    command = c.CaseAct(id=request_id(), case=case, act="grant", fields={"past_addresses": "3 Naru-ro ☎"})
    for _ in range(2):  # W6: told again from what was kept
        rejected = await site.rejected(officer, command)
        assert (rejected.code, rejected.unprintable[0].letters) == (Rejection.FORM_INVALID, "☎")
    assert (site.case(mina, case).state, site.case(mina, case).documents) == ("received", [])


async def test_C11_an_officers_note_that_cannot_be_printed_ends_no_talk(site: Site) -> None:
    mina, officer = await site.citizen("สม"), await site.officer(counter="one")
    await site.take(mina)
    case = await site.serve_next(officer)
    await site.done(mina, c.CaseSay(id=request_id(), case=case, text="😀"))
    rejected = await site.rejected(officer, c.DeskFinish(id=request_id(), outcome="solved", note="ok 👍"))
    told = [(part.where.en, part.letters) for part in rejected.unprintable]
    assert (rejected.code, told) == (Rejection.UNPRINTABLE, [("Note", "👍")])
    await site.done(officer, c.DeskFinish(id=request_id(), outcome="solved", note="ok"))
    assert len(site.case(mina, case).documents) == 1


class Nameless(ResidentRegisterCopy):
    """A plug-in of somebody who checks no letter: its document has the citizen's own name."""

    async def handle(self, case: CaseSnapshot, event: events.AnyEvent, /) -> list[steps.AnyStep]:
        found = await super().handle(case, event)
        return [replace_struct(step, holder=case.citizen) if isinstance(step, steps.IssueDocument) else step for step in found]


async def test_C11_whatever_a_plugin_issues_the_officer_is_told_and_nothing_is_issued(tmp_path: Path) -> None:
    async with open_site(tmp_path, resident_register_copy=Nameless()) as site:
        mina, officer = await site.citizen("ᄒᆞᆫ"), await site.officer(counter="papers")
        case = await submitted(site, mina)
        rejected = await site.rejected(officer, c.CaseAct(id=request_id(), case=case, act="grant"))
        assert rejected.code is Rejection.UNPRINTABLE
        assert rejected.unprintable == [m.Unprintable(m.Words("받는 사람", "Issued to"), "ᄒ ᆞ ᆫ")]
        assert (site.case(mina, case).state, site.case(mina, case).documents) == ("received", [])
