"""Invitations over HTTP: whose they are, how often one may ask, what a wrong one is called; kept over a kill (SPEC C46, C47)."""

import asyncio
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.live.wire import Client, request_id
from tests.server.running import Running, serving
from tests.server.test_visit import accepted, made_by, welcome_of

from madang_office.recovery_codes import recovery_code
from madang_protocol import commands as c
from madang_protocol import messages as m

UNKNOWN = recovery_code(b"unknown!!!")
WANTED: dict[str, Any] = {"role": "interpreter", "fields": ["address"], "writes": True, "days": 7}


async def arrives(server: Running, name: str) -> tuple[Client, dict[str, str]]:
    """Somebody new, and the header that proves who they are."""
    client = await Client.arrive(f"ws://127.0.0.1:{server.port}/ws", name=name, lang="en")
    return client, {"authorization": f"Bearer {welcome_of(client).token}"}


async def draft(client: Client) -> str:
    return await made_by(client, c.CaseOpen(id=request_id(), service="resident-register-copy"))


async def post(server: Running, path: str, body: dict[str, Any], headers: dict[str, str]) -> httpx.Response:
    def sent() -> httpx.Response:
        with server.client() as http:
            return http.post(path, json=body, headers=headers)

    return await asyncio.to_thread(sent)


async def test_C46_C47_the_answer_has_code_link_and_square_and_the_link_lets_somebody_in(server: Running) -> None:
    (mina, hers), (jun, his) = await arrives(server, "Mina"), await arrives(server, "Jun")
    case = await draft(mina)
    made = await post(server, "/api/parties", {"case": case, **WANTED}, hers)
    told = made.json()
    assert (made.status_code, made.headers["cache-control"]) == (200, "no-store")
    assert told["link"].endswith(f"/#join/{told['code'].replace(' ', '')}")
    assert told["square"].startswith("<svg")
    joined = await post(server, "/api/parties/join", {"code": told["link"].rpartition("/")[2]}, his)
    assert (joined.status_code, joined.json()) == (200, {"case": case})
    view = (await jun.until(m.Case)).case
    assert view.helping is not None
    assert (view.id, view.helping.name, view.helping.opened) == (case, "Mina", False)
    own = await post(server, "/api/parties/join", {"code": told["code"]}, hers)
    assert (own.status_code, own.json()) == (409, {"code": "not_yours"})
    await mina.close()
    await jun.close()


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"role": "mayor"}, 422), ({"days": 365}, 422), ({"writes": "yes"}, 422), ({"fields": ["x"] * 65}, 422),
        ({"fields": ["no such answer"]}, 422), ({"fields": ["nothing"]}, 422), ({"case": "nobody-s"}, 404), ({"more": 1}, 422),
    ],
)  # fmt: skip
async def test_C46_what_cannot_be_meant_is_rejected(server: Running, change: dict[str, Any], status: int) -> None:
    mina, hers = await arrives(server, "Mina")
    answer = await post(server, "/api/parties", {"case": await draft(mina), **WANTED, **change}, hers)
    assert answer.status_code == status
    await mina.close()


@pytest.mark.parametrize("path", ["/api/parties", "/api/parties/join"])
def test_C46_C47_nobody_without_a_token_of_a_citizen_invites_or_joins(http: httpx.Client, path: str) -> None:
    bodies = {"/api/parties": {"case": "x", **WANTED}, "/api/parties/join": {"code": UNKNOWN}}
    answers = [http.post(path, json=bodies[path], headers=headers) for headers in ({}, {"authorization": "Bearer x"})]
    assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [(401, "not_allowed")] * 2


async def test_C46_a_citizen_invites_ten_times_an_hour(server: Running) -> None:
    mina, hers = await arrives(server, "Mina")
    case = await draft(mina)
    answers = [(await post(server, "/api/parties", {"case": case, **WANTED}, hers)).status_code for _ in range(11)]
    assert answers == [200] * 5 + [409] * 5 + [429]
    await mina.close()


async def test_C47_who_tries_many_codes_waits(server: Running) -> None:
    mina, hers = await arrives(server, "Mina")
    assert (await post(server, "/api/parties/join", {"code": "1234"}, hers)).json() == {"code": "mistyped"}
    answers = [await post(server, "/api/parties/join", {"code": UNKNOWN}, hers) for _ in range(11)]
    assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [
        *[(404, "unknown_code")] * 10, (429, "too_fast"),
    ]  # fmt: skip
    await mina.close()


async def test_C48_what_was_answered_survives_a_kill(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        (mina, hers), (jun, his) = await arrives(server, "Mina"), await arrives(server, "Jun")
        case = await draft(mina)
        told = (await post(server, "/api/parties", {"case": case, **WANTED}, hers)).json()
        assert (await post(server, "/api/parties/join", {"code": told["code"]}, his)).status_code == 200
        await accepted(jun, c.CaseLook(id=request_id(), case=case))
        server.kill()
        await mina.close()
        await jun.close()
    with serving(tmp_path) as server:
        jun = await Client.arrive(f"ws://127.0.0.1:{server.port}/ws", token=his["authorization"].removeprefix("Bearer "))
        view = (await jun.until(m.Case)).case
        assert view.helping is not None
        assert (view.id, view.helping.opened, view.state) == (case, True, "draft")
        await jun.close()
