"""Sign-in over HTTP: the first password, letters as keyboards write them, throttling."""

import unicodedata
from collections.abc import Callable

import httpx
import pytest
from tests.server.running import PASSWORD, Running, madang


def test_an_officer_chooses_a_password_at_the_first_sign_in(server: Running, http: httpx.Client) -> None:
    one_time = (
        madang("officer", "add", "Officer Lee", "--services", "echo", folder=server.folder).stdout.strip().rpartition(" ")[2]
    )
    asked = {"name": "Officer Lee", "password": one_time}
    assert http.post("/api/officer/sign-in", json=asked).json() == {"token": None, "must_change": True}
    signed = http.post("/api/officer/sign-in", json=asked | {"new_password": PASSWORD}).json()
    assert (len(signed["token"]), signed["must_change"]) == (43, False)
    gone = http.post("/api/officer/sign-out", headers={"authorization": f"Bearer {signed['token']}"})
    assert gone.status_code == 204


def composed(name: str) -> str:
    return unicodedata.normalize("NFC", name)


def decomposed(name: str) -> str:
    return unicodedata.normalize("NFD", name)


@pytest.mark.parametrize(("name", "added", "typed"), [("한가람 주임", composed, decomposed), ("윤슬 주임", decomposed, composed)])
def test_S16_an_officer_signs_in_however_the_keyboard_writes_the_letters(
    server: Running, http: httpx.Client, name: str, added: Callable[[str], str], typed: Callable[[str], str]
) -> None:
    account = madang("officer", "add", f" {added(name)}", "--services", "echo", folder=server.folder).stdout
    assert account.startswith(f"{name}: one-time password ")

    def sign_in(name: str, **asked: str) -> int:
        return http.post(
            "/api/officer/sign-in", json={"name": name} | asked, headers={"x-forwarded-for": "203.0.113.9"}
        ).status_code

    own = "직접 지은 긴 비밀번호"
    assert sign_in(typed(name), password=account.split()[-1], new_password=typed(own)) == 200
    assert sign_in(added(name), password=added(own)) == 200
    wrong = [sign_in(spelt(name), password="guess") for spelt in (added, typed) * 3]
    assert wrong == [401, 401, 401, 401, 401, 429]


def test_sign_in_is_throttled_for_a_name_and_says_when_to_come_back(http: httpx.Client) -> None:
    asked = {"name": "Officer Nobody", "password": "guess"}
    answers = [http.post("/api/officer/sign-in", json=asked) for _ in range(6)]
    assert {reply.status_code for reply in answers[:5]} <= {401, 429}
    assert answers[5].status_code == 429
    assert answers[5].json()["code"] == "too_fast"
    assert 0 < answers[5].json()["retry_ms"] <= 60_000
    assert 0 < int(answers[5].headers["retry-after"]) <= 61


def test_others_tries_do_not_shut_an_officer_out(server: Running, http: httpx.Client) -> None:
    added = madang("officer", "add", "Officer Park", "--services", "echo", folder=server.folder)
    one_time = added.stdout.strip().rpartition(" ")[2]
    stranger, owner = {"x-forwarded-for": "192.0.2.7"}, {"x-forwarded-for": "198.51.100.8"}
    guesses = [
        http.post("/api/officer/sign-in", json={"name": "Officer Park", "password": "guess"}, headers=stranger) for _ in range(12)
    ]
    assert guesses[-1].status_code == 429
    asked = {"name": "Officer Park", "password": one_time, "new_password": PASSWORD}
    assert http.post("/api/officer/sign-in", json=asked, headers=owner).status_code == 200


def test_a_sign_in_that_is_not_what_was_asked_for_tells_nothing_back(http: httpx.Client) -> None:
    reply = http.post("/api/officer/sign-in", json={"name": 7, "password": "very secret", "more": 1})
    assert reply.status_code == 422
    assert "very secret" not in reply.text
    assert reply.json()["code"] == "bad_field"


SECRETS = ("password", "new_password")


@pytest.mark.parametrize(
    ("body", "status", "told"),
    [
        ("[]", 422, {"code": "bad_field", "fields": []}),
        ("null", 422, {"code": "bad_field", "fields": []}),
        ("", 422, {"code": "bad_field", "fields": []}),
        (
            '{"name": "a", "password": true, "new_password": 5}',
            422,
            {"code": "bad_field", "fields": ["password", "new_password"]},
        ),
        ('{"name": ["a"], "password": {}}', 422, {"code": "bad_field", "fields": ["name", "password"]}),
        ('{"name": "a", "password": "\\ud800"}', 422, {"code": "bad_field", "fields": ["password"]}),
        ('{"name": "a", "password": "x"', 400, {"code": "bad_body"}),
        ("{'name': 1}", 400, {"code": "bad_body"}),
    ],
)
def test_a_sign_in_of_wrong_types_is_named(http: httpx.Client, body: str, status: int, told: dict[str, object]) -> None:
    reply = http.post("/api/officer/sign-in", content=body, headers={"content-type": "application/json"})
    assert (reply.status_code, reply.json()) == (status, told)
