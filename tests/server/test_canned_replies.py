"""What officers write often: all officers of the office read it, who supervises it writes it (SPEC C40)."""

import asyncio
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import select
from tests.server.office_site import Site, open_site
from tests.server.running import Running, madang

from madang_office.canned_replies import REPLIES_MAX
from madang_office.rejected import Rejected
from madang_protocol import Rejection, limits
from madang_server.office_app.canned_replies import Written
from madang_server.office_app.unit_of_work import Accepted
from madang_server.store import tables

HELLO = Written("안녕하세요, {이름} 님", "Hello {name}", None)


async def supervisor_of(site: Site) -> str:
    officer = await site.accounts.officer(await site.sign_in("Officer Han", supervisor=True))
    return officer.id


async def added(site: Site, account: str, written: Written = HELLO) -> str:
    outcome = await site.office.canned_replies.add(account, written)
    assert isinstance(outcome, Accepted)
    assert outcome.ref is not None
    return outcome.ref


async def texts(site: Site) -> list[str]:
    return [reply.en for reply in await site.office.canned_replies.all()]


async def code(outcome: Any) -> Rejection:
    rejected = await outcome
    assert isinstance(rejected, Rejected)
    return rejected.code


async def test_C40_they_stand_in_the_order_in_which_they_were_written_and_are_changed_in_place(site: Site) -> None:
    han = await supervisor_of(site)
    first = await added(site, han)
    await added(site, han, Written("", "Second", "echo"))
    await site.office.canned_replies.change(han, first, Written("", "First", None))
    assert await texts(site) == ["First", "Second"]
    await site.office.canned_replies.remove(han, first)
    assert await texts(site) == ["Second"]


async def test_C40_who_does_not_supervise_writes_none(site: Site) -> None:
    han = await supervisor_of(site)
    kept = await added(site, han)
    seo = (await site.accounts.officer(await site.sign_in("Officer Seo"))).id
    replies = site.office.canned_replies
    for outcome in (replies.add(seo, HELLO), replies.change(seo, kept, HELLO), replies.remove(seo, kept)):
        assert await code(outcome) is Rejection.NOT_ALLOWED
    await site.accounts.disable("Officer Han")
    assert await code(replies.remove(han, kept)) is Rejection.NOT_ALLOWED
    assert await texts(site) == ["Hello {name}"]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (Written("", " \n ", None), Rejection.FORM_INVALID),
        (Written("", "x" * (limits.TEXT_CHARS_MAX + 1), None), Rejection.FORM_INVALID),
        (Written("", "x", "nothing"), Rejection.UNKNOWN_SERVICE),
    ],
)
async def test_C40_what_cannot_be_one_is_rejected(site: Site, written: Written, expected: Rejection) -> None:
    han = await supervisor_of(site)
    assert await code(site.office.canned_replies.add(han, written)) is expected
    assert await code(site.office.canned_replies.change(han, "unknown", HELLO)) is Rejection.UNKNOWN_TARGET
    assert await texts(site) == []


async def test_C40_an_office_has_a_hundred_at_most(site: Site) -> None:
    han = await supervisor_of(site)
    for _ in range(REPLIES_MAX):
        await added(site, han)
    assert await code(site.office.canned_replies.add(han, HELLO)) is Rejection.LIMIT


async def test_C40_many_at_once_do_not_pass_the_bound(site: Site) -> None:
    han = await supervisor_of(site)
    for _ in range(REPLIES_MAX - 1):
        await added(site, han)
    outcomes = await asyncio.gather(*(site.office.canned_replies.add(han, HELLO) for _ in range(5)))
    assert len([outcome for outcome in outcomes if isinstance(outcome, Accepted)]) == 1


async def test_C40_they_outlive_a_restart_and_the_acts_say_who_wrote_them(tmp_path: Path) -> None:
    async with open_site(tmp_path) as site:
        han = await supervisor_of(site)
        await added(site, han)
    async with open_site(tmp_path) as site:
        assert await texts(site) == ["Hello {name}"]
        async with site.store.read() as sql:
            acts = (await sql.execute(select(tables.acts.c.actor).where(tables.acts.c.action == "canned-reply-add"))).scalars()
            assert list(acts) == [han]


# over HTTP ------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def tokens(server: Running) -> dict[str, str]:
    """By role."""
    told = madang("officer", "add", "Officer Yun", "--services", "echo", "--supervisor", folder=server.folder)
    supervisor = server.first_sign_in("Officer Yun", told.stdout)
    return {"supervisor": supervisor, "officer": server.officer_token("Officer Moon", "echo"), "forged": "x", "none": ""}


def asked(http: httpx.Client, token: str, method: str, path: str = "", **body: Any) -> httpx.Response:
    headers = {"authorization": f"Bearer {token}"} if token else {}
    return http.request(method, f"/api/canned-replies{path}", headers=headers, json=body or None)


def test_C40_a_supervisor_writes_and_an_officer_reads(http: httpx.Client, tokens: dict[str, str]) -> None:
    made = asked(http, tokens["supervisor"], "POST", ko="안녕하세요", en="Hello")
    assert made.status_code == 200
    read = asked(http, tokens["officer"], "GET").json()
    assert read["supervises"] is False
    assert [reply["en"] for reply in read["replies"]] == ["Hello"]
    assert asked(http, tokens["supervisor"], "DELETE", f"/{made.json()['id']}").status_code == 200
    assert asked(http, tokens["supervisor"], "GET").json() == {"replies": [], "supervises": True}


@pytest.mark.parametrize("role", ["officer", "forged", "none"])
@pytest.mark.parametrize(("method", "path"), [("POST", ""), ("PUT", "/a"), ("DELETE", "/a")])
def test_C40_others_write_nothing(http: httpx.Client, tokens: dict[str, str], role: str, method: str, path: str) -> None:
    answer = asked(http, tokens[role], method, path, en="Hello")
    assert (answer.status_code, answer.json()["code"]) == (401, "not_allowed")


@pytest.mark.parametrize("role", ["forged", "none"])
def test_C40_nobody_else_reads_them(http: httpx.Client, tokens: dict[str, str], role: str) -> None:
    assert asked(http, tokens[role], "GET").status_code == 401


@pytest.mark.parametrize("body", [{"en": 1}, {"en": "x", "more": 1}, {"en": "x" * 8_001}, {"service": ["echo"]}])
def test_C40_garbage_is_rejected(http: httpx.Client, tokens: dict[str, str], body: dict[str, Any]) -> None:
    assert asked(http, tokens["supervisor"], "POST", **body).status_code == 422
