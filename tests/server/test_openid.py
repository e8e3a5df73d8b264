"""Signing in by a provider of OpenID Connect, a process of its own: linking, coming in, and what is forged (SPEC S31)."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey
from tests.openid_provider import Provider, provider
from tests.server.running import PASSWORD, Running, madang, serving
from tests.server.test_audit_served import BEARER, supervisor_of

from madang_server.faults import NotProven, ProviderAway
from madang_server.openid import Client, OpenIdProvider, challenge_of

BINDING, OTHERS = "b" * 43, "o" * 43
CLIENT, SECRET = "madang", "known to both"


@pytest.fixture(scope="module")
def city() -> Iterator[Provider]:
    with provider() as opened:
        yield opened


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, city: Provider) -> Iterator[Running]:
    settings = {"OPENID_ISSUER": city.issuer, "OPENID_CLIENT_ID": CLIENT, "OPENID_CLIENT_SECRET": SECRET}
    with serving(tmp_path_factory.mktemp("openid"), **{f"MADANG_{name}": value for name, value in settings.items()}) as running:
        yield running


@pytest.fixture
def page(office: Running) -> Iterator[httpx.Client]:
    with office.client() as client:
        yield client


def ask(page: httpx.Client, path: str, body: Any, token: str = "") -> httpx.Response:
    return page.post(f"/api{path}", json=body, headers={BEARER: f"Bearer {token}"} if token else {})


def start(page: httpx.Client) -> str:
    return str(ask(page, "/officer/openid/start", {"binding": BINDING}).raise_for_status().json()["address"])


def finish(page: httpx.Client, back: httpx.URL, token: str = "", **other: str) -> httpx.Response:
    said = {"state": back.params["state"], "code": back.params["code"], "binding": BINDING} | other
    return ask(page, "/officer/openid/finish", said, token)


def link(page: httpx.Client, city: Provider, token: str, subject: str) -> httpx.Response:
    sent = ask(page, "/account/identity", {"password": PASSWORD, "binding": BINDING}, token).raise_for_status()
    return finish(page, city.sends_back(sent.json()["address"], subject), token)


def test_S31_an_officer_links_the_account_and_comes_in_by_the_provider(
    office: Running, page: httpx.Client, city: Provider
) -> None:
    token = office.officer_token("Officer Han", services="echo")
    assert link(page, city, token, "han@city").json() == {"linked": True}
    came = finish(page, city.sends_back(start(page), "han@city"))
    fresh = came.json()["token"]
    assert fresh not in {None, token}
    own = page.get("/api/account", headers={BEARER: f"Bearer {fresh}"}).json()
    assert (own["name"], len(own["sessions"])) == ("Officer Han", 2)
    assert page.get("/api/account/identity", headers={BEARER: f"Bearer {fresh}"}).json()["linked"] > 0


def test_S31_whom_nobody_linked_is_nobody_here(page: httpx.Client, city: Provider) -> None:
    came = finish(page, city.sends_back(start(page), "a stranger"))
    assert (came.status_code, came.json()) == (403, {"code": "not_linked"})


def test_S31_the_address_says_nothing_secret_and_asks_for_a_proof_key(page: httpx.Client) -> None:
    address = httpx.URL(start(page))
    assert address.params["code_challenge_method"] == "S256"
    assert address.params["redirect_uri"].endswith("/officer")
    assert len(address.params["state"]) == len(address.params["nonce"]) == 43
    assert SECRET not in str(address)
    assert BINDING not in str(address)


def test_S31_nobody_comes_back_twice(page: httpx.Client, city: Provider) -> None:
    back = city.sends_back(start(page), "a stranger")
    finish(page, back)
    again = finish(page, back)
    assert (again.status_code, again.json()) == (401, {"code": "not_proven"})


def test_S31_another_browser_does_not_come_in_with_what_was_given_to_this_one(page: httpx.Client, city: Provider) -> None:
    stolen = finish(page, city.sends_back(start(page), "han@city"), binding=OTHERS)
    assert (stolen.status_code, stolen.json()) == (401, {"code": "not_proven"})


@pytest.mark.parametrize("forged", [{"state": "s" * 43}, {"code": "c" * 43}])
def test_S31_a_forged_state_or_code_proves_nobody(page: httpx.Client, city: Provider, forged: dict[str, str]) -> None:
    came = finish(page, city.sends_back(start(page), "han@city"), **forged)
    assert (came.status_code, came.json()) == (401, {"code": "not_proven"})


def test_S31_the_code_of_another_visit_proves_nobody(page: httpx.Client, city: Provider) -> None:
    first, second = (city.sends_back(start(page), "han@city") for _ in range(2))
    came = finish(page, first, code=second.params["code"])
    assert (came.status_code, came.json()) == (401, {"code": "not_proven"})


def test_S31_a_disabled_account_and_a_renewed_one_come_in_no_more(office: Running, page: httpx.Client, city: Provider) -> None:
    token = office.officer_token("Officer Lee", services="echo")
    assert link(page, city, token, "lee@city").json() == {"linked": True}
    for act in ("disable", "renew"):
        assert madang("officer", act, "Officer Lee", folder=office.folder).returncode == 0
        came = finish(page, city.sends_back(start(page), "lee@city"))
        assert (came.status_code, came.json()) == (403, {"code": "not_linked"})


def test_S31_an_account_that_is_opened_again_is_linked_no_more(office: Running, page: httpx.Client, city: Provider) -> None:
    token, boss = office.officer_token("Officer Noh", services="echo"), supervisor_of(office, "Supervisor Noh")
    assert link(page, city, token, "noh@city").json() == {"linked": True}
    told = page.get("/api/accounts", headers={BEARER: f"Bearer {boss}"}).raise_for_status().json()["accounts"]
    account = next(one["id"] for one in told if one["name"] == "Officer Noh")
    assert madang("officer", "disable", "Officer Noh", folder=office.folder).returncode == 0
    assert ask(page, f"/accounts/{account}/enable", None, boss).status_code == 200
    assert finish(page, city.sends_back(start(page), "noh@city")).json() == {"code": "not_linked"}


def test_S31_linking_needs_the_password_and_nobody_links_anothers(office: Running, page: httpx.Client, city: Provider) -> None:
    kang, bae = (office.officer_token(name, services="echo") for name in ("Officer Kang", "Officer Bae"))
    wrong = ask(page, "/account/identity", {"password": "a guess", "binding": BINDING}, kang)
    assert (wrong.status_code, wrong.json()) == (403, {"code": "wrong_password"})
    sent = ask(page, "/account/identity", {"password": PASSWORD, "binding": BINDING}, kang).json()["address"]
    taken = finish(page, city.sends_back(sent, "kang@city"), bae)
    assert (taken.status_code, taken.json()) == (401, {"code": "not_proven"})
    assert link(page, city, kang, "kang@city").json() == {"linked": True}
    assert link(page, city, bae, "kang@city").json() == {"code": "linked_elsewhere"}


def test_S31_who_unlinks_the_account_comes_in_by_password_alone(office: Running, page: httpx.Client, city: Provider) -> None:
    token = office.officer_token("Officer Moon", services="echo")
    link(page, city, token, "moon@city")
    assert ask(page, "/account/identity/off", {"password": PASSWORD}, token).status_code == 200
    assert finish(page, city.sends_back(start(page), "moon@city")).json() == {"code": "not_linked"}


def test_S31_an_office_without_a_provider_says_so(http: httpx.Client) -> None:
    assert http.get("/api/officer/openid").json() == {"openid": False}
    assert ask(http, "/officer/openid/start", {"binding": BINDING}).status_code in {404, 405}


# ID tokens ------------------------------------------------------------------------------------------------------------------

NOW = 1_767_315_600
KEY, FOREIGN = RSAKey.generate_key(2048, {"kid": "k1"}), RSAKey.generate_key(2048, {"kid": "k1"})
KEYS: Any = {"keys": [KEY.as_dict(private=False)]}
CLAIMS = {"iss": "https://login.example.org", "aud": CLIENT, "sub": "han", "nonce": "n", "iat": NOW, "exp": NOW + 300}


@pytest.fixture
def judge() -> OpenIdProvider:
    return OpenIdProvider(Client("https://login.example.org", CLIENT, None), lambda: NOW, lambda: 0.0)


def token_of(claims: dict[str, Any], key: Any = KEY, algorithm: str = "RS256") -> str:
    return jwt.encode({"alg": algorithm, "kid": "k1"}, claims, key, algorithms=[algorithm])


def test_S31_an_id_token_that_is_right_in_all_proves_its_subject(judge: OpenIdProvider) -> None:
    assert judge.subject_of(token_of(CLAIMS), KEYS, "n") == "han"
    several = CLAIMS | {"aud": [CLIENT, "other"], "azp": CLIENT}
    assert judge.subject_of(token_of(several), KEYS, "n") == "han"


WRONG = [
    {"iss": "https://login.example.com"},
    {"aud": "other"},
    {"aud": [CLIENT, "other"]},
    {"aud": [CLIENT, "other"], "azp": "other"},
    {"nonce": "m"},
    {"exp": NOW - 120},
    {"sub": ""},
    {"sub": 7},
    {"sub": "x" * 256},
    {"iat": NOW + 3_600},
]


@pytest.mark.parametrize("wrong", WRONG, ids=str)
def test_S31_an_id_token_with_one_wrong_claim_proves_nobody(judge: OpenIdProvider, wrong: dict[str, Any]) -> None:
    with pytest.raises(NotProven):
        judge.subject_of(token_of(CLAIMS | wrong), KEYS, "n")


@pytest.mark.parametrize("missing", ["iss", "aud", "nonce", "exp", "iat", "sub"])
def test_S31_an_id_token_without_a_claim_proves_nobody(judge: OpenIdProvider, missing: str) -> None:
    with pytest.raises(NotProven):
        judge.subject_of(token_of({name: value for name, value in CLAIMS.items() if name != missing}), KEYS, "n")


def test_S31_a_forged_signature_proves_nobody(judge: OpenIdProvider) -> None:
    public = OctKey.import_key(str(KEY.as_dict(private=False)["n"]))
    unsigned = "eyJhbGciOiJub25lIn0." + token_of(CLAIMS).split(".")[1] + "."
    forged = [token_of(CLAIMS, FOREIGN), token_of(CLAIMS, public, "HS256"), unsigned, token_of(CLAIMS)[:-4], "", "a.b.c"]
    for token in forged:
        with pytest.raises(NotProven):
            judge.subject_of(token, KEYS, "n")


async def test_S31_a_provider_that_is_away_is_told_apart_from_one_that_proves_nobody() -> None:
    away = OpenIdProvider(Client("http://127.0.0.1:9", CLIENT, None), lambda: NOW, lambda: 0.0)
    with pytest.raises(ProviderAway):
        await away.address(redirect="http://127.0.0.1/officer", state="s", nonce="n", verifier="v")
    await away.close()


def test_S31_the_proof_key_is_that_of_rfc_7636() -> None:
    assert challenge_of("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk") == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
