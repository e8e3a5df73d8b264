"""The page of an appointment by number and key, its calendar file, and `kill -9`, with a real server (SPEC T29, T30, T35)."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from icalendar import Calendar
from tests.live.wire import Client, request_id
from tests.server.running import Running, serving
from tests.server.test_visit import accepted

from madang_protocol import commands as c
from madang_protocol import messages as m
from madang_server.web.throttle import TRIES_FOR_A_NAME

TIMES, PAGE = "/api/appointments/times", "/appointment"
WRONG = "0000-0000"


def times(http: httpx.Client) -> list[int]:
    answer = http.get(TIMES, params={"service": "consultation"})
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
    found: list[int] = answer.json()["times"]
    return found


async def booked(server: Running, http: httpx.Client) -> tuple[Client, m.AppointmentView]:
    """Somebody who has come in and booked the last time that there is."""
    citizen = await Client.arrive(server.socket_url, name="Mina")
    await accepted(citizen, c.AppointmentBook(id=request_id(), service="consultation", at=times(http)[-1]))
    return citizen, await mine(citizen)


async def mine(citizen: Client) -> m.AppointmentView:
    """The citizen's appointment as they were told last, or are told next."""
    told = [one for one in citizen.passed if isinstance(one, m.Appointments)]
    citizen.passed.clear()
    while not told or not told[-1].appointments:
        told.append(await citizen.until(m.Appointments))
    return told[-1].appointments[0]


def send(http: httpx.Client, form: dict[str, str]) -> httpx.Response:
    return http.post(PAGE, data=form)


def post(http: httpx.Client, path: str, one: m.AppointmentView, **more: Any) -> httpx.Response:
    return http.post(f"{PAGE}{path}", data={"number": one.number, "key": one.key, **more})


def test_T29_anybody_may_ask_which_times_are_free(http: httpx.Client) -> None:
    found = times(http)
    assert found == sorted(set(found))
    assert http.get(TIMES, params={"service": "echo"}).json() == {"times": []}
    unknown = http.get(TIMES, params={"service": "taxes"})
    assert (unknown.status_code, unknown.json()) == (404, {"code": "unknown_service"})


async def test_T35_number_and_key_show_it_however_they_are_typed_and_no_name(server: Running, http: httpx.Client) -> None:
    citizen, one = await booked(server, http)
    typed = {"number": one.number.removeprefix("R-").lstrip("0"), "key": one.key.replace("-", " ").lower()}
    answer = send(http, typed)
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
    assert all(text in answer.text for text in (one.number, "It is booked", "<optgroup"))
    assert "Mina" not in answer.text
    await citizen.close()


async def test_T35_it_is_moved_and_cancelled_there_and_the_holder_is_told(server: Running, http: httpx.Client) -> None:
    citizen, one = await booked(server, http)
    other = times(http)[-1]
    assert "The time was changed" in post(http, "/move", one, at=other).text
    assert (await mine(citizen)).at == other
    assert one.at in times(http)
    assert "can no longer be booked" in post(http, "/move", one, at=other + 1).text
    assert "Cancel the appointment?" in post(http, "/cancel", one).text
    assert other not in times(http)
    assert "The appointment was cancelled" in post(http, "/cancel", one, sure="yes").text
    assert (await citizen.until(m.Appointments)).appointments == []
    assert "It was cancelled" in post(http, "", one).text
    for path, more in (("/cancel", {"sure": "yes"}), ("/move", {"at": other})):  # the form is sent again
        again = post(http, path, one, **more).text
        assert "It was cancelled" in again
        assert "Nothing was changed" not in again
    await citizen.close()


async def test_T35_the_calendar_file_is_one_and_has_no_key(server: Running, http: httpx.Client) -> None:
    citizen, one = await booked(server, http)
    answer = post(http, "/calendar", one)
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.headers["content-disposition"] == f'attachment; filename="{one.number}.ics"'
    lines = answer.content.split(b"\r\n")
    assert [line for line in lines if len(line) > 75 or one.key.encode() in line] == []
    event = Calendar.from_ical(answer.content).events[0]
    assert (event.start, event.end) == (datetime.fromtimestamp(one.at, UTC), datetime.fromtimestamp(one.until, UTC))
    assert (event["uid"].endswith("@127.0.0.1"), event["status"], event["sequence"]) == (True, "CONFIRMED", 0)
    assert event.subcomponents[0]["trigger"].dt == timedelta(minutes=-15)
    await citizen.close()


async def test_T35_wrong_keys_are_counted_and_say_nothing_of_the_number(server: Running, http: httpx.Client) -> None:
    citizen, one = await booked(server, http)
    tries = [send(http, {"number": one.number, "key": WRONG}) for _ in range(TRIES_FOR_A_NAME + 1)]
    assert [answer.status_code for answer in tries] == [404] * TRIES_FOR_A_NAME + [429]
    assert int(tries[-1].headers["retry-after"]) > 0
    nobody = send(http, {"number": "R-99999", "key": WRONG})
    assert nobody.text == tries[0].text
    await citizen.close()


@pytest.mark.parametrize("body", [b"", b"number=", b"\xff\xfe=1", b"number=R-1&key=" + b"7" * 4_000, b"&".join([b"a=1"] * 50)])
def test_T35_what_is_no_form_of_ours_finds_nothing(http: httpx.Client, body: bytes) -> None:
    answer = http.post(
        PAGE, content=body, headers={"content-type": "application/x-www-form-urlencoded", "x-forwarded-for": "203.0.113.9"}
    )
    assert answer.status_code in {404, 429}


def test_T35_the_page_asks_and_is_found_by_no_search_engine(http: httpx.Client) -> None:
    page = http.get(PAGE)
    assert (page.status_code, 'name="key"' in page.text) == (200, True)
    assert f"Disallow: {PAGE}" in http.get("/robots.txt").text


async def test_T30_C2_it_is_booked_once_and_still_there_after_a_kill(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        with server.client() as http:
            at = times(http)[-1]
        citizen = await Client.arrive(server.socket_url, name="Mina")
        token = citizen.welcome.token if citizen.welcome else None
        command = c.AppointmentBook(id=request_id(), service="consultation", at=at)
        done = await accepted(citizen, command)
        server.kill()
    with serving(tmp_path, port=server.port) as server:
        citizen = await Client.arrive(server.socket_url, token=token)
        one = await mine(citizen)
        assert (one.id, one.at, one.number) == (done.ref, at, "R-00001")
        assert (await accepted(citizen, command)).ref == done.ref  # asked again, it is done once (W6)
        with server.client() as http:
            assert at not in times(http)
        await citizen.close()
