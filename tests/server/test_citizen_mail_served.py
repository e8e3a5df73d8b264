"""Mail to citizens over HTTP, with a real mail server (SPEC S37, S39)."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from tests.live.wire import Client
from tests.server.running import Running, serving
from tests.server.test_visit import welcome_of
from tests.smtp_server import SmtpServer, until_mails

MAIL = "mina@home.example"


@pytest.fixture(scope="module")
def mailing(tmp_path_factory: pytest.TempPathFactory, mail: SmtpServer) -> Iterator[Running]:
    with serving(tmp_path_factory.mktemp("office"), **mail.settings()) as running:
        yield running


async def token_of(server: Running) -> dict[str, str]:
    """The header of a citizen who was there and is away."""
    client = await Client.arrive(server.socket_url, name="Quillfeather", lang="en")
    await client.close()
    return {"authorization": f"Bearer {welcome_of(client).token}"}


@contextmanager
def asking(server: Running, source: str) -> Iterator[httpx.Client]:
    with server.client() as http:
        http.headers["x-forwarded-for"] = source
        yield http


def secret_of(message: EmailMessage) -> str:
    found = re.search(r"#recover/(?:address|mail)-(\S+)", message.get_content())
    assert found is not None
    return found[1]


def give(http: httpx.Client, headers: dict[str, str], mail: str = MAIL) -> httpx.Response:
    return http.post("/api/mail", json={"mail": mail, "consent": True}, headers=headers)


def ask_link(http: httpx.Client, mail: str) -> httpx.Response:
    return http.post("/api/mail-link", json={"mail": mail})


async def test_S37_S39_an_address_is_confirmed_and_a_link_to_it_lets_a_device_in(mailing: Running, mail: SmtpServer) -> None:
    headers = await token_of(mailing)
    with asking(mailing, "203.0.113.1") as http:
        assert http.get("/api/mail", headers=headers).json() == {"possible": True, "mail": "", "confirmed": False}
        given = give(http, headers, " Mina@Home.example ")
        assert (given.json(), given.headers["cache-control"]) == (
            {"possible": True, "mail": MAIL, "confirmed": False}, "no-store",
        )  # fmt: skip
        question = until_mails(mail, 1)[-1]
        assert (question["to"], question["from"]) == (MAIL, "madang@city.example")
        assert http.post("/api/mail/confirm", json={"secret": secret_of(question)}).json() == {}
        assert http.post("/api/mail/confirm", json={"secret": secret_of(question)}).json() == {"code": "unknown_link"}
        assert ask_link(http, MAIL.upper()).json() == {}
        secret = secret_of(until_mails(mail, 2)[-1])
        token = http.post("/api/mail-link/use", json={"secret": secret}).json()["token"]
        again = http.post("/api/mail-link/use", json={"secret": secret})
        assert (again.status_code, again.json()) == (404, {"code": "unknown_link"})
        there = {"authorization": f"Bearer {token}"}
        assert http.get("/api/recovery", headers=there).json() == {"since": None, "devices": 1}
        stop = urlsplit(question["list-unsubscribe"].strip("<>"))
        assert "Get no more mail" in http.get(f"{stop.path}?{stop.query}").text
        assert http.get("/api/mail", headers=there).json()["mail"] == MAIL
        stopped = http.post(f"{stop.path}?{stop.query}", content="List-Unsubscribe=One-Click")
        assert (stopped.status_code, "No more mail is sent" in stopped.text) == (200, True)
        assert http.get("/api/mail", headers=there).json()["mail"] == ""
    log = mailing.output
    assert [secret for secret in (MAIL, "Quillfeather", secret_of(question), stop.query) if secret in log] == []


async def test_S39_the_answer_is_the_same_for_an_address_that_nobody_has(mailing: Running) -> None:
    headers = await token_of(mailing)
    with asking(mailing, "203.0.113.2") as http:
        give(http, headers, "known@home.example")
        answers = [ask_link(http, name) for name in ("known@home.example", "unknown@home.example")]
        assert len({(answer.status_code, answer.text, frozenset(answer.headers) - {"date"}) for answer in answers}) == 1


async def test_S39_an_address_is_asked_for_five_times_an_hour_from_wherever(mailing: Running) -> None:
    answers = []
    for number in range(6):
        with asking(mailing, f"198.51.100.{number}") as http:
            answers.append(ask_link(http, "often@home.example").status_code)
    assert answers == [200] * 5 + [429]


async def test_S39_a_source_that_asks_for_many_addresses_waits_and_nobody_else_does(mailing: Running) -> None:
    with asking(mailing, "203.0.113.9") as http:
        answers = [ask_link(http, f"many{number}@home.example").status_code for number in range(31)]
    with asking(mailing, "203.0.113.10") as http:
        assert ask_link(http, "one@home.example").status_code == 200
    assert answers == [200] * 30 + [429]


@pytest.mark.parametrize("path", ["/api/mail/confirm", "/api/mail-link/use"])
def test_S37_S39_guessing_is_slow_and_garbage_is_rejected(mailing: Running, path: str) -> None:
    with asking(mailing, "203.0.113.20") as http:
        answers = [http.post(path, json={"secret": "x" * 43}).status_code for _ in range(31)]
    assert answers == [404] * 30 + [429]
    with asking(mailing, "203.0.113.21") as http:
        garbage = [http.post(path, content=body).status_code for body in (b"", b"[]", b'{"secret": 1}', b'{"secret": ""}')]
    assert set(garbage) == {422}


async def test_S37_only_its_owner_gives_and_sees_it_and_only_with_consent(mailing: Running) -> None:
    headers = await token_of(mailing)
    with asking(mailing, "203.0.113.30") as http:
        nobody = {"authorization": "Bearer forged"}
        answers = [http.get("/api/mail", headers=nobody), give(http, nobody), http.delete("/api/mail", headers=nobody)]
        assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [(401, "not_allowed")] * 3
        assert http.post("/api/mail", json={"mail": MAIL, "consent": False}, headers=headers).status_code == 422
        assert give(http, headers, "a@b\nBcc: c@d").json() == {"code": "no_mail_address"}


async def test_S37_one_address_is_asked_at_most_five_times_a_day(mailing: Running) -> None:
    answers = []
    for number in range(6):
        with asking(mailing, f"192.0.2.{number}") as http:
            answers.append(give(http, await token_of(mailing), "asked@home.example").status_code)
    assert answers == [200] * 5 + [429]


async def test_S37_one_source_sends_no_mail_to_many(mailing: Running) -> None:
    answers = []
    with asking(mailing, "192.0.2.99") as http:
        for _ in range(3):
            headers = await token_of(mailing)
            answers += [give(http, headers, f"to{len(answers) + n}@home.example").status_code for n in range(7)]
    assert answers == [200] * 20 + [429]


async def test_S37_without_a_mail_server_nothing_is_taken(tmp_path: Path) -> None:
    with serving(tmp_path) as server, server.client() as http:
        headers = await token_of(server)
        assert http.get("/api/mail", headers=headers).json()["possible"] is False
        assert http.get("/api/mail-link").json() == {"possible": False}
        answers = [give(http, headers), ask_link(http, MAIL)]
        assert [(answer.status_code, answer.json()) for answer in answers] == [(409, {"code": "no_mail"})] * 2
