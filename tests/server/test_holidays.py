"""The days on which an office is closed: its country's, its own, and those on which it works nevertheless."""

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from structlog.testing import capture_logs
from tests.server.running import madang
from tests.server.test_catalogue import BACKENDS, changed

from madang_office.calendar import LegalTerm, Unit
from madang_protocol.messages import Words
from madang_server.catalogue import Catalogue, load_catalogue
from madang_server.cli.office_day import said_day
from madang_server.faults import Misconfigured

SEOUL = ZoneInfo("Asia/Seoul")
DAYS_OF_ITS_OWN = """
closed = [{ date = "2026-10-15", ko = "시민의 날", en = "Citizens' Day" },
    { date = 2026-12-31, ko = "종무식", en = "Closing" }]
open = [{ date = "2026-06-03" }, { date = "2026-06-06", hours = ["10:00-12:00"] }]"""


def at(text: str) -> float:
    return datetime.fromisoformat(text).replace(tzinfo=SEOUL).timestamp()


NOW = at("2026-01-05T09:00")


def office(folder: Path, country: str = 'country = "KR"', own: str = "closed = []\nopen = []") -> Catalogue:
    file = changed(folder, 'country = "KR"', country)
    file.write_text(file.read_text("utf-8").replace("closed = []\nopen = []", own), "utf-8")
    return load_catalogue(file, BACKENDS, since=NOW)


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 2, 17), Words("설날", "Korean New Year")),
        (date(2026, 9, 24), Words("추석 전날", "The day preceding Chuseok")),
        (date(2026, 3, 2), Words("삼일절 대체 휴일", "Alternative holiday for Independence Movement Day")),
        (date(2027, 2, 9), Words("설날 대체 휴일", "Alternative holiday for Korean New Year")),
        (date(2026, 6, 3), Words("지방선거일", "Local Election Day")),
        (date(2028, 4, 12), Words("국회의원 선거일", "National Assembly Election Day")),
    ],
)
def test_C21_lunar_substitute_and_election_days_are_closed(tmp_path: Path, day: date, name: Words) -> None:
    catalogue = office(tmp_path)
    assert catalogue.holidays.name(day) == name
    assert catalogue.calendar.hours_of(day) == ()


def test_C21_a_legal_term_passes_over_the_holidays_of_the_country(tmp_path: Path) -> None:
    calendar = office(tmp_path).calendar  # 24 to 26 September 2026 is Chuseok, Thursday to Saturday
    assert calendar.due(at("2026-09-23T16:00"), LegalTerm(3, Unit.WORKING_HOURS)) == at("2026-09-28T10:00")
    assert calendar.due(at("2026-09-23T16:00"), LegalTerm(2, Unit.WORKING_DAYS)) == at("2026-09-28T18:00")
    assert calendar.due(at("2026-09-23T16:00"), LegalTerm(2, Unit.CALENDAR_DAYS)) == at("2026-09-28T18:00")


def test_C21_the_citys_own_days_are_closed_and_some_are_worked_nevertheless(tmp_path: Path) -> None:
    catalogue = office(tmp_path, own=DAYS_OF_ITS_OWN)
    assert catalogue.holidays.name(date(2026, 10, 15)) == Words("시민의 날", "Citizens' Day")
    assert date(2026, 12, 31) in catalogue.holidays
    assert date(2026, 6, 3) not in catalogue.holidays
    due = [
        catalogue.calendar.due(at(received), LegalTerm(1, Unit.WORKING_HOURS))
        for received in ("2026-06-03T10:00", "2026-06-05T18:00")
    ]
    assert due == [at("2026-06-03T11:00"), at("2026-06-06T11:00")]
    assert catalogue.calendar.due(at("2026-10-14T17:30"), LegalTerm(1, Unit.WORKING_HOURS)) == at("2026-10-16T09:30")


def test_C21_an_office_may_go_by_no_country_or_by_a_part_of_one(tmp_path: Path) -> None:
    assert date(2026, 2, 17) not in office(tmp_path, 'country = "none"').holidays
    corpus_christi = date(2026, 6, 4)
    assert corpus_christi not in office(tmp_path, 'country = "DE"').holidays
    bavaria = office(tmp_path, 'country = "DE"\nsubdivision = "BY"').holidays
    assert bavaria.name(corpus_christi) == Words("Corpus Christi", "Corpus Christi")


@pytest.mark.parametrize(
    ("country", "says"),
    [
        ('country = "XX"', "holidays.country: the holidays of XX are not known; write none and name all days"),
        ('country = "KR"\nsubdivision = "11"', "holidays.subdivision: KR has no 11; known are none"),
        ('country = "DE"\nsubdivision = "DE-BY"', "holidays.subdivision: DE has no DE-BY; known are BB, BE, BW, BY, "),
    ],
)
def test_a_country_or_part_that_is_not_known_is_named_by_its_key(tmp_path: Path, country: str, says: str) -> None:
    with pytest.raises(Misconfigured) as fault:
        office(tmp_path, country)
    assert says in str(fault.value)
    assert len(fault.value.lines) == 1


def test_terms_that_would_never_end_are_named_before_anybody_waits_for_one(tmp_path: Path) -> None:
    file = changed(tmp_path, 'monday = ["09:00-18:00"]', 'monday = ["09:00-09:10"]')
    closed = [line for line in file.read_text("utf-8").splitlines() if '"09:00-18:00"' not in line or line.startswith("[hours]")]
    file.write_text("\n".join(closed), "utf-8")
    with pytest.raises(Misconfigured, match=r"hours: the legal term of services\.consultation does not end in them: the office"):
        load_catalogue(file, BACKENDS, since=NOW)


def test_C21_years_whose_holidays_are_not_known_are_told(tmp_path: Path) -> None:
    file = changed(tmp_path, 'country = "KR"', 'country = "LK"')
    catalogue = load_catalogue(file, BACKENDS, since=NOW)
    last = catalogue.holidays.unknown_years(date(2026, 1, 5))[0]
    with capture_logs() as said:
        assert [date(last, month, 1) in catalogue.holidays for month in (1, 2)] == [False, False]
    assert [(line["event"], line["country"], line["year"]) for line in said] == [("public holidays are not known", "LK", last)]
    assert f"; WARNING: public holidays of {last}" in said_day(catalogue, NOW)


@pytest.mark.parametrize(
    ("now", "says"),
    [
        (
            "2026-06-02T09:00",
            "Tuesday 2026-06-02 in Asia/Seoul: 09:00-18:00; next holiday Friday 2026-07-17, Constitution Day (제헌절)",
        ),
        (
            "2026-06-06T09:00",
            "Saturday 2026-06-06 in Asia/Seoul: 10:00-12:00; next holiday Friday 2026-07-17, Constitution Day (제헌절)",
        ),
        (
            "2026-10-15T09:00",
            "Thursday 2026-10-15 in Asia/Seoul: closed, Citizens' Day (시민의 날); next holiday Friday 2026-12-25, ",
        ),
        ("2026-06-14T09:00", "Sunday 2026-06-14 in Asia/Seoul: closed; next holiday"),
    ],
)
def test_the_doctor_says_todays_hours_and_the_next_holiday_in_one_line(tmp_path: Path, now: str, says: str) -> None:
    said = said_day(office(tmp_path, own=DAYS_OF_ITS_OWN), at(now))
    assert said.startswith(says)
    assert "\n" not in said


def test_the_doctor_has_a_line_for_the_hours(tmp_path: Path) -> None:
    said = [line for line in madang("doctor", folder=tmp_path).stdout.splitlines() if line[5:].startswith("hours: ")]
    assert len(said) == 1
    assert " in Asia/Seoul: " in said[0]
    assert "; next holiday " in said[0]
