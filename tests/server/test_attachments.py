"""Files of a case as the office decides on them (SPEC C24, C27, C28, K9)."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from tests.server.office_site import Site, request_id

from madang_office.attachments import KEPT_UNSUBMITTED_S, TALK, Attachment, FileKind, key_of
from madang_office.rejected import Rejected
from madang_protocol import Rejection, limits
from madang_protocol import commands as c
from madang_protocol import messages as m
from madang_server.attachment_sweep import WITHOUT_ROW_S, AttachmentSweep
from madang_server.attachments.folder import FilesInFolder
from madang_server.office_app import Visitor
from madang_server.store import attachment_rows, audit_log, tables
from madang_server.store.audit_log import Wanted

COPY = "resident-register-copy"
FORM = {"name": "Kim Mina", "birth_date": "1990-05-17", "address": "12 Sejong-daero, Seoul", "purpose": "bank"}
HASH = "ab" + "0" * 62


async def draft(site: Site, citizen: Visitor) -> str:
    """A new request: the case's id."""
    ref = (await site.done(citizen, c.CaseOpen(id=request_id(), service=COPY))).ref
    assert ref is not None
    return ref


def a_file(site: Site, case: str, citizen: Visitor, **changed: Any) -> Attachment:
    file = Attachment(
        id=site.office.files.new_id(),
        case=case,
        visitor=citizen.id,
        field="papers",
        name="사진.jpg",
        kind=FileKind.JPEG,
        size=1_000,
        hash=HASH,
        source=request_id(),
        at=0.0,
    )
    return replace(file, **changed)


async def attached(site: Site, case: str, citizen: Visitor, **changed: Any) -> str:
    """A file of the case: its id."""
    found = await site.office.files.attach(a_file(site, case, citizen, **changed))
    assert isinstance(found, str)
    return found


async def code(found: str | Rejected) -> Rejection:
    assert isinstance(found, Rejected)
    return found.code


async def submit(site: Site, citizen: Visitor, case: str, *files: str) -> m.Done:
    fields = FORM | ({"papers": " ".join(files)} if files else {})
    return await site.done(citizen, c.CaseSubmit(id=request_id(), case=case, fields=fields))


async def taken_on(site: Site, case: str, name: str = "Officer Han", counter: str = "papers") -> Visitor:
    """An officer who has this case."""
    officer = await site.officer(name, counter=counter)
    await site.done(officer, c.CaseAct(id=request_id(), case=case, act="open"))
    return officer


async def test_C24_a_file_is_told_with_its_case(site: Site) -> None:
    mina = await site.citizen()
    case = await draft(site, mina)
    file = await attached(site, case, mina)
    now = int(site.clock.now())
    assert site.case(mina, case).attachments == [
        m.AttachmentView(
            id=file,
            field="papers",
            name="사진.jpg",
            kind="jpeg",
            size=1_000,
            url=f"/api/attachments/{file}",
            at=now,
            until=now + int(KEPT_UNSUBMITTED_S),
        )
    ]


async def test_C24_the_same_content_is_attached_once(site: Site) -> None:
    mina = await site.citizen()
    case = await draft(site, mina)
    first = await attached(site, case, mina, source="s" * 64)
    assert await attached(site, case, mina, source="s" * 64) == first


async def test_C24_only_the_citizen_uploads_and_only_while_the_form_is_theirs(site: Site) -> None:
    mina, jun = await site.citizen(), await site.citizen("Jun")
    case = await draft(site, mina)
    assert await code(await site.office.files.attach(a_file(site, case, jun))) is Rejection.UNKNOWN_CASE
    assert await code(await site.office.files.attach(a_file(site, "no-case", mina))) is Rejection.UNKNOWN_CASE
    await submit(site, mina, case)
    assert await code(await site.office.files.attach(a_file(site, case, mina))) is Rejection.WRONG_STATE


async def test_C24_what_may_be_uploaded_is_told_before(site: Site) -> None:
    mina, jun = await site.citizen(), await site.citizen("Jun")
    case = await draft(site, mina)
    files = site.office.files
    wanted = await files.wanted(mina.id, case, "papers")
    assert not isinstance(wanted, Rejected)
    assert wanted.kinds == frozenset(FileKind)
    asked = [(mina.id, "name"), (mina.id, "no-such"), (jun.id, "papers")]
    found = [await files.wanted(visitor, case, field) for visitor, field in asked]
    assert [await code(each) for each in found if isinstance(each, Rejected)] == [
        Rejection.FORM_INVALID,
        Rejection.FORM_INVALID,
        Rejection.UNKNOWN_CASE,
    ]


async def test_C24_a_full_case_takes_no_more(site: Site) -> None:
    mina = await site.citizen()
    case = await draft(site, mina)
    files = [await attached(site, case, mina) for _ in range(limits.FILES_OF_CASE_MAX)]
    assert await code(await site.office.files.attach(a_file(site, case, mina))) is Rejection.LIMIT
    found = await site.office.files.own(files[0], mina.id)
    assert found is not None
    await site.office.files.remove(found)
    await attached(site, case, mina)


async def test_C27_a_removed_file_is_gone_and_one_that_was_submitted_stays(site: Site) -> None:
    mina, jun = await site.citizen(), await site.citizen("Jun")
    case = await draft(site, mina)
    one, other = await attached(site, case, mina), await attached(site, case, mina)
    files = site.office.files
    assert await files.own(one, jun.id) is None
    first, second = await files.own(one, mina.id), await files.own(other, mina.id)
    assert first is not None
    assert second is not None
    assert await files.remove(first) == one
    assert [each.id for each in site.case(mina, case).attachments] == [other]
    await submit(site, mina, case, other)
    assert await code(await files.remove(second)) is Rejection.WRONG_STATE


@pytest.mark.parametrize("what", ["submitted", "withdrawn"])
async def test_C27_what_was_not_submitted_is_removed_whatever_became_of_the_case(site: Site, what: str) -> None:
    mina = await site.citizen()
    case = await draft(site, mina)
    found = await site.office.files.own(await attached(site, case, mina), mina.id)
    assert found is not None
    ends = {"submitted": lambda: submit(site, mina, case), "withdrawn": lambda: withdrawn(site, mina, case)}
    await ends[what]()
    assert await site.office.files.remove(found) == found.id
    assert await site.office.files.own(found.id, mina.id) is None


async def withdrawn(site: Site, citizen: Visitor, case: str) -> m.Done:
    await submit(site, citizen, case)
    return await site.done(citizen, c.CaseWithdraw(id=request_id(), case=case))


async def test_C31_a_file_in_a_talk_is_seen_by_both_sides_at_once(site: Site) -> None:
    mina, han = await site.citizen(), await site.officer(counter="one")
    await site.take(mina)
    case = await site.serve_next(han)
    file = await attached(site, case, mina, field=TALK)
    for side in (mina, han):
        seen = site.case(side, case)
        last = (seen.entries or [])[-1]
        assert ([each.id for each in seen.attachments], last.code, last.by, last.text) == ([file], "file", "citizen", "사진.jpg")
    assert han.officer_id is not None
    assert await site.office.files.for_officer(file, han.officer_id) is not None
    found = await site.office.files.own(file, mina.id)
    assert found is not None
    assert await code(await site.office.files.remove(found)) is Rejection.WRONG_STATE
    await site.done(han, c.DeskFinish(id=request_id(), outcome="solved"))
    assert await code(await site.office.files.attach(a_file(site, case, mina, field=TALK))) is Rejection.WRONG_STATE


async def test_C31_in_a_talk_only_its_citizen_adds_files_and_a_draft_takes_none(site: Site) -> None:
    mina, jun, han = await site.citizen(), await site.citizen("Jun"), await site.officer(counter="one")
    await site.take(mina)
    case, form = await site.serve_next(han), await draft(site, jun)
    files = site.office.files
    tried = [(case, jun), (case, han), (form, jun)]
    found = [await files.attach(a_file(site, of, visitor, field=TALK)) for of, visitor in tried]
    codes = [await code(each) for each in found]
    assert codes == [Rejection.UNKNOWN_CASE, Rejection.UNKNOWN_CASE, Rejection.WRONG_STATE]


FOREIGN: dict[str, Callable[[str, str], str]] = {
    "of nobody": lambda _own, _foreign: "no-such-file",
    "of somebody else": lambda _own, foreign: foreign,
    "beside a good one": lambda own, foreign: f"{own} {foreign}",
}


@pytest.mark.parametrize("which", FOREIGN)
async def test_C27_an_answer_names_no_file_that_the_case_has_not(site: Site, which: str) -> None:
    mina, jun = await site.citizen(), await site.citizen("Jun")
    case, other = await draft(site, mina), await draft(site, jun)
    own, foreign = await attached(site, case, mina), await attached(site, other, jun)
    fields = FORM | {"papers": FOREIGN[which](own, foreign)}
    reply = await site.rejected(mina, c.CaseSubmit(id=request_id(), case=case, fields=fields))
    assert (reply.code, reply.fields) == (Rejection.FORM_INVALID, {"papers": "unknown_file"})


async def test_K9_an_answer_names_as_many_files_as_are_asked_for(site: Site) -> None:
    mina = await site.citizen()
    case = await draft(site, mina)
    many = [await attached(site, case, mina) for _ in range(6)]
    fields = FORM | {"papers": " ".join(many)}
    reply = await site.rejected(mina, c.CaseSubmit(id=request_id(), case=case, fields=fields))
    assert reply.fields == {"papers": "too_many"}
    await submit(site, mina, case, *many[:5])


async def test_C27_a_supplement_with_a_file_comes_to_the_officer(site: Site) -> None:
    mina = await site.citizen()
    case = await draft(site, mina)
    await submit(site, mina, case)
    han = await taken_on(site, case)
    asked = c.CaseAct(id=request_id(), case=case, act="supplement", fields={"missing": "A photo of your lease."})
    await site.done(han, asked)
    file = await attached(site, case, mina)
    assert site.case(han, case).attachments == []
    await submit(site, mina, case, file)
    seen = site.case(han, case)
    assert ([each.id for each in seen.attachments], seen.fields["papers"]) == ([file], file)
    assert seen.attachments[0].until is None


async def test_C28_an_officer_who_has_the_case_reads_its_files_and_the_log_has_it(site: Site) -> None:
    mina = await site.citizen()
    case = await draft(site, mina)
    file, unused = await attached(site, case, mina), await attached(site, case, mina)
    await submit(site, mina, case, file)
    other = await site.officer("Officer Seo")
    assert other.officer_id is not None
    assert await site.office.files.for_officer(file, other.officer_id) is None
    han = await taken_on(site, case)
    assert han.officer_id is not None
    found = await site.office.files.for_officer(file, han.officer_id)
    assert found is not None
    assert found.id == file
    assert await site.office.files.for_officer(unused, han.officer_id) is None
    assert await site.office.files.for_officer(file, "nobody") is None
    async with site.store.read() as sql:
        rows = await audit_log.newest(sql, Wanted(), limit=1)
    assert [(row.actor, row.kind, row.subject) for row in rows] == [
        (f"officer:{han.officer_id}", "attachment-read", f"attachment:{file}")
    ]


async def rows_of(site: Site) -> int:
    async with site.store.read() as sql:
        return int((await sql.execute(select(func.count()).select_from(tables.attachments))).scalar_one())


async def test_C27_what_is_not_submitted_goes_by_itself_and_the_rest_stays(site: Site) -> None:
    mina, jun = await site.citizen(), await site.citizen("Jun")
    case, other = await draft(site, mina), await draft(site, jun)
    kept, left = await attached(site, case, mina), await attached(site, other, jun)
    await submit(site, mina, case, kept)
    site.clock.instant += KEPT_UNSUBMITTED_S
    assert await site.office.files.own(left, jun.id) is None
    assert await site.office.files.own(kept, mina.id) is not None
    site.clock.instant += attachment_rows.KEPT_S - KEPT_UNSUBMITTED_S + 1
    for _ in range(3):
        await site.office.tick()
    assert await rows_of(site) == 1


async def test_C29_a_content_without_a_row_is_taken_away_a_day_later(site: Site, tmp_path: Path) -> None:
    mina = await site.citizen()
    case = await draft(site, mina)
    storage = FilesInFolder(tmp_path / "files")
    named = a_file(site, case, mina)
    await site.office.files.attach(named)
    nameless = a_file(site, case, mina)
    for each in (named, nameless):
        await storage.put(key_of("main", each), b"content")
    written = [kept.at async for kept in storage.all_of("main")]
    soon, later = (
        AttachmentSweep(site.store, storage, lambda at=at: at) for at in (max(written), max(written) + WITHOUT_ROW_S + 1)
    )
    assert [await soon.look(), await later.look()] == [0, 1]
    assert [kept.key async for kept in storage.all_of("main")] == [key_of("main", named)]
