"""What people write longer than it may be is rejected by name, and the connection goes on (SPEC W13)."""

import unicodedata

from tests.server.office_site import Site, request_id
from tests.server.test_cases import FORM, opened, submitted

from madang_protocol import Rejection, limits
from madang_protocol import commands as c
from madang_protocol import messages as m
from madang_server.office_app import Visitor

LONG = "x" * (limits.TEXT_CHARS_MAX + 1)
LONG_ANSWER = "가" * (limits.FIELD_CHARS_MAX + 1)
SYLLABLES = unicodedata.normalize("NFD", "각" * limits.TEXT_CHARS_MAX)  # three code points each


async def too_long(site: Site, visitor: Visitor, command: c.DurableCommand) -> list[str]:
    """The names of what is too long in a command that is rejected for nothing else."""
    rejected = await site.rejected(visitor, command)
    assert rejected.code is Rejection.FORM_INVALID
    assert set(rejected.fields.values()) == {"too_long"}
    return sorted(rejected.fields)


async def test_W13_a_line_of_a_case(site: Site) -> None:
    mina = await site.citizen()
    case = await submitted(site, mina)
    assert await too_long(site, mina, c.CaseSay(id=request_id(), case=case, text=LONG)) == ["text"]
    await site.done(mina, c.CaseSay(id=request_id(), case=case, text=SYLLABLES))
    assert site.notifier.told(mina, m.CaseEntry)[-1].entry.text == "각" * limits.TEXT_CHARS_MAX


async def test_W13_an_officers_note(site: Site) -> None:
    mina, officer = await site.citizen(), await site.officer(counter="one")
    await site.take(mina)
    await site.serve_next(officer)
    assert await too_long(site, officer, c.DeskFinish(id=request_id(), outcome="solved", note=LONG)) == ["note"]
    assert site.desk(officer).ticket is not None


async def test_W13_the_answers_of_a_draft(site: Site) -> None:
    mina = await site.citizen()
    case = await opened(site, mina)
    fields: dict[str, str | int | bool | None] = {"name": "Kim", "address": LONG_ANSWER}
    assert await too_long(site, mina, c.CaseDraft(id=request_id(), case=case, fields=fields, rev=0)) == ["address"]
    assert (await site.done(mina, c.CaseDraft(id=request_id(), case=case, fields={"name": "Kim"}, rev=0))).rev == 1


async def test_W13_the_answers_of_a_form(site: Site) -> None:
    mina = await site.citizen()
    case = await opened(site, mina)
    submit = c.CaseSubmit(id=request_id(), case=case, fields={**FORM, "address": LONG_ANSWER})
    assert await too_long(site, mina, submit) == ["address"]


async def test_W13_the_answers_of_an_act_and_the_reason_for_opening(site: Site) -> None:
    mina, officer, colleague = await site.citizen(), await site.officer(counter="papers"), await site.officer("Officer Kim")
    case = await submitted(site, mina)
    await site.done(officer, c.CaseAct(id=request_id(), case=case, act="open"))
    decided = c.CaseAct(id=request_id(), case=case, act="refuse", fields={"remedy": "Ask again.", "reason": LONG_ANSWER})
    assert await too_long(site, officer, decided) == ["reason"]
    opens = c.CaseAct(id=request_id(), case=case, act="open", fields={"reason": LONG_ANSWER})
    assert await too_long(site, colleague, opens) == ["reason"]
