"""Somebody who helps gives what is missing in a request, in the answers that they see (SPEC C48)."""

import io
from pathlib import Path

import pytest
from pypdf import PdfReader
from tests.server.office_site import Site, open_site, request_id
from tests.server.party_site import SHOWN, helped, looks
from tests.server.test_attachments import attached, draft, submit
from tests.server.test_audit_log import told
from tests.server.test_cases import FORM, act, submitted

from madang_office.attachments import TALK
from madang_office.parties import LOOK_S
from madang_protocol import Rejection
from madang_protocol import commands as c
from madang_protocol import messages as m
from madang_server.office_app import Visitor
from madang_server.store import documents


async def asked(site: Site) -> tuple[Visitor, Visitor, str]:
    """Mina's request, in which something is missing, and Jun, who may give it."""
    mina, jun, han = await site.citizen("Mina"), await site.citizen("Jun"), await site.officer(counter="papers")
    case = await submitted(site, mina)
    await helped(site, mina, jun, case, writes=True)
    await act(site, han, case, "open")
    await act(site, han, case, "supplement", missing="Which flat?")
    return mina, jun, case


async def test_C48_a_party_gives_what_is_missing_and_hidden_answers_stay_as_they_are(site: Site) -> None:
    mina, jun, case = await asked(site)
    fields = {**(await looks(site, jun, case)).fields, "address": "12 Sejong-daero, flat 3, Seoul"}
    await site.done(jun, c.CaseDraft(id=request_id(), case=case, fields=fields, rev=site.case(jun, case).rev))
    assert site.case(mina, case).fields["address"] == "12 Sejong-daero, flat 3, Seoul"
    await site.done(jun, c.CaseSubmit(id=request_id(), case=case, fields=fields))
    seen = site.case(mina, case)
    assert {name: seen.fields[name] for name in FORM} == FORM | {"address": "12 Sejong-daero, flat 3, Seoul"}
    assert [(entry.name, entry.party) for entry in seen.entries if entry.code == "supplement"] == [("Jun", "interpreter")]
    assert [entry.code for entry in seen.entries].count("consent") <= 1  # nobody else consents for her


async def test_C48_an_answer_that_is_hidden_is_not_given_and_what_is_wrong_in_it_not_told(site: Site) -> None:
    mina, jun, case = await asked(site)
    hidden = c.CaseSubmit(id=request_id(), case=case, fields={"address": "x", "name": "Somebody else"})
    rejected = await site.rejected(jun, hidden)
    assert (rejected.code, rejected.fields) == (Rejection.FORM_INVALID, {"name": "unknown_field"})
    rejected = await site.rejected(jun, c.CaseSubmit(id=request_id(), case=case, fields={"purpose": "bank"}))
    assert (rejected.code, rejected.fields) == (Rejection.FORM_INVALID, {"address": "missing"})
    nameless = {name: value for name, value in FORM.items() if name != "name"}
    await site.done(mina, c.CaseDraft(id=request_id(), case=case, fields=dict(nameless), rev=site.case(mina, case).rev))
    whole = {name: FORM[name] for name in SHOWN}
    rejected = await site.rejected(jun, c.CaseSubmit(id=request_id(), case=case, fields=dict(whole)))
    assert (rejected.code, rejected.fields) == (Rejection.NOT_ALLOWED, {})


async def test_C48_a_draft_of_a_party_on_an_older_revision_is_rejected_and_theirs_alone_sent(site: Site) -> None:
    mina, jun, case = await asked(site)
    rev = (await looks(site, jun, case)).rev
    await site.done(mina, c.CaseDraft(id=request_id(), case=case, fields=dict(FORM) | {"address": "Mine"}, rev=rev))
    stale = c.CaseDraft(id=request_id(), case=case, fields={"address": "Theirs"}, rev=rev)
    assert await site.code(jun, stale) is Rejection.FORM_STALE
    assert site.case(jun, case).fields == {"address": "Mine", "purpose": FORM["purpose"]}


@pytest.mark.parametrize(("shown", "sees"), [(("papers",), True), (("address",), False)])
async def test_C48_C28_a_file_is_shown_with_its_answer_and_read_behind_a_look(
    tmp_path: Path, shown: tuple[str, ...], sees: bool
) -> None:
    async with open_site(tmp_path) as site:
        mina, jun, other = await site.citizen("Mina"), await site.citizen("Jun"), await site.citizen("Other")
        case = await draft(site, mina)
        paper, unused = await attached(site, case, mina), await attached(site, case, mina)
        await submit(site, mina, case, paper)
        said = await attached(site, case, mina, field=TALK, name="lease.pdf")
        await helped(site, mina, jun, case, fields=shown)
        assert await site.office.files.for_party(said, jun.id) is None  # before a look
        seen = await looks(site, jun, case)
        expected = {paper: sees, said: True, unused: False}
        assert {file: file in {each.id for each in seen.attachments} for file in expected} == expected
        assert {file: await site.office.files.for_party(file, jun.id) is not None for file in expected} == expected
        assert await site.office.files.for_party(said, other.id) is None
        [fresh] = [each.case for each in await site.office.state_of(jun) if isinstance(each, m.Case)]
        assert {each.id for each in fresh.attachments} == {each.id for each in seen.attachments}
        assert (fresh.acts, fresh.citizen) == ([], None)
        assert (await told(site, f"attachment:{said}"))[-1].startswith("attachment-read visitor:")
        site.clock.instant += LOOK_S
        assert await site.office.files.for_party(said, jun.id) is None


async def test_C48_the_record_says_as_what_somebody_helps(site: Site) -> None:
    mina, jun, han = await site.citizen("Mina"), await site.citizen("Jun"), await site.officer(counter="one")
    await site.take(mina)
    case = await site.serve_next(han)
    await helped(site, mina, jun, case, fields=(), writes=True)
    await site.done(jun, c.CaseSay(id=request_id(), case=case, text="She means the second floor."))
    await site.done(han, c.DeskFinish(id=request_id(), outcome="solved"))
    [paper] = site.case(mina, case).documents
    async with site.store.read() as sql:
        found = await documents.own_document(sql, paper.number, mina.id)
        assert found is not None
        assert await documents.own_document(sql, paper.number, jun.id) is None
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(found[1])).pages)
    assert "Jun (interpreter)" in text
    assert site.case(jun, case).documents == []
