"""The page of a message by number and key, without script, over `kill -9` of the office (SPEC O14, O15)."""

from pathlib import Path

import httpx
from tests.live.wire import Client, request_id
from tests.server.running import Running, serving
from tests.server.test_visit import accepted

from madang_protocol import commands as c
from madang_protocol import messages as m
from madang_server.web.throttle import TRIES_FOR_A_NAME

PAGE, TEXT = "/message", "When do you open <b>?"


async def left(server: Running) -> tuple[Client, m.InquiryView]:
    citizen = await Client.arrive(server.socket_url, name="Mina")
    await accepted(citizen, c.InquiryLeave(id=request_id(), service="consultation", text=TEXT, phone="02-123-4567", consent=True))
    told = [one for one in citizen.passed if isinstance(one, m.LeftInquiry)]
    return citizen, (told or [await citizen.until(m.LeftInquiry)])[-1].inquiry


def post(http: httpx.Client, path: str, one: m.InquiryView, **more: str) -> httpx.Response:
    return http.post(f"{PAGE}{path}", data={"number": one.number, "key": one.key, **more})


async def test_O14_by_number_and_key_it_is_seen_changed_and_cancelled(server: Running, http: httpx.Client) -> None:
    citizen, one = await left(server)
    shown = post(http, "", one)
    assert (shown.status_code, shown.headers["cache-control"]) == (200, "no-store")
    assert "When do you open &lt;b&gt;?" in shown.text
    assert "Mina" not in shown.text
    assert "<script" not in shown.text
    changed = post(http, "/change", one, text="On Monday?", phone="")
    assert "The message was changed" in changed.text
    assert (await citizen.until(m.LeftInquiry)).inquiry.text == "On Monday?"
    assert "Nothing was changed" in post(http, "/change", one, text=" ", phone="").text
    assert "Cancel the message?" in post(http, "/cancel", one).text
    assert "The message was cancelled" in post(http, "/cancel", one, sure="yes").text
    assert (await citizen.until(m.LeftInquiry)).inquiry.state == "cancelled"
    assert "On Monday?" not in post(http, "", one).text
    await citizen.close()


def guess(http: httpx.Client, number: str) -> int:
    return http.post(PAGE, data={"number": number, "key": "0000-0000"}).status_code


async def test_O14_keys_are_not_guessed(server: Running, http: httpx.Client) -> None:
    citizen, one = await left(server)
    statuses = [guess(http, one.number) for _ in range(TRIES_FOR_A_NAME + 1)]
    assert statuses == [404] * TRIES_FOR_A_NAME + [429]
    await citizen.close()


async def test_O14_O15_a_message_and_its_answer_survive_kill(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        token = server.officer_token()
        _, one = await left(server)
        server.kill()
    with serving(tmp_path, port=server.port) as server:
        officer = await Client.arrive(server.socket_url, officer=token)
        await accepted(officer, c.InquiryTake(id=request_id(), inquiry=one.id))
        await accepted(officer, c.InquiryAnswer(id=request_id(), inquiry=one.id, text="At nine."))
        server.kill()
    with serving(tmp_path, port=server.port) as server, server.client() as http:
        page = post(http, "", one).text
        assert "At nine." in page
        assert "It was answered" in page
