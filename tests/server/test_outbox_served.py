"""A served office tells an officer by mail, over the death of the mail server and its own (SPEC O10, S34)."""

import time
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.server.running import START_SECONDS_MAX, Running, serving
from tests.server.test_audit_served import BEARER
from tests.smtp_server import smtp_serving, until_mails

ADDRESS = "/api/account/address"
MAIL = "han@city.example"


def asked(http: httpx.Client, token: str, path: str = "", body: Any = None) -> httpx.Response:
    headers = {BEARER: f"Bearer {token}"}
    if body is None and not path:
        return http.get(ADDRESS, headers=headers)
    return http.post(f"{ADDRESS}{path}", headers=headers, json=body)


def until_test(http: httpx.Client, token: str, state: str) -> dict[str, Any]:
    """Wait until the page says this of the newest test."""
    ends = time.monotonic() + START_SECONDS_MAX
    while (told := asked(http, token).json())["test"]["state"] != state:
        assert time.monotonic() < ends, told
        time.sleep(0.1)
    return dict(told["test"])


def test_O10_S34_a_mail_is_sent_once_more_after_both_servers_were_killed(tmp_path: Path) -> None:
    with smtp_serving(tmp_path / "mail") as mail:
        mail.kill()
        with serving(tmp_path, **mail.settings()) as server:
            token = server.officer_token()
            with server.client() as http:
                assert asked(http, token).json() == {"mail": "", "possible": True, "test": None}
                assert asked(http, token, body={"mail": f" {MAIL} "}).json()["mail"] == MAIL
                assert asked(http, token, "/test").json()["test"]["state"] == "waiting"
                ends = time.monotonic() + START_SECONDS_MAX
                while asked(http, token).json()["test"]["why"] != "unreachable":
                    assert time.monotonic() < ends
                    time.sleep(0.1)
            server.kill()
    with smtp_serving(tmp_path / "mail", port=mail.port) as again:
        with serving(tmp_path, port=server.port, **again.settings()) as server, server.client() as http:
            [came] = until_mails(again, 1)
            assert came["to"] == MAIL
            until_test(http, token, "sent")
        assert len(again.mails()) == 1


@pytest.mark.parametrize("typed", ["nobody", "a@b\nBcc: c@d", "a@b, c@d", "a b@c.example", "@c.example", "a@-c"])
def test_S34_what_is_no_address_is_not_taken(http: httpx.Client, token: str, typed: str) -> None:
    answer = asked(http, token, body={"mail": typed})
    assert (answer.status_code, answer.json()) == (422, {"code": "no_mail_address"})


@pytest.fixture(scope="module")
def token(server: Running) -> str:
    return server.officer_token()


def test_S34_without_a_mail_server_the_page_says_so_and_no_test_goes_out(http: httpx.Client, token: str) -> None:
    told = asked(http, token, body={"mail": MAIL}).json()
    assert (told["mail"], told["possible"]) == (MAIL, False)
    answer = asked(http, token, "/test")
    assert (answer.status_code, answer.json()) == (409, {"code": "no_address"})
    assert asked(http, token, body={"mail": ""}).json()["mail"] == ""


def test_S34_it_is_ones_own_alone(http: httpx.Client) -> None:
    for answer in (asked(http, "forged"), asked(http, "forged", body={"mail": MAIL}), asked(http, "forged", "/test")):
        assert (answer.status_code, answer.json()) == (401, {"code": "not_allowed"})
