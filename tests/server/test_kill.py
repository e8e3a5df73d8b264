"""Visits that go on over the kill of a started server (SPEC T9, T14, C2, R19)."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

from tests.live.live_server import eventually
from tests.live.wire import Client, request_id
from tests.server.running import Running, free_port, serving
from tests.server.test_visit import accepted, close_without_a_gap, made_by, submit_a_form, welcome_of

from madang_protocol import commands as c
from madang_protocol import messages as m


async def wait_behind_another(server: Running, citizen: Client, officer_token: str) -> None:
    """An officer serves somebody at `consult-1`, and the citizen is the next in that line."""
    ahead = await Client.arrive(server.socket_url, name="Jun")
    officer = await Client.arrive(server.socket_url, officer=officer_token)
    await accepted(officer, c.DeskOpen(id=request_id(), counter="consult-1"))
    for visitor in (ahead, citizen):
        await accepted(visitor, c.TicketTake(id=request_id(), service="consultation"))
    await accepted(officer, c.DeskCall(id=request_id()))
    await accepted(officer, c.DeskServe(id=request_id()))


async def ask_to_hurry(citizen: Client, case: str) -> c.CaseSay:
    """Write into a case that was handed in: the command, to be sent once more."""
    command = c.CaseSay(id=request_id(), case=case, text="Please hurry.")
    await accepted(citizen, command)
    return command


async def come_back(server: Running, citizen: Client) -> Client:
    """The same citizen, by the token of before."""
    again = await Client.arrive(server.socket_url, token=welcome_of(citizen).token)
    assert welcome_of(again).visitor == welcome_of(citizen).visitor
    return again


async def finds_ticket_and_case(citizen: Client, case: str) -> None:
    tickets = (await citizen.until(m.Tickets)).tickets
    assert [(ticket.number, ticket.state, ticket.place) for ticket in tickets] == [("C-002", "waiting", 1)]
    kept = (await citizen.until(m.Case)).case
    assert (kept.id, kept.state, kept.entries[-1].text) == (case, "received", "Please hurry.")


async def finds_desk_and_served_ticket(officer: Client) -> None:
    desk = await officer.until(m.Desk)
    assert desk.ticket is not None
    assert (desk.counter, desk.state, desk.ticket.number) == ("consult-1", "serving", "C-001")


async def call_the_next(citizen: Client, officer: Client) -> None:
    await accepted(officer, c.DeskFinish(id=request_id(), outcome="informed"))
    await accepted(officer, c.DeskCall(id=request_id()))
    assert (await citizen.until(m.Called)).ticket.number == "C-002"


async def test_T9_C2_a_visit_goes_on_after_the_server_was_killed(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        officer_token = server.officer_token()
        citizen = await Client.arrive(server.socket_url, name="Mina", lang="en")
        await wait_behind_another(server, citizen, officer_token)
        case = await submit_a_form(citizen)
        written = await ask_to_hurry(citizen, case)
        server.kill()
    with serving(tmp_path, port=server.port) as server:
        citizen = await come_back(server, citizen)
        await finds_ticket_and_case(citizen, case)
        officer = await Client.arrive(server.socket_url, officer=officer_token)
        await finds_desk_and_served_ticket(officer)
        await accepted(citizen, written)
        await call_the_next(citizen, officer)
        await close_without_a_gap(citizen, officer)


async def test_T20_what_happened_while_an_officer_was_away_is_told_after_a_kill_until_it_was_shown(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        han, seo = server.officer_token("Officer Han"), server.officer_token("Officer Seo")
        officer = await Client.arrive(server.socket_url, officer=han)
        await accepted(officer, c.DeskOpen(id=request_id(), counter="consult-1"))
        await officer.goodbye()  # which closes the counter at once (T11)
        colleague = await Client.arrive(server.socket_url, officer=seo)
        await accepted(colleague, c.DeskOpen(id=request_id(), counter="consult-1"))
        server.kill()
    with serving(tmp_path, port=server.port) as server:
        officer = await Client.arrive(server.socket_url, officer=han)
        notice = await officer.until(m.Notice)
        assert (notice.code, notice.about["why"]) == ("desk_closed", "left")
        await officer.ack()
        await eventually(lambda: notices_in(tmp_path / "data" / "madang.db") == 0)


def notices_in(file: Path) -> int:
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as database:
        return int(database.execute("SELECT count(*) FROM notices").fetchone()[0])


async def talk_in_a_booth(citizen: Client, officer: Client) -> None:
    """Take a ticket, be called, and begin."""
    await accepted(officer, c.DeskOpen(id=request_id(), counter="consult-1"))
    await accepted(citizen, c.TicketTake(id=request_id(), service="consultation"))
    await accepted(officer, c.DeskCall(id=request_id()))
    await accepted(officer, c.DeskServe(id=request_id()))


async def test_R19_C10_a_talk_goes_on_unheard_in_its_booth_after_a_kill(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        officer_token = server.officer_token()
        citizen = await Client.arrive(server.socket_url, name="Mina", lang="en")
        officer = await Client.arrive(server.socket_url, officer=officer_token)
        await talk_in_a_booth(citizen, officer)
        server.kill()
    with serving(tmp_path, port=server.port) as server:
        stranger, _ = await Client.enter(server.socket_url, name="Juho")
        citizen = await Client.arrive(server.socket_url, token=welcome_of(citizen).token)
        secret = c.Say(id=request_id(), to="near", text="my secret")
        await citizen.send(secret)
        assert (await citizen.until(m.Said)).scope == "booth"
        await citizen.until(m.Done, id=secret.id)
        officer = await Client.arrive(server.socket_url, officer=officer_token)
        assert "my secret" in [entry.text for entry in (await officer.until(m.Case)).case.entries]
        await stranger.send(c.Say(id=request_id(), to="near", text="in the open"))
        assert (await stranger.until(m.Said)).text == "in the open"
        await close_without_a_gap(citizen, officer)


AN_HOUR_OLDER = """
    UPDATE tickets SET since = since - 3600, created = created - 3600, rank = rank - 3600,
                       called = called - 3600, until = until - 3600;
    UPDATE periods SET began = began - 3600, ended = ended - 3600;
    UPDATE desks SET since = since - 3600;
    UPDATE sign_ins SET created = created - 3600;
"""


def set_ahead(folder: Path) -> None:
    """Make all that was kept an hour older: for the next start the machine's clock is an hour ahead."""
    with sqlite3.connect(folder / "data" / "madang.db") as database:
        database.executescript(AN_HOUR_OLDER)


async def test_T14_a_call_is_still_good_after_a_kill_and_a_clock_set_ahead(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        officer_token = server.officer_token()
        citizen = await Client.arrive(server.socket_url, name="Mina", lang="en")
        officer = await Client.arrive(server.socket_url, officer=officer_token)
        await accepted(officer, c.DeskOpen(id=request_id(), counter="consult-1"))
        await accepted(citizen, c.TicketTake(id=request_id(), service="consultation"))
        await accepted(officer, c.DeskCall(id=request_id()))
        server.kill()
    await asyncio.to_thread(set_ahead, tmp_path)
    with serving(tmp_path, port=server.port) as server:
        citizen = await come_back(server, citizen)
        ticket = (await citizen.until(m.Called)).ticket
        assert (ticket.state, ticket.left_s is not None and 0 < ticket.left_s <= 90) == ("called", True)
        officer = await Client.arrive(server.socket_url, officer=officer_token)
        await accepted(officer, c.DeskServe(id=request_id()))
        await close_without_a_gap(citizen, officer)


async def keep_a_draft(citizen: Client, turn: int) -> str:
    """Open a form, or the draft of it that is there already, and keep an answer in it: the case's id."""
    case = await made_by(citizen, c.CaseOpen(id=request_id(), service="resident-register-copy"))
    await accepted(citizen, c.CaseDraft(id=request_id(), case=case, fields={"name": f"turn {turn}"}, rev=turn))
    return case


async def test_C2_what_was_done_is_there_after_a_kill_at_once(tmp_path: Path) -> None:
    cases: set[str] = set()
    token, port = None, free_port()
    for turn in range(3):
        with serving(tmp_path, port=port) as server:
            citizen = await Client.arrive(server.socket_url, token=token, name="Mina")
            token = token or welcome_of(citizen).token
            cases.add(await keep_a_draft(citizen, turn))
            server.kill()
    with serving(tmp_path, port=port) as server:
        citizen = await Client.arrive(server.socket_url, token=token)
        kept = (await citizen.until(m.Case)).case
        assert (cases, kept.rev, kept.fields) == ({kept.id}, 3, {"name": "turn 2"})
        await citizen.close()
