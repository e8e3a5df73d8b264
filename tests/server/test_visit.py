"""The whole visit over real sockets against a started server, from arriving to verifying; and a kill in the middle."""

from pathlib import Path
from typing import TypeVar

import httpx
from tests.live.wire import Client, request_id
from tests.server.running import Running, serving

from madang_protocol import commands as c
from madang_protocol import messages as m
from madang_protocol.commands import Command

M = TypeVar("M", bound=m.Message)
FORM = {"name": "Kim Mina", "birth_date": "1990-05-17", "address": "12 Sejong-daero, Seoul", "purpose": "bank", "language": "en"}


async def accepted(client: Client, command: Command) -> m.Done:
    """Send a durable command and wait for its reply, which must accept it."""
    await client.send(command)
    return await client.until(m.Done, id=command.id)  # type: ignore[attr-defined]  # every durable command has one


async def latest(client: Client, kind: type[M]) -> M:
    """The last message of a kind that came so far, or the next one."""
    came = [message for message in client.passed if isinstance(message, kind)]
    return came[-1] if came else await client.until(kind)


async def ask_for_a_register_copy(citizen: Client) -> str:
    """Draft and hand in a form: the case's id."""
    case = (await accepted(citizen, c.CaseOpen(id=request_id(), service="resident-register-copy"))).ref
    assert case is not None
    draft = await accepted(citizen, c.CaseDraft(id=request_id(), case=case, fields={"name": "Kim"}, rev=0))
    assert draft.rev == 1
    await accepted(citizen, c.CaseSubmit(id=request_id(), case=case, fields=dict(FORM)))
    return case


async def talk(citizen: Client, officer: Client) -> m.CaseView:
    """Call, seat, talk and finish: the case as the citizen has it at the end."""
    await accepted(officer, c.DeskCall(id=request_id()))
    called = await citizen.until(m.Called)
    assert (called.ticket.number, called.ticket.state, called.ticket.booth is not None) == ("C-001", "called", True)
    await accepted(citizen, c.TicketAnswer(id=request_id(), ticket=called.ticket.id))
    case = (await accepted(officer, c.DeskServe(id=request_id()))).ref
    assert case is not None
    await citizen.send(c.CaseSay(id=request_id(), case=case, text="My neighbour's tree."))
    assert (await officer.until(m.CaseEntry)).entry.text == "My neighbour's tree."
    await officer.send(c.CaseSay(id=request_id(), case=case, text="Let us look."))
    while (await citizen.until(m.CaseEntry)).entry.by != "officer":
        """My own line comes back first."""
    await officer.send(c.DeskFinish(id=request_id(), outcome="solved", note="advised"))
    while (message := await citizen.until(m.Case)).case.state != "closed":
        """Until the end of the talk."""
    return message.case


def download(server: Running, number: str, token: str | None) -> httpx.Response:
    headers = {"authorization": f"Bearer {token}"} if token else {}
    with server.client() as client:
        return client.get(f"/api/documents/{number}.pdf", headers=headers)


async def test_a_whole_visit(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        officer_token = server.officer_token()
        citizen, room = await Client.enter(server.socket_url, name="Mina", lang="en")
        officer = await Client.arrive(server.socket_url, officer=officer_token)
        assert (room.place, room.map) == ("city_hall", "/places/city_hall/place.tmj")
        await accepted(citizen, c.TicketTake(id=request_id(), service="consultation"))
        await accepted(officer, c.DeskOpen(id=request_id(), counter="consult-1"))
        record = await talk(citizen, officer)
        assert [entry.text for entry in record.entries if entry.text][1:] == ["My neighbour's tree.", "Let us look.", "advised"]
        assert (record.outcome, record.documents[0].title.en) == ("solved", "Record of a Consultation")

        case = await ask_for_a_register_copy(citizen)
        await accepted(officer, c.DeskOpen(id=request_id(), counter="documents-1"))
        await accepted(officer, c.CaseAct(id=request_id(), case=case, act="grant"))
        while (message := await citizen.until(m.Case)).case.state != "granted":
            """Until it is granted."""
        number = message.case.documents[0].number
        token = citizen.welcome.token if citizen.welcome else None
        answer = download(server, number, token)
        assert (answer.status_code, answer.headers["content-type"], answer.content[:5]) == (200, "application/pdf", b"%PDF-")
        assert (await citizen.until(m.Case)).case.state == "delivered"
        assert (citizen.gaps, officer.gaps) == ([], [])
        with server.client() as client:
            facts = client.get("/api/verify", params={"number": number.lower()}).json()
        assert (facts["state"], facts["title"]["en"], "Kim" in str(facts)) == (
            "valid",
            "Copy of the Resident Register",
            False,
        )
        await citizen.close()
        await officer.close()


async def test_T9_C2_a_visit_goes_on_after_the_server_was_killed(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        officer_token = server.officer_token()
        citizen = await Client.arrive(server.socket_url, name="Mina", lang="en")
        ahead = await Client.arrive(server.socket_url, name="Jun")
        officer = await Client.arrive(server.socket_url, officer=officer_token)
        await accepted(officer, c.DeskOpen(id=request_id(), counter="consult-1"))
        await accepted(ahead, c.TicketTake(id=request_id(), service="consultation"))
        await accepted(citizen, c.TicketTake(id=request_id(), service="consultation"))
        await accepted(officer, c.DeskCall(id=request_id()))
        await accepted(officer, c.DeskServe(id=request_id()))
        case = await ask_for_a_register_copy(citizen)
        said = c.CaseSay(id=request_id(), case=case, text="Please hurry.")
        await accepted(citizen, said)
        server.kill()
    token = citizen.welcome.token if citizen.welcome else None
    with serving(tmp_path, port=server.port) as server:
        again = await Client.arrive(server.socket_url, token=token)
        assert (again.welcome.visitor if again.welcome else None) == (citizen.welcome.visitor if citizen.welcome else "")
        tickets = await again.until(m.Tickets)
        assert [(ticket.number, ticket.state, ticket.place) for ticket in tickets.tickets] == [("C-002", "waiting", 1)]
        kept = (await again.until(m.Case)).case
        assert (kept.id, kept.state, kept.entries[-1].text) == (case, "received", "Please hurry.")
        back = await Client.arrive(server.socket_url, officer=officer_token)
        desk = await back.until(m.Desk)
        assert (desk.counter, desk.state, desk.ticket.number if desk.ticket else None) == ("consult-1", "serving", "C-001")
        await accepted(again, said)
        await accepted(back, c.DeskFinish(id=request_id(), outcome="informed"))
        await accepted(back, c.DeskCall(id=request_id()))
        assert (await again.until(m.Called)).ticket.number == "C-002"
        for client in (again, back):
            await client.close()


async def test_C2_what_was_done_is_there_after_a_kill_at_once(tmp_path: Path) -> None:
    numbers = []
    token, port = None, None
    for turn in range(3):
        with serving(tmp_path, port=port) as server:
            port = server.port
            citizen = await Client.arrive(server.socket_url, token=token, name="Mina")
            token = token or (citizen.welcome.token if citizen.welcome else None)
            case = (await accepted(citizen, c.CaseOpen(id=request_id(), service="resident-register-copy"))).ref or ""
            await accepted(citizen, c.CaseDraft(id=request_id(), case=case, fields={"name": f"turn {turn}"}, rev=turn))
            server.kill()
            numbers.append(case)
    with serving(tmp_path, port=port) as server:
        citizen = await Client.arrive(server.socket_url, token=token)
        kept = (await citizen.until(m.Case)).case
        assert (set(numbers), kept.rev, kept.fields) == ({kept.id}, 3, {"name": "turn 2"})
        await citizen.close()
