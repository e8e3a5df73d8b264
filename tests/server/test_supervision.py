"""How an office stands and how its lines went, for who supervises it, on both databases and over HTTP (SPEC O20 to O22)."""

import csv
import io

import httpx
import pytest
from tests.server.office_site import Site, request_id
from tests.server.running import Running, madang

from madang_office.hourly_figures import HourFigures, whole_day
from madang_protocol import commands as c
from madang_server.office_app.figures_by_hour import KEPT_S, HourlyFigures
from madang_server.store import figure_rows
from madang_server.web.supervision import csv_of, safe_cell

ADDRESSES = ("/api/supervision", "/api/figures", "/api/figures.csv")


def line_of(site: Site, service: str = "consultation") -> dict[str, object]:
    return next(line for line in site.office.supervised_board()["services"] if line["id"] == service)


def counter_of(site: Site, counter: str = "one") -> dict[str, object]:
    return next(one for one in site.office.supervised_board()["counters"] if one["id"] == counter)


async def test_O20_lines_counters_and_officers_as_they_stand(site: Site) -> None:
    mina, juno, han = await site.citizen(), await site.citizen("Juno"), await site.officer(counter="one")
    await site.officer("Officer Seo")
    await site.take(mina)
    site.clock.instant += 100
    await site.take(juno)
    site.clock.instant += 20
    assert (line_of(site)["waiting"], line_of(site)["longest_s"]) == (2, 120)
    await site.serve_next(han)
    site.clock.instant += 30
    assert (line_of(site)["waiting"], line_of(site)["longest_s"], line_of(site)["held"]) == (1, 50, 0)
    counter = counter_of(site)
    assert counter["officer"] == "Officer Han"
    assert counter["ticket"] == {"number": "C-001", "service": "consultation", "state": "serving", "since_s": 30}
    assert site.office.supervised_board()["officers"] == ["Officer Seo"]
    await site.done(han, c.DeskHold(id=request_id()))
    assert (line_of(site)["held"], counter_of(site)["ticket"]) == (1, None)
    assert "Mina" not in str(site.office.supervised_board())


async def test_O20_an_officer_who_left_is_not_among_those_without_a_counter(site: Site) -> None:
    seo = await site.officer("Officer Seo")
    await site.office.left(seo.id)
    site.clock.instant += 10_000
    assert site.office.supervised_board()["officers"] == []


async def served_in(site: Site, name: str, seconds: float) -> None:
    """A visit that is called at once and served for so long."""
    citizen, officer = await site.citizen(name), await site.officer(f"Officer {name}", counter="one")
    await site.take(citizen)
    await site.serve_next(officer)
    site.clock.instant += seconds
    await site.done(officer, c.DeskFinish(id=request_id(), outcome="solved"))
    await site.done(officer, c.DeskClose(id=request_id()))


async def figures_of(site: Site, days: int, service: str = "consultation") -> HourFigures:
    site.clock.instant += KEPT_S
    return whole_day((await site.office.figures_by_hour.read(days)).services.get(service, {}))


async def test_O21_what_was_done_is_counted_by_the_day_of_the_office(site: Site) -> None:
    await served_in(site, "Mina", 300)
    today = await figures_of(site, 1)
    assert (today.taken, today.served, [round(one) for one in today.servings]) == (1, 1, [300])
    site.clock.instant += 24 * 3_600
    await served_in(site, "Juno", 60)
    assert [(await figures_of(site, days)).served for days in (1, 7)] == [1, 2]
    hours = (await site.office.figures_by_hour.read(7)).services["consultation"]
    assert set(hours) == {10}  # in Seoul


async def test_O21_a_minute_goes_by_before_they_are_counted_again(site: Site) -> None:
    await served_in(site, "Mina", 300)
    first = await site.office.figures_by_hour.read(1)
    await served_in(site, "Juno", 10)
    assert await site.office.figures_by_hour.read(1) is first
    assert (await figures_of(site, 1)).served == 2


async def test_O21_of_too_many_the_newest_are_counted_and_it_is_said(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figure_rows, "TICKETS_MAX", 1)
    await served_in(site, "Mina", 300)
    await served_in(site, "Juno", 20)
    found = await site.office.figures_by_hour.read(1)
    assert (found.whole, [round(one) for one in whole_day(found.services["consultation"]).servings]) == (False, [20])


@pytest.mark.parametrize("text", ["=1+1", "+82", "-1", "@cmd", "\tx", "\rx"])
def test_O22_no_text_is_a_formula(text: str) -> None:
    figures = HourlyFigures(0, 1, whole=True, services={"talk": {9: HourFigures(taken=1)}})
    rows = list(csv.reader(io.StringIO(csv_of(figures, {"talk": {"ko": text, "en": "plain"}}), newline="")))
    assert rows[1][:4] == ["talk", f"'{text}", "plain", ""]
    assert rows[2][3:7] == ["9", "1", "0", "0"]
    assert safe_cell("plain") == "plain"


# over HTTP ------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def tokens(server: Running) -> dict[str, str]:
    """By role."""
    told = madang("officer", "add", "Officer Yun", "--services", "echo", "--supervisor", folder=server.folder)
    supervisor = server.first_sign_in("Officer Yun", told.stdout)
    return {"supervisor": supervisor, "officer": server.officer_token("Officer Moon", "echo"), "forged": "x", "none": ""}


def asked(http: httpx.Client, token: str, path: str) -> httpx.Response:
    return http.get(path, headers={"authorization": f"Bearer {token}"} if token else {})


@pytest.mark.sqlite
def test_O20_O21_O22_a_supervisor_reads_them(http: httpx.Client, tokens: dict[str, str]) -> None:
    board, figures, table = (asked(http, tokens["supervisor"], path) for path in ADDRESSES)
    assert {answer.headers["cache-control"] for answer in (board, figures, table)} == {"no-store"}
    assert [service["waiting"] for service in board.json()["services"]] == [0, 0, 0]
    assert (figures.json()["rows"], figures.json()["whole"]) == ([], True)
    assert table.headers["content-type"] == "text/csv; charset=utf-8"
    assert table.headers["content-disposition"].startswith("attachment; filename=figures-")
    assert table.content.startswith("\ufeffservice,title_ko,title_en,hour,taken,served,missed,waits_half_s".encode())


@pytest.mark.sqlite
@pytest.mark.parametrize("role", ["officer", "forged", "none"])
@pytest.mark.parametrize("path", ADDRESSES)
def test_O20_nobody_else_reads_them(http: httpx.Client, tokens: dict[str, str], role: str, path: str) -> None:
    answer = asked(http, tokens[role], path)
    assert (answer.status_code, answer.json()) == (401, {"code": "not_allowed"})


@pytest.mark.sqlite
@pytest.mark.parametrize("days", ["0", "2", "29", "-1", "1e3", "x", ""])
def test_O21_other_days_are_not_told(http: httpx.Client, tokens: dict[str, str], days: str) -> None:
    assert {asked(http, tokens["supervisor"], f"{path}?days={days}").status_code for path in ADDRESSES[1:]} == {422}
