"""A citizen is known on another device by a code that was told once (SPEC S30)."""

import asyncio
from pathlib import Path

import httpx
import pytest
from sqlalchemy import func, select
from tests.live.wire import Client
from tests.server.office_site import Site, open_site
from tests.server.running import Running, serving
from tests.server.test_visit import welcome_of
from tests.server.two_offices import NAMES, make_two_offices

from madang_office.recovery_codes import recovery_code
from madang_protocol import commands as c
from madang_server.office_app import Visitor
from madang_server.store import pruning, tables
from madang_server.store.recovery_rows import DEVICES_MAX

UNKNOWN = recovery_code(b"unknown!!!")


async def code_of(site: Site, visitor: Visitor) -> str:
    code = await site.office.recovery.renew(visitor.new_token or "")
    assert code is not None
    return code


async def arrives(site: Site, token: str | None) -> Visitor:
    return await site.office.arrive(c.Hello(versions=[1], token=token))


async def test_S30_who_types_the_code_elsewhere_is_who_they_were_on_both_devices(site: Site) -> None:
    mina = await site.citizen("Mina")
    await site.take(mina)
    code = await code_of(site, mina)
    there = await arrives(site, await site.office.recovery.use(code))
    assert (there.id, there.name, there.new_token) == (mina.id, "Mina", None)
    assert (await site.again(mina)).id == mina.id


async def test_S30_the_code_is_good_until_it_is_made_anew(site: Site) -> None:
    mina = await site.citizen()
    first = await code_of(site, mina)
    second = await code_of(site, mina)
    assert await site.office.recovery.use(first) is None
    assert await site.office.recovery.use(second) is not None
    assert await site.office.recovery.use(second) is not None


async def test_S30_a_further_device_makes_codes_and_takes_them_back_like_the_first(site: Site) -> None:
    mina = await site.citizen()
    there = await site.office.recovery.use(await code_of(site, mina))
    code = await site.office.recovery.renew(there or "")
    assert await site.office.recovery.revoke(there or "")
    assert await site.office.recovery.use(code or "") is None
    assert (await arrives(site, there)).id == mina.id
    assert (await site.again(mina)).id != mina.id


async def test_S30_revoking_leaves_the_device_alone_that_asks_for_it(site: Site) -> None:
    mina = await site.citizen()
    there = await site.office.recovery.use(await code_of(site, mina))
    assert await site.office.recovery.revoke(mina.new_token or "")
    kept = await site.office.recovery.kept(mina.new_token or "")
    assert kept is not None
    assert (kept.since, kept.devices) == (None, 0)
    assert (await site.again(mina)).id == mina.id
    assert (await arrives(site, there)).id != mina.id


async def test_S30_who_is_connected_is_out_when_other_devices_are_and_stays_when_there_are_none(site: Site) -> None:
    mina = await site.citizen()
    code = await code_of(site, mina)
    assert await site.office.recovery.revoke(mina.new_token or "")
    assert site.notifier.dismissed == []
    code = await code_of(site, mina)
    await site.office.recovery.use(code)
    assert await site.office.recovery.revoke(mina.new_token or "")
    assert site.notifier.dismissed == [mina.id]


async def test_S30_a_device_that_is_being_taken_back_makes_no_code(site: Site) -> None:
    mina = await site.citizen()
    there = await site.office.recovery.use(await code_of(site, mina)) or ""
    recovery = site.office.recovery
    revoked, *codes = await asyncio.gather(recovery.revoke(mina.new_token or ""), *(recovery.renew(there) for _ in range(5)))
    assert (revoked, codes) == (True, [None] * 5)
    kept = await recovery.kept(mina.new_token or "")
    assert kept is not None
    assert kept.since is None


async def test_S30_of_two_devices_that_take_each_other_back_one_stays(site: Site) -> None:
    mina = await site.citizen()
    there = await site.office.recovery.use(await code_of(site, mina)) or ""
    recovery = site.office.recovery
    assert await asyncio.gather(recovery.revoke(there), recovery.revoke(mina.new_token or "")) == [True, False]
    assert (await arrives(site, there)).id == mina.id


async def test_S30_the_oldest_of_too_many_devices_goes(site: Site) -> None:
    mina = await site.citizen()
    code = await code_of(site, mina)
    tokens = []
    for _ in range(DEVICES_MAX + 1):
        site.clock.instant += 1
        tokens.append(await site.office.recovery.use(code))
    arrived = [(await arrives(site, token)).id == mina.id for token in tokens]
    assert arrived == [False] + [True] * DEVICES_MAX


async def test_S30_no_code_and_no_token_is_in_the_database(site: Site) -> None:
    mina = await site.citizen()
    code = await code_of(site, mina)
    token = await site.office.recovery.use(code)
    async with site.store.read() as sql:
        rows = [*await sql.execute(select(tables.recovery_codes)), *await sql.execute(select(tables.device_tokens))]
        noted = [*await sql.execute(select(tables.acts))]
    kept = repr(rows + noted)
    assert [secret for secret in (code, code.replace(" ", ""), token or "") if secret in kept] == []
    assert len(rows) == 2


async def test_S30_nobodys_token_makes_nothing(site: Site) -> None:
    han = await site.sign_in("Officer Han")
    for token in ("", "unknown", han):
        assert await site.office.recovery.renew(token) is None
        assert await site.office.recovery.kept(token) is None
        assert not await site.office.recovery.revoke(token)


async def test_S30_it_outlives_a_restart(tmp_path: Path) -> None:
    async with open_site(tmp_path) as site:
        mina = await site.citizen()
        code = await code_of(site, mina)
        token = await site.office.recovery.use(code)
    async with open_site(tmp_path) as site:
        assert (await arrives(site, token)).id == mina.id
        assert (await arrives(site, await site.office.recovery.use(code))).id == mina.id


async def test_S21_a_code_goes_with_the_visitor_who_left_nothing(site: Site) -> None:
    mina = await site.citizen()
    code = await code_of(site, mina)
    await site.office.recovery.use(code)
    await site.office.left(mina.id)
    site.clock.instant += pruning.STRANGERS_KEPT_S + 1
    for _ in range(6):
        await site.office.tick()
    assert await site.office.recovery.use(code) is None
    async with site.store.read() as sql:
        assert (await sql.execute(select(func.count()).select_from(tables.device_tokens))).scalar_one() == 0


# over HTTP ------------------------------------------------------------------------------------------------------------


def use(http: httpx.Client, code: str, source: str = "203.0.113.7") -> httpx.Response:
    return http.post("/api/recovery/use", json={"code": code}, headers={"x-forwarded-for": source})


def test_S30_each_wrong_code_has_a_name(http: httpx.Client) -> None:
    answers = [use(http, code) for code in (UNKNOWN, UNKNOWN[:-1] + str((int(UNKNOWN[-1]) + 1) % 10), "1234")]
    assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [
        (404, "unknown_code"), (422, "mistyped"), (422, "mistyped"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "body", [b"", b"{}", b"[]", b'{"code": 1}', b'{"code": ""}', b'{"code": "' + b"1" * 5_000 + b'"}', b"\xff"]
)
def test_S30_garbage_is_rejected(http: httpx.Client, body: bytes) -> None:
    answer = http.post("/api/recovery/use", content=body, headers={"content-type": "application/json"})
    assert answer.status_code in {400, 422}


def test_S30_who_tries_many_codes_waits_and_nobody_else_does(http: httpx.Client) -> None:
    answers = [use(http, UNKNOWN, "198.51.100.1") for _ in range(31)]
    assert [answer.status_code for answer in answers] == [404] * 30 + [429]
    assert 0 < answers[-1].json()["retry_ms"] <= 60_000
    assert use(http, UNKNOWN, "198.51.100.2").status_code == 404


@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
def test_S30_only_the_citizen_asks_for_their_code(http: httpx.Client, method: str) -> None:
    answers = [http.request(method, "/api/recovery", headers=headers) for headers in ({}, {"authorization": "Bearer x"})]
    assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [(401, "not_allowed")] * 2


async def test_S30_a_citizen_makes_ten_codes_a_minute(server: Running) -> None:
    mina = await Client.arrive(f"ws://127.0.0.1:{server.port}/ws", name="Mina", lang="en")
    headers = {"authorization": f"Bearer {welcome_of(mina).token}"}
    answers = await asyncio.to_thread(made_often, server, headers)
    await mina.close()
    assert answers == [200] * 10 + [429, 429]


def made_often(server: Running, headers: dict[str, str]) -> list[int]:
    """Make eleven codes, and take the last one back."""
    with server.client() as http:
        made = [http.post("/api/recovery", headers=headers).status_code for _ in range(11)]
        return [*made, http.delete("/api/recovery", headers=headers).status_code]


async def test_S30_a_code_of_one_office_is_none_of_another(tmp_path: Path) -> None:
    make_two_offices(tmp_path / "data")
    with serving(tmp_path) as server:
        mina = await Client.arrive(f"ws://127.0.0.1:{server.port}/o/jongno/ws", name="Mina", lang="en")
        made, answers = await asyncio.to_thread(made_and_used, server, str(welcome_of(mina).token))
        await mina.close()
    told = made.json()
    assert made.headers["cache-control"] == "no-store"
    assert told["link"].endswith(f"/o/jongno/#recover/{told['code'].replace(' ', '')}")
    assert told["square"].startswith("<svg")
    assert answers == {"jongno": 200, "haeundae": 404}


def made_and_used(server: Running, token: str) -> tuple[httpx.Response, dict[str, int]]:
    """Make a code in the first office, and use it in both."""
    with server.client() as http:
        made = http.post("/o/jongno/api/recovery", headers={"authorization": f"Bearer {token}"})
        code = made.json()["code"]
        return made, {name: http.post(f"/o/{name}/api/recovery/use", json={"code": code}).status_code for name in NAMES}
