"""Programs of the city read an office with a key of bounded rights, as the description says (SPEC O34, O35)."""

from pathlib import Path
from typing import Any

import httpx
import pytest
from jsonschema import Draft202012Validator
from tests.server.office_site import Site, open_site
from tests.server.running import Running, madang
from tests.server.test_audit_log import told

from madang_office.api_keys import DAY_S, DAYS_MAX, KEYS_MAX, ApiRight
from madang_office.rejected import Rejected
from madang_protocol import Rejection
from madang_server.office_app.api_keys import NewKey
from madang_server.store import pruning
from madang_server.web.read_api import description

FIGURES = [ApiRight.FIGURES]


async def supervisor_of(site: Site) -> str:
    return (await site.accounts.officer(await site.sign_in("Supervisor Seo", supervisor=True))).id


async def made(site: Site, account: str, rights: list[ApiRight] = FIGURES, days: int = 30) -> NewKey:
    key = await site.office.api_keys.make(account, "City dashboard", rights, days)
    assert isinstance(key, NewKey)
    return key


async def test_O34_a_key_reads_what_it_has_the_right_for_until_its_time_is_over(site: Site) -> None:
    keys, seo = site.office.api_keys, await supervisor_of(site)
    new = await made(site, seo)
    assert [await keys.may(new.secret, right) for right in (ApiRight.FIGURES, ApiRight.SUPERVISION)] == [True, False]
    assert [await keys.may(other, ApiRight.FIGURES) for other in ("", "madang_", new.secret + "x", new.key.id)] == [False] * 4
    site.clock.instant += 30 * DAY_S - 1
    assert await keys.may(new.secret, ApiRight.FIGURES)
    site.clock.instant += 1
    assert not await keys.may(new.secret, ApiRight.FIGURES)
    assert await keys.all() == []


async def test_O34_a_key_that_was_removed_reads_nothing_and_the_log_knows_both(site: Site) -> None:
    keys, seo = site.office.api_keys, await supervisor_of(site)
    new = await made(site, seo)
    assert [key.name for key in await keys.all()] == ["City dashboard"]
    await keys.remove(seo, new.key.id)
    assert not await keys.may(new.secret, ApiRight.FIGURES)
    assert await told(site, f"api-key:{new.key.id}") == [f"api-key-made officer:{seo}", f"api-key-removed officer:{seo}"]
    assert await keys.remove(seo, new.key.id) == Rejected(Rejection.UNKNOWN_TARGET)


async def test_O34_who_does_not_supervise_makes_none(site: Site) -> None:
    han = (await site.accounts.officer(await site.sign_in("Officer Han"))).id
    keys, seo = site.office.api_keys, await supervisor_of(site)
    assert await keys.make(han, "City dashboard", FIGURES, 30) == Rejected(Rejection.NOT_ALLOWED)
    new = await made(site, seo)
    assert await keys.remove(han, new.key.id) == Rejected(Rejection.NOT_ALLOWED)
    assert await keys.may(new.secret, ApiRight.FIGURES)


@pytest.mark.parametrize(
    ("name", "rights", "days", "faults"),
    [
        (" ", ["figures"], 30, {"name": "missing"}),
        ("x" * 61, ["figures"], 30, {"name": "too_long"}),
        ("City", [], 30, {"rights": "missing"}),
        ("City", ["figures", "audit"], 30, {"rights": "unknown"}),
        ("City", ["figures"], 0, {"days": "out_of_range"}),
        ("City", ["figures"], DAYS_MAX + 1, {"days": "out_of_range"}),
    ],
)
async def test_O34_a_key_has_a_name_known_rights_and_a_term(
    site: Site, name: str, rights: list[str], days: int, faults: dict[str, str]
) -> None:
    seo = await supervisor_of(site)
    assert await site.office.api_keys.make(seo, name, rights, days) == Rejected(Rejection.FORM_INVALID, faults)


async def test_O34_an_office_has_so_many_and_those_that_are_over_go(site: Site) -> None:
    seo = await supervisor_of(site)
    for _ in range(KEYS_MAX):
        await made(site, seo, days=1)
    assert await site.office.api_keys.make(seo, "One more", FIGURES, 1) == Rejected(Rejection.LIMIT)
    site.clock.instant += DAY_S
    await made(site, seo, days=60)
    site.clock.instant += pruning.STRANGERS_KEPT_S
    await site.office.tick()
    assert len(await site.office.api_keys.all()) == 1


def contents_of(folder: Path) -> list[bytes]:
    return [file.read_bytes() for file in folder.iterdir() if file.is_file()]


async def test_O34_a_key_outlives_a_restart_and_its_secret_is_kept_nowhere(tmp_path: Path) -> None:
    async with open_site(tmp_path) as site:
        new = await made(site, await supervisor_of(site))
    assert not any(new.secret.encode() in content for content in contents_of(tmp_path))
    async with open_site(tmp_path) as site:
        assert await site.office.api_keys.may(new.secret, ApiRight.FIGURES)


# over HTTP ------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def signed_in(server: Running) -> str:
    shown = madang("officer", "add", "Officer Key", "--services", "echo", "--supervisor", folder=server.folder)
    return server.first_sign_in("Officer Key", shown.stdout)


def asked(http: httpx.Client, token: str, path: str, **body: Any) -> httpx.Response:
    headers = {"authorization": f"Bearer {token}"}
    return http.post(path, json=body, headers=headers) if body else http.get(path, headers=headers)


@pytest.fixture
def secret(http: httpx.Client, signed_in: str) -> str:
    told = asked(http, signed_in, "/api/keys", name="Dashboard", rights=["figures", "supervision"], days=1).json()
    return str(told["secret"])


def test_O35_what_is_read_is_what_the_description_says(http: httpx.Client, secret: str) -> None:
    document = http.get("/api/openapi.json").json()
    assert document == description("")
    for path, item in document["paths"].items():
        answer = asked(http, secret, path)
        (kind, content), *others = item["get"]["responses"]["200"]["content"].items()
        assert (answer.status_code, answer.headers["content-type"].partition(";")[0], others) == (200, kind, [])
        Draft202012Validator(content["schema"]).validate(answer.text if kind == "text/csv" else answer.json())


def test_O34_O35_without_a_key_nothing_is_read_that_needs_one(http: httpx.Client) -> None:
    paths = http.get("/api/openapi.json").json()["paths"]
    secured = {path: [http.get(path).status_code, asked(http, "madang_x", path).status_code] for path in paths}
    assert secured == {path: [401, 401] if "security" in item["get"] else [200, 200] for path, item in paths.items()}


def test_O34_a_key_signs_nobody_in(http: httpx.Client, secret: str) -> None:
    paths = ("/api/keys", "/api/audit", "/api/canned-replies", "/api/account")
    assert {asked(http, secret, path).status_code for path in paths} == {401}
    assert asked(http, secret, "/api/keys", name="More", rights=["figures"], days=1).status_code == 401


def test_O34_a_supervisor_makes_lists_and_removes_them(http: httpx.Client, signed_in: str) -> None:
    new = asked(http, signed_in, "/api/keys", name=" City  statistics ", rights=["figures"], days=7).json()
    listed = asked(http, signed_in, "/api/keys").json()["keys"]
    assert new["key"] in listed
    assert (new["key"]["name"], new["key"]["rights"], new["key"]["expires"] - new["key"]["created"]) == (
        "City statistics", ["figures"], 7 * DAY_S,
    )  # fmt: skip
    assert new["secret"] not in str(listed)
    address = f"/api/keys/{new['key']['id']}"
    removed = [
        http.delete(address, headers={"authorization": f"Bearer {token}"}).status_code for token in ("x", signed_in, signed_in)
    ]
    assert removed == [401, 204, 404]


@pytest.mark.parametrize(
    "body", [{"name": 1}, {"name": "x", "rights": "figures", "days": 1}, {"name": "x", "rights": [], "days": True, "more": 1}]
)
def test_O34_garbage_is_rejected(http: httpx.Client, signed_in: str, body: dict[str, Any]) -> None:
    assert asked(http, signed_in, "/api/keys", **body).status_code == 422
