"""The services file of a city: what it may say, and faults that name the key at which they are."""

from importlib import resources
from pathlib import Path

import pytest

from madang_counters.discovery import discover
from madang_server.faults import Misconfigured
from madang_server.office_app.catalogue import FILE, load_catalogue

BACKENDS = discover().backends
MONDAY = 'monday = ["09:00-18:00"]'


def changed(tmp_path: Path, before: str, after: str) -> Path:
    """Write the built-in services with one line changed."""
    text = resources.files("madang_server.office_app").joinpath(FILE).read_text("utf-8")
    assert before in text
    file = tmp_path / FILE
    file.write_text(text.replace(before, after, 1), "utf-8")
    return file


def test_an_office_may_be_open_until_midnight(tmp_path: Path) -> None:
    calendar = load_catalogue(changed(tmp_path, MONDAY, 'monday = ["09:00-24:00"]'), BACKENDS).calendar
    assert calendar.working_s_between(1_772_377_200, 1_772_377_200 + 86_400) == 15 * 3600  # 2026-03-02, a Monday, in Seoul


@pytest.mark.parametrize(
    ("before", "after", "key"),
    [
        (MONDAY, 'monday = ["09:00-24:30"]', "hours.monday"),
        (MONDAY, 'monday = ["24:00-09:00"]', "hours.monday"),
        (MONDAY, 'monday = ["09:00-12:00", "11:00-18:00"]', "hours.monday"),
        (MONDAY, 'monday = ["9-18"]', "hours.monday"),
        (MONDAY, 'mon = ["09:00-18:00"]', "hours.mon"),
        ("holidays = []", 'holidays = ["2026-02-30"]', "office.holidays"),
        ('"Asia/Seoul"', '"Asia/Soul"', "office.timezone"),
        ('"Asia/Seoul"', '"../Seoul"', "office.timezone"),
        ('seal = "마당시장의인"', 'seal = "인"', "office.seal"),
        ('seal = "마당시장의인"', 'seal = "마당시장의ก"', "office.seal"),
        ("usual_minutes = [3, 20]", "usual_minutes = [20, 3]", "services.consultation"),
        ('prefix = "C"', 'prefix = "c c"', "services.consultation"),
        ("[services.echo]", "[services.ecco]", "services.ecco"),
    ],
)
def test_a_fault_names_the_file_and_the_key(tmp_path: Path, before: str, after: str, key: str) -> None:
    with pytest.raises(Misconfigured) as fault:
        load_catalogue(changed(tmp_path, before, after), BACKENDS)
    assert str(fault.value).startswith(str(tmp_path / FILE))
    assert key in str(fault.value)
    assert "\n" not in str(fault.value)


def test_a_key_that_is_nearly_another_is_answered_with_it(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match=r"office\.holiday: there is no such setting; did you mean holidays\?"):
        load_catalogue(changed(tmp_path, "holidays = []", "holiday = []"), BACKENDS)
