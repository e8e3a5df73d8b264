"""What the log says of people: nothing. A whole server at its most talkative, and people who do all that could be logged."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

from tests.live.wire import Client, request_id
from tests.server.running import PASSWORD, Running, serving

from madang_protocol import commands as c
from madang_protocol import messages as m

CITIZEN, OFFICER, STRANGER = "Quillfeather", "Brackenbury", "Nobodaddy"
SECRETS = {
    "talk": "my neighbour burns tyres",
    "room": "good morning blackbirds",
    "form": "7 Wetherby Crescent",
    "try": "open-sesame-4711",
}
# From now on each line of a transcript breaks a rule of the database: an unexpected SQL error, with words as its values (S11).
BREAK = "CREATE TRIGGER broken BEFORE INSERT ON entries BEGIN SELECT RAISE(ABORT, 'this cannot be'); END"


def tries_to_sign_in(server: Running) -> None:
    with server.client() as http:
        for name in (STRANGER, OFFICER):
            http.post("/api/officer/sign-in", json={"name": name, "password": SECRETS["try"]})
        http.get("/api/verify", params={"number": STRANGER})


def break_the_transcripts(folder: Path) -> None:
    with closing(sqlite3.connect(next(folder.rglob("madang.db")))) as database:
        database.execute(BREAK)
        database.commit()


async def says_and_writes(citizen: Client) -> str:
    """What a visitor can write, everywhere: the draft's case."""
    await citizen.send(c.Say(id=request_id(), to="room", text=SECRETS["room"]))
    await citizen.send(c.Profile(id=request_id(), name=f"{CITIZEN} II"))
    await citizen.send(opening := c.CaseOpen(id=request_id(), service="resident-register-copy"))
    case = (await citizen.until(m.Done, id=opening.id)).ref
    assert case is not None
    await citizen.send(c.CaseDraft(id=request_id(), case=case, fields={"address": SECRETS["form"]}, rev=0))
    await citizen.send(faulty := c.CaseSubmit(id=request_id(), case=case, fields={"address": SECRETS["form"]}))
    await citizen.until(m.Rejected, id=faulty.id)
    return case


async def talks_into_a_broken_database(server: Running, citizen: Client, officer_token: str) -> None:
    officer = await Client.arrive(server.socket_url, officer=officer_token)
    await citizen.send(c.TicketTake(id=request_id(), service="consultation"))
    for command in (
        c.DeskOpen(id=request_id(), counter="consult-1"),
        c.DeskCall(id=request_id()),
        serving_now := c.DeskServe(id=request_id()),
    ):
        await officer.send(command)
    case = (await officer.until(m.Done, id=serving_now.id)).ref
    assert case is not None
    await asyncio.to_thread(break_the_transcripts, server.folder)
    await officer.send(c.CaseSay(id=request_id(), case=case, text=SECRETS["talk"]))
    await officer.until_closed()  # 4500: it is a bug of ours, and the session begins anew


async def test_no_name_and_no_word_of_a_person_is_in_the_log(tmp_path: Path) -> None:
    with serving(tmp_path, MADANG_LOG_LEVEL="debug") as server:
        token = server.officer_token(OFFICER)
        await asyncio.to_thread(tries_to_sign_in, server)
        citizen = await Client.arrive(server.socket_url, name=CITIZEN)
        await says_and_writes(citizen)
        await talks_into_a_broken_database(server, citizen, token)
        await citizen.close()
        server.stop()
        said = await asyncio.to_thread(lambda: server.output)
    assert "IntegrityError" in said  # the fault itself is there, for whoever has to mend it
    assert [word for word in (CITIZEN, OFFICER, STRANGER, PASSWORD, token, *SECRETS.values()) if word in said] == []
