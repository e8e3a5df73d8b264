"""The page of an office's results: in both languages, without script, of one office and of several (SPEC O9)."""

from pathlib import Path

import httpx
from tests.server.running import serving
from tests.server.two_offices import NAMES, make_two_offices


def test_O9_the_page_tells_what_came_of_the_visits_and_names_nobody(http: httpx.Client) -> None:
    page = http.get("/results", headers={"accept": "text/html"})
    assert (page.status_code, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
    for said in (
        "끝까지 처리한 번호표",
        "Tickets served to the end",
        "시간이 지나거나 다른 이유로 끝난 표",  # also by the officer (T45)
        "ended by time or otherwise",
        "아직 없습니다",
        "none yet",
        "30건이 안 되면 비율을 밝히지 않습니다",
    ):
        assert said in page.text
    assert "<script" not in page.text


def test_O9_the_same_as_json_without_shares_of_few(http: httpx.Client) -> None:
    told = http.get("/api/results").json()
    assert told["until"] - told["since"] == 28 * 24 * 3_600
    assert {service["id"] for service in told["services"]} == {"consultation", "resident-register-copy", "echo"}
    assert {service["held_share"] for service in told["services"]} == {None}


def test_O9_each_of_several_offices_has_its_own_and_the_list_leads_there(tmp_path: Path) -> None:
    make_two_offices(tmp_path / "data")
    with serving(tmp_path) as server, server.client() as client:
        listed = client.get("/").text
        pages = {name: client.get(f"/o/{name}/results").status_code for name in NAMES}
        assert pages == dict.fromkeys(NAMES, 200)
        assert all(f'href="/o/{name}/results"' in listed for name in NAMES)
        assert all(f'href="/o/{name}/results"' in client.get("/results").text for name in NAMES)
