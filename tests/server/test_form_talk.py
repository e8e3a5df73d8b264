"""A talk at a counter for requests, over a form: both sides write, and the officer's note is kept (SPEC C6)."""

from dataclasses import dataclass

import pytest
from tests.server.office_site import Site, request_id
from tests.server.test_cases import FORM, REGISTER

from madang_protocol import Rejection
from madang_protocol import commands as c
from madang_protocol import messages as m
from madang_server.office_app import Visitor


@dataclass
class FormTalk:
    """A citizen who was sent on to the counter for papers and is served there."""

    site: Site
    citizen: Visitor
    officer: Visitor
    case: str

    async def say(self, visitor: Visitor, text: str) -> None:
        await self.site.done(visitor, c.CaseSay(id=request_id(), case=self.case, text=text))

    async def lines(self) -> list[tuple[str, str | None]]:
        """What the citizen reads who comes in fresh."""
        state = await self.site.office.state_of(self.citizen)
        (view,) = [message.case for message in state if isinstance(message, m.Case) and message.case.id == self.case]
        return [(entry.by, entry.text) for entry in view.entries if entry.text]


@pytest.fixture
async def talk(site: Site) -> FormTalk:
    citizen = await site.citizen()
    first, officer = await site.officer(counter="one"), await site.officer("Officer Seo", counter="papers")
    await site.take(citizen)
    await site.serve_next(first)
    await site.done(first, c.DeskTransfer(id=request_id(), service=REGISTER))
    return FormTalk(site, citizen, officer, await site.serve_next(officer))


async def test_C13_an_officer_writes_into_the_draft_that_they_serve_and_no_other(talk: FormTalk) -> None:
    await talk.say(talk.officer, "Shall we fill it in together?")
    await talk.say(talk.citizen, "Yes, please.")
    assert await talk.lines() == [("officer", "Shall we fill it in together?"), ("citizen", "Yes, please.")]
    colleague = await talk.site.officer("Officer Kim")
    words = c.CaseSay(id=request_id(), case=talk.case, text="May I?")
    assert await talk.site.code(colleague, words) is Rejection.UNKNOWN_CASE
    await talk.site.done(talk.officer, c.DeskFinish(id=request_id(), outcome="ended"))
    words = c.CaseSay(id=request_id(), case=talk.case, text="One more thing.")
    assert await talk.site.code(talk.officer, words) is Rejection.UNKNOWN_CASE


async def test_C6_the_note_at_the_end_of_a_talk_over_a_form_is_a_line_of_it(talk: FormTalk) -> None:
    await talk.site.done(talk.officer, c.DeskFinish(id=request_id(), outcome="ended", note="Bring your card."))
    assert await talk.lines() == [("officer", "Bring your card.")]
    assert talk.site.case(talk.citizen, talk.case).state == "draft"


async def test_C6_a_note_that_cannot_be_kept_is_rejected_and_the_talk_goes_on(talk: FormTalk) -> None:
    await talk.site.done(talk.citizen, c.CaseSubmit(id=request_id(), case=talk.case, fields=dict(FORM)))
    await talk.site.done(talk.officer, c.CaseAct(id=request_id(), case=talk.case, act="grant"))
    noted = c.DeskFinish(id=request_id(), outcome="ended", note="Bring your card.")
    assert await talk.site.code(talk.officer, noted) is Rejection.WRONG_STATE
    assert talk.site.ticket_at(talk.officer).state == "serving"
    await talk.site.done(talk.officer, c.DeskFinish(id=request_id(), outcome="ended"))


async def test_C6_a_note_that_is_too_long_is_rejected_by_name(talk: FormTalk) -> None:
    noted = c.DeskFinish(id=request_id(), outcome="ended", note="a" * 1_001)
    reply = await talk.site.rejected(talk.officer, noted)
    assert (reply.code, reply.fields) == (Rejection.FORM_INVALID, {"note": "too_long"})
