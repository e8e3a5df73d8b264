"""The services file of a city: what it may say, and faults that name the key at which they are."""

from importlib import resources
from pathlib import Path

import pytest

from madang_counters.discovery import discover
from madang_office.calendar import LegalTerm, Unit
from madang_server.catalogue import load_catalogue
from madang_server.faults import Misconfigured
from madang_server.settings import SERVICES_FILE

BACKENDS = discover().backends
LANGUAGES = 'languages = ["ko", "en"]'
MONDAY = 'monday = ["09:00-18:00"]'


def changed(tmp_path: Path, before: str, after: str) -> Path:
    """Write the built-in services with one line changed."""
    text = resources.files("madang_server.office_app").joinpath(SERVICES_FILE).read_text("utf-8")
    assert before in text
    file = tmp_path / SERVICES_FILE
    file.write_text(text.replace(before, after, 1), "utf-8")
    return file


def test_an_office_may_be_open_until_midnight(tmp_path: Path) -> None:
    calendar = load_catalogue(changed(tmp_path, MONDAY, 'monday = ["09:00-24:00"]'), BACKENDS).calendar
    monday = 1_772_982_000  # 9 March 2026, 0:00 in Seoul
    assert calendar.due(monday, LegalTerm(15, Unit.WORKING_HOURS)) == monday + 86_400


@pytest.mark.parametrize(
    ("before", "after", "key"),
    [
        (MONDAY, 'monday = ["09:00-24:30"]', "hours.monday"),
        (MONDAY, 'monday = ["24:00-09:00"]', "hours.monday"),
        (MONDAY, 'monday = ["09:00-12:00", "11:00-18:00"]', "hours.monday"),
        (MONDAY, 'monday = ["9-18"]', "hours.monday"),
        (MONDAY, 'mon = ["09:00-18:00"]', "hours.mon: the days are monday, "),
        (
            MONDAY,
            'mondy = ["09:00-18:00"]',
            "hours.mondy: the days are monday, tuesday, wednesday, thursday, friday, saturday, sunday; did",
        ),
        (MONDAY, 'monday = ["00:00-00:00"]', "hours.monday: 00:00-00:00 has no length; a whole day is 00:00-24:00"),
        (MONDAY, 'monday = ["22:00-10:00"]', "hours.tuesday: 09:00-18:00 begins while 22:00-10:00 of monday goes on"),
        (
            "closed = []",
            'closed = [{ date = "2026-02-30", ko = "날", en = "Day" }]',
            "holidays.closed.0.date: 2026-02-30 is no day",
        ),
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
    assert str(fault.value).startswith(str(tmp_path / SERVICES_FILE))
    assert key in str(fault.value)
    assert "\n" not in str(fault.value)


def test_a_key_that_is_nearly_another_is_answered_with_it(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match=r"holidays\.close: there is no such setting; did you mean closed\?"):
        load_catalogue(changed(tmp_path, "closed = []", "close = []"), BACKENDS)


def test_every_fault_is_named_at_once_each_in_a_line_with_its_key(tmp_path: Path) -> None:
    hours = 'monday = ["09:60-18:00", "25:00-26:00"]\nsonntag = []\nsunday = ["18:00-09:00"]'
    file = changed(tmp_path, MONDAY, hours)
    file.write_text(
        file.read_text("utf-8").replace("Asia/Seoul", "Asia/Soul").replace("[services.echo]", "[services.ecco]"), "utf-8"
    )
    with pytest.raises(Misconfigured) as fault:
        load_catalogue(file, BACKENDS)
    said = [line.removeprefix(f"{file}: ").split(" ")[0] for line in fault.value.lines]
    assert said == ["office.timezone:", "hours.sonntag:", "hours.monday:", "hours.monday:", "hours.sunday:", "services.ecco:"]


def test_every_key_that_is_not_written_as_it_must_be_is_named_at_once(tmp_path: Path) -> None:
    file = changed(tmp_path, 'prefix = "C"', 'prefix = "c c"\nprefx = "C"')
    file.write_text(file.read_text("utf-8").replace(MONDAY, 'monday = "9-18"'), "utf-8")
    with pytest.raises(Misconfigured) as fault:
        load_catalogue(file, BACKENDS)
    keys = [line.removeprefix(f"{file}: ").partition(":")[0] for line in fault.value.lines]
    assert keys == ["hours.monday", "services.consultation.prefix", "services.consultation.prefx"]


def test_of_very_many_faults_the_first_are_told_and_the_others_counted(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match=r"and 6 more$") as fault:
        load_catalogue(changed(tmp_path, MONDAY, "\n".join(f"day{number} = []" for number in range(26))), BACKENDS)
    assert len(fault.value.lines) == 21


SLIPS = [
    ("desks = 1 #", "desks = 0 #", "services.consultation.appointments.desks: must be at least 1, such as desks = 1"),
    ("slot_minutes = 20", "slot_minutes = 20.5", "appointments.slot_minutes: must be a whole number, such as slot_minutes = 20"),
    ("slot_minutes = 20", "slots = 20", "services.consultation.appointments.slot_minutes: is missing, such as slot_minutes = 20"),
    ("late_minutes = 10", "late_minutes = 121", "services.consultation.appointments.late_minutes: must be at most 120, such as"),
    (
        "[services.consultation.appointments]",
        "[services.resident-register-copy.appointments]",
        "services.resident-register-copy.appointments: the service has no line, it begins with a form",
    ),
    ("usual_minutes = [3, 20]", "usual_minutes = [9, 3]", "usual_minutes: must be the shorter time before the longer, such as"),
    ("usual_minutes = [3, 20]", "usual_minutes = [3]", "usual_minutes.1: is missing, such as usual_minutes = [3, 20]"),
    ("usual_minutes = [3, 20]", "usual_minutes = [3, inf]", "services.consultation.usual_minutes.1: must be"),
    ("usual_minutes = [3, 20]", "usual_minutes = [true, 20]", "services.consultation.usual_minutes.0: must be a number"),
    ("usual_minutes = [3, 20]", "usual_minutes = 20", "consultation.usual_minutes: must be a list, such as usual_minutes = ["),
    ('prefix = "C"', 'prefix = "c c"', 'services.consultation.prefix: is not written as it must be, such as prefix = "C"'),
    ('prefix = "C"', "", 'services.consultation.prefix: is missing, such as prefix = "C"'),
    ("[services.echo]", '[services.""]', 'services."": is not written as it must be, such as [services.consultation]'),
    ("[services.echo]", '[services."a b"]', "services.a b: is not written as it must be, such as [serv"),
    ("[services.echo]", "[services.consultation]", "services.consultation is written twice; keep one of them"),
    ("closed = []", "closed = []\nclosed = []", "closed is written twice; keep one of them"),
    ("[hours]", 'holidays = ["2026-10-03"]\n[hours]', "office.holidays: is now a table of its own, [holidays], such as"),
    ("closed = []", "closed = [20261003]", "holidays.closed.0: must be a table, such as closed = [{ date ="),
    ("closed = []", 'closed = [{ date = "2026-10-03" }]', "holidays.closed.0.ko: is missing, such as closed = [{ date ="),
    ("closed = []", 'closed = [{ date = 20261003, ko = "날", en = "Day" }]', "closed.0.date: 20261003 is no day such as"),
    ("closed = []", 'closed = [{ date = "20261003", ko = "날", en = "Day" }]', "closed.0.date: 20261003 is no day such as"),
    ('country = "KR"', 'country = "kr"', 'holidays.country: is not written as it must be, such as country = "KR"'),
    ('country = "KR"', 'country = "none"\nsubdivision = "BY"', "holidays.subdivision: needs a country; name it in"),
    ("open = []", 'open = [{ date = "2026-06-06" }]', "holidays.open.0: 2026-06-06 is a saturday, which has no hours; give it"),
    ("open = []", 'open = [{ date = "2026-06-06", hours = ["18:00-09:00"] }]', "holidays.open.0.hours: 18:00-09:00 ends before"),
    ("open = []", 'open = [{ date = "2026-06-06", hours = ["9-12"] }]', "holidays.open.0.hours.0: is not written as it must be"),
    ("open = []", 'open = [{ date = "2026-06-03" }, { date = 2026-06-03 }]', "holidays.open.1.date: 2026-06-03 is written twice"),
    ("closed = []\nopen = []", 'closed = [{ date = "2026-06-03", ko = "날", en = "D" }]\nopen = [{ date = "2026-06-03" }]',
     "holidays.open.0.date: 2026-06-03 is in holidays.closed too; keep one of them"),
    (MONDAY, 'monday = "09:00-18:00"', 'hours.monday: must be a list, such as monday = ["09:00-18:00"]'),
    (MONDAY, 'monday = ["9-18"]', 'hours.monday.0: is not written as it must be, such as monday = ["09:00-18:00"]'),
    (MONDAY, 'monday = ["18:00-09:00"]', "hours.monday: 18:00-09:00 ends before it begins;"),
    ('seal = "마당시장의인"', 'seal = "인"', 'office.seal: needs at least 4 letter(s), such as seal = "마당시장의인"'),
    ('seal = "마당시장의인"', "", 'office.seal: is missing, such as seal = "마당시장의인"'),
    ('ko = "마당 열린민원실"', 'ko = ""', "office.name.ko: needs at least 1 letter(s), such as name = {"),
    ("after_closing_minutes = 30", "after_closing_minutes = 241", "office.after_closing_minutes: must be at most 240, such as"),
    ("after_closing_minutes = 30", 'after_closing_minutes = "30"', "office.after_closing_minutes: must be a whole number, such"),
    (LANGUAGES, "languages = []", 'office.languages: needs at least 1 of them, such as languages = ["ko", "en"]'),
    (LANGUAGES, 'languages = ["ko", "fr"]', "office.languages.1: must be one of 'ko' or 'en', such as languages = ["),
    (LANGUAGES, 'languages = ["en", "en"]', 'office.languages: must name each language once, such as languages = ["ko", "en"]'),
    (LANGUAGES, 'languages = "en"', 'office.languages: must be a list, such as languages = ["ko", "en"]'),
    ("away_minutes = 60", "away_minutes = 1", "office.away_minutes: must be at least 2, such as away_minutes = 60"),
    ("[services.echo]", '[services.echo.hours]\nmonday = ["18:00-09:00"]\n[services.echo]',
     "services.echo.hours.monday: 18:00-09:00 ends before it begins;"),
    ("[services.echo]", '[services.echo.hours]\nmondy = []\n[services.echo]', "services.echo.hours.mondy: the days are monday,"),
    ("[services.consultation]", '[site]\nprivacy = "https://me:secret@x.kr"\n[services.consultation]',
     "site.privacy: must be an address such as https://www.example.go.kr/privacy"),
    ("[services.consultation]", '[site]\ntelephone = "call us"\n[services.consultation]',
     'site.telephone: is not written as it must be, such as telephone = "02-120"'),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after", "says"), SLIPS)
def test_a_fault_says_in_plain_words_what_to_write_instead(tmp_path: Path, before: str, after: str, says: str) -> None:
    with pytest.raises(Misconfigured) as fault:
        load_catalogue(changed(tmp_path, before, after), BACKENDS)
    assert str(fault.value).startswith(f"{tmp_path / SERVICES_FILE}: ")
    assert says in str(fault.value)
    assert not any(word in str(fault.value) for word in ("low_s", "secret", "Cannot overwrite", "pattern", "[key]"))
