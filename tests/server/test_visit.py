"""The whole visit over real sockets against a started server, from arriving to verifying; and a kill in the middle."""

import asyncio
from pathlib import Path
from urllib.parse import unquote

from tests.live.wire import Client, request_id
from tests.server.running import Running, serving

from madang_protocol import commands as c
from madang_protocol import messages as m
from madang_protocol.fields import CaseState

FORM = {"name": "Kim Mina", "birth_date": "1990-05-17", "address": "12 Sejong-daero, Seoul", "purpose": "bank", "language": "en"}


# What every step is made of -------------------------------------------------------------------------------------------


async def accepted(client: Client, command: c.DurableCommand) -> m.Done:
    """Send a durable command and wait for its reply, which must accept it."""
    await client.send(command)
    return await client.until(m.Done, id=command.id)


async def made_by(client: Client, command: c.DurableCommand) -> str:
    """Send a durable command that makes something: its id."""
    ref = (await accepted(client, command)).ref
    assert ref is not None
    return ref


async def case_in(citizen: Client, state: CaseState) -> m.CaseView:
    """Read on until the citizen is told of a case in this state."""
    while True:
        case = (await citizen.until(m.Case)).case
        if case.state == state:
            return case


async def entry_by(client: Client, side: str) -> m.Entry:
    """Read on until this side writes into the transcript; one's own lines come back as well."""
    while True:
        entry = (await client.until(m.CaseEntry)).entry
        if entry.by == side:
            return entry


def welcome_of(client: Client) -> m.Welcome:
    assert client.welcome is not None
    return client.welcome


# A whole visit --------------------------------------------------------------------------------------------------------


async def enter_the_city_hall(server: Running) -> Client:
    citizen, room = await Client.enter(server.socket_url, name="Mina", lang="en")
    assert (room.place, room.map) == ("city_hall", "/places/city_hall/place.tmj")
    return citizen


async def come_to_the_desk(citizen: Client, officer: Client) -> str:
    """Take a ticket, be called and served: the id of the talk's case."""
    await accepted(citizen, c.TicketTake(id=request_id(), service="consultation"))
    await accepted(officer, c.DeskOpen(id=request_id(), counter="consult-1"))
    await accepted(officer, c.DeskCall(id=request_id()))
    called = (await citizen.until(m.Called)).ticket
    assert (called.number, called.state, called.booth is not None) == ("C-001", "called", True)
    await accepted(citizen, c.TicketAnswer(id=request_id(), ticket=called.id))
    return await made_by(officer, c.DeskServe(id=request_id()))


async def talk(citizen: Client, officer: Client, case: str) -> None:
    await citizen.send(c.CaseSay(id=request_id(), case=case, text="My neighbour's tree."))
    assert (await officer.until(m.CaseEntry)).entry.text == "My neighbour's tree."
    await officer.send(c.CaseSay(id=request_id(), case=case, text="Let us look."))
    assert (await entry_by(citizen, "officer")).text == "Let us look."


async def finish_the_talk(citizen: Client, officer: Client) -> None:
    """The officer ends the talk; the citizen keeps the transcript and a record of it."""
    await officer.send(c.DeskFinish(id=request_id(), outcome="solved", note="advised"))
    record = await case_in(citizen, "closed")
    assert [entry.text for entry in record.entries if entry.text][1:] == ["My neighbour's tree.", "Let us look.", "advised"]
    assert (record.outcome, record.documents[0].title.en) == ("solved", "Record of a Consultation")


async def submit_a_form(citizen: Client) -> str:
    """Keep a draft of a register copy and hand it in: the case's id."""
    case = await made_by(citizen, c.CaseOpen(id=request_id(), service="resident-register-copy"))
    draft = await accepted(citizen, c.CaseDraft(id=request_id(), case=case, fields={"name": "Kim"}, rev=0))
    assert draft.rev == 1
    await accepted(citizen, c.CaseSubmit(id=request_id(), case=case, fields=dict(FORM)))
    return case


async def grant(citizen: Client, officer: Client, case: str) -> str:
    """The officer grants the request at another counter: the number of the document."""
    await accepted(officer, c.DeskOpen(id=request_id(), counter="documents-1"))
    await accepted(officer, c.CaseAct(id=request_id(), case=case, act="grant"))
    return (await case_in(citizen, "granted")).documents[0].number


async def download(server: Running, citizen: Client, number: str) -> None:
    """Fetch the document with the citizen's token; by that the case is delivered."""
    with server.client() as http:
        headers = {"authorization": f"Bearer {welcome_of(citizen).token}"}
        answer = await asyncio.to_thread(http.get, f"/api/documents/{number}.pdf", headers=headers)
    assert (answer.status_code, answer.headers["content-type"], answer.content[:5]) == (200, "application/pdf", b"%PDF-")
    name = unquote(answer.headers["content-disposition"].partition("filename*=UTF-8''")[2])
    assert name == f"주민등록표 초본 {number}.pdf"
    assert (await citizen.until(m.Case)).case.state == "delivered"


async def verify(server: Running, number: str) -> None:
    """Whoever has the number learns that the document is valid, and no name."""
    with server.client() as http:
        facts = (await asyncio.to_thread(http.get, "/api/verify", params={"number": number.lower()})).json()
    assert (facts["state"], facts["title"]["en"]) == ("valid", "Copy of the Resident Register")
    assert "Kim" not in str(facts)


async def close_without_a_gap(*clients: Client) -> None:
    """Close the connections, on which no reliable message was lost (W9)."""
    assert [client.gaps for client in clients] == [[] for _ in clients]
    for client in clients:
        await client.close()


async def test_a_whole_visit(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        officer_token = server.officer_token()
        citizen = await enter_the_city_hall(server)
        officer = await Client.arrive(server.socket_url, officer=officer_token)
        case = await come_to_the_desk(citizen, officer)
        await talk(citizen, officer, case)
        await finish_the_talk(citizen, officer)
        case = await submit_a_form(citizen)
        number = await grant(citizen, officer, case)
        await download(server, citizen, number)
        await verify(server, number)
        await close_without_a_gap(citizen, officer)


# A kill in the middle -------------------------------------------------------------------------------------------------


# A kill in the midst of a talk ----------------------------------------------------------------------------------------


# A kill while somebody is called, and a clock that is set ahead before the next start -------------------------------------


# A kill right after each reply ----------------------------------------------------------------------------------------
