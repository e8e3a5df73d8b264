"""The page that says what a document's number is: its words and its times (SPEC C7)."""

from zoneinfo import ZoneInfo

import pytest

from madang_protocol.messages import Words
from madang_server.site import Site
from madang_server.store.documents import DocumentRow
from madang_server.web import pages
from madang_server.web.instants import in_english, in_korean

SEOUL = ZoneInfo("Asia/Seoul")
NOON = 1_796_007_600  # 30 November 2026, 03:00 UTC
NUMBER = "2026-5TQ5-9KXR-6366-0WKJ-2A"


@pytest.mark.parametrize(
    ("later_s", "ko", "en"),
    [
        (0, "낮 12시", "12:00"),
        (60, "낮 12:01", "12:01"),
        (-3 * 3_600, "오전 9시", "09:00"),
        (-3 * 3_600 + 180, "오전 9:03", "09:03"),
        (3 * 3_600, "오후 3시", "15:00"),
        (-12 * 3_600, "밤 12시", "00:00"),
    ],
)
def test_C7_a_time_is_said_in_words(later_s: int, ko: str, en: str) -> None:
    assert in_korean(NOON + later_s, SEOUL) == f"2026년 11월 30일 {ko}"
    assert in_english(NOON + later_s, SEOUL) == f"30 November 2026, {en} (Seoul)"


def test_C7_a_time_is_that_of_the_office_and_says_where_that_is() -> None:
    zone = ZoneInfo("America/New_York")
    assert in_korean(NOON, zone) == "2026년 11월 29일 오후 10시 (New York)"
    assert in_english(NOON, zone) == "29 November 2026, 22:00 (New York)"


def _page(revoked: float | None) -> str:
    document = DocumentRow(
        number=NUMBER, case="2026-000001", visitor="mina", title_ko="등본", title_en="Copy", issued=NOON, revoked=revoked
    )
    city = Words("마당시", "Madang")
    return bytes(pages.verify(NUMBER, document, Site(name=city, operator=city), SEOUL, "").body).decode()


def test_C7_the_page_speaks_of_the_office_as_all_else_does() -> None:
    valid, revoked = _page(None), _page(NOON + 86_400)
    assert "이 민원실에서 발급한 문서입니다" in valid
    assert "2026년 11월 30일 낮 12시" in valid
    assert "취소 일시: 2026년 12월 1일 낮 12시" in revoked
    assert "Revoked: 1 December 2026, 12:00 (Seoul)" in revoked
    assert "사무소" not in valid + revoked
