"""Whatever the server can tell by a code has words in both languages, and is told by somebody (SPEC T17)."""

import re

import pytest
from tests.architecture import repository

from madang_counters.discovery import discover
from madang_office.cases import CaseEvent
from madang_office.tickets import Ending, TicketEvent
from madang_protocol import NoticeCode, Rejection
from madang_server.office_app.commands.cases import FORM_ENTRY
from madang_server.office_app.runtime.timers import TIMER_FAILED
from madang_server.office_app.ticket_news import END_NOTICES, HOLDER_NOTICES

OWN_LINES = {"opened", "document", TIMER_FAILED}  # of the office, beside events and acts


def words(language: str) -> set[str]:
    """The keys that the page has words for."""
    files = repository.files(f"clients/web/src/words/{language}/*.ftl")
    return {key for path in files for key in re.findall(r"^([a-z][\w-]*) = *\S?", path.read_text("utf-8"), re.MULTILINE)}


def codes_of_lines() -> set[str]:
    """Every code that a line of a case can have, with the shipped counters."""
    acts = {f"act-{act.id}" for backend in discover().backends.values() for act in backend.manifest.acts}
    return {event.value for event in CaseEvent} | set(FORM_ENTRY.values()) | acts | OWN_LINES


def source_of_the_office() -> str:
    packages = ("server/madang_server/office_app/*.py", "server/madang_server/live/*.py")
    files = list(repository.files(*packages))
    return "\n".join(path.read_text("utf-8") for path in files)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_T17_every_line_of_a_case_has_words(language: str) -> None:
    assert {f"entry-{code}" for code in codes_of_lines()} - words(language) == set()


@pytest.mark.parametrize("language", ["ko", "en"])
def test_T17_every_notice_and_rejection_has_words(language: str) -> None:
    keys = {f"notice-{code}" for code in NoticeCode} | {f"rejected-{code}" for code in Rejection}
    assert keys - words(language) == set()


@pytest.mark.parametrize("language", ["ko", "en"])
def test_T17_every_reason_of_a_pause_has_words(language: str) -> None:
    assert {f"pause-{reason}" for reason in ("break", "meeting", "paperwork", "lost")} - words(language) == set()


def test_T17_every_notice_is_told_by_somebody() -> None:
    told = source_of_the_office()
    assert [code.name for code in NoticeCode if f"NoticeCode.{code.name}" not in told] == []


def test_T17_every_code_that_the_office_writes_into_a_case_is_known_here() -> None:
    written = set(re.findall(r'write\(code="([a-z-]+)"', source_of_the_office()))
    written |= set(re.findall(r'_line\([^)]*code="([a-z-]+)"', source_of_the_office()))
    assert written
    assert written - codes_of_lines() == set()


def test_T17_every_event_and_every_end_without_the_holder_says_what_is_told() -> None:
    assert set(HOLDER_NOTICES) == set(TicketEvent)
    kept = {  # as any other change (T20)
        Ending.EXPIRED: TicketEvent.EXPIRE,
        Ending.ABANDONED: TicketEvent.ABANDON,
        Ending.TALK_ENDED: TicketEvent.END_TALK,
    }
    assert set(END_NOTICES) | set(kept) == set(Ending) - {Ending.FINISHED, Ending.LEFT}
    assert all(HOLDER_NOTICES[event] is not None for event in kept.values())
