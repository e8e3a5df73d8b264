"""What somebody has in one office is nothing in another: cases, drafts, documents, their check, and backups of all (SPEC O2)."""

import asyncio
from collections.abc import Iterator

import pytest
from tests.live.wire import Client, request_id
from tests.server.running import Running, madang, serving
from tests.server.test_visit import FORM, accepted, case_in, made_by, welcome_of
from tests.server.two_offices import make_two_offices

from madang_protocol import commands as c
from madang_protocol import messages as m
from madang_protocol.codes import Rejection


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("apart")
    make_two_offices(folder / "data")
    with serving(folder) as running:
        yield running


def statuses(two: Running, number: str, token: str) -> dict[str, tuple[int, int, int]]:
    """How each office answers for the document: its citizen, the page that checks it, and the same for programs."""
    with two.client() as http:
        return {
            office: (
                http.get(f"/o/{office}/api/documents/{number}.pdf", headers={"authorization": f"Bearer {token}"}).status_code,
                http.get(f"/o/{office}/verify", params={"number": number}).status_code,
                http.get(f"/o/{office}/api/verify", params={"number": number}).status_code,
            )
            for office in ("jongno", "haeundae")
        }


async def visitor(two: Running, office: str) -> Client:
    return await Client.arrive(f"ws://127.0.0.1:{two.port}/o/{office}/ws", name="Mina", lang="en")


async def rejected(client: Client, command: c.DurableCommand) -> Rejection:
    await client.send(command)
    return (await client.until(m.Rejected, id=command.id)).code


def test_one_backup_has_all_offices(two: Running) -> None:
    for office in ("jongno", "haeundae"):
        assert (
            madang("officer", "add", f"Officer {office}", "--services", "echo", "--office", office, folder=two.folder).returncode
            == 0
        )
    assert madang("backup", "copy.db", folder=two.folder).returncode == 0
    make_two_offices(two.folder / "again")
    restored = madang("restore", "copy.db", "--data", "again", folder=two.folder)
    assert restored.returncode == 0, restored.stderr
    for office in ("jongno", "haeundae"):
        listed = madang("officer", "list", "--data", "again", "--office", office, folder=two.folder).stdout
        assert [f"Officer {name}" in listed for name in ("jongno", "haeundae")] == [office == "jongno", office == "haeundae"]


def signed_in(two: Running) -> str:
    """The token of an officer who works in both offices."""
    given = "Han Sora", "--services", "resident-register-copy", "--office"
    added = madang("officer", "add", *given, "jongno", folder=two.folder)
    assert madang("officer", "post", *given, "haeundae", folder=two.folder).returncode == 0
    return two.first_sign_in("Han Sora", added.stdout, "/o/jongno")


async def officer(two: Running, office: str, token: str) -> Client:
    made = await Client.open(f"ws://127.0.0.1:{two.port}/o/{office}/ws")
    await made.send(c.Hello(versions=[1], officer=token))
    await made.until(m.Welcome)
    await accepted(made, c.DeskOpen(id=request_id(), counter="documents-1"))
    return made


async def test_O2_a_case_and_its_document_are_of_their_office_alone(two: Running) -> None:
    token = await asyncio.to_thread(signed_in, two)
    citizen, elsewhere = await visitor(two, "jongno"), await visitor(two, "haeundae")
    here, there = await officer(two, "jongno", token), await officer(two, "haeundae", token)
    case = await made_by(citizen, c.CaseOpen(id=request_id(), service="resident-register-copy"))
    same = request_id()  # of a command in each office: neither is the other's reply
    draft = await accepted(citizen, c.CaseDraft(id=same, case=case, fields={"name": "Kim"}, rev=0))
    assert draft.rev == 1
    for command in (
        c.CaseDraft(id=same, case=case, fields={"name": "Lee"}, rev=1),
        c.CaseSubmit(id=request_id(), case=case, fields=dict(FORM)),
        c.CaseSay(id=request_id(), case=case, text="Hello?"),
        c.CaseWithdraw(id=request_id(), case=case),
    ):
        assert await rejected(elsewhere, command) is Rejection.UNKNOWN_CASE
    await accepted(citizen, c.CaseSubmit(id=request_id(), case=case, fields=dict(FORM)))
    assert await rejected(there, c.CaseAct(id=same, case=case, act="grant")) is Rejection.UNKNOWN_CASE
    await accepted(here, c.CaseAct(id=same, case=case, act="grant"))
    number = (await case_in(citizen, "granted")).documents[0].number
    answered = await asyncio.to_thread(statuses, two, number, str(welcome_of(citizen).token))
    assert answered == {"jongno": (200, 200, 200), "haeundae": (404, 404, 404)}
    for client in (citizen, elsewhere, here, there):
        await client.close()
