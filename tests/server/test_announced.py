"""What the server's own pages say of announcements and of what is closed, in both languages (SPEC T12, T25, T26)."""

from zoneinfo import ZoneInfo

from madang_protocol import messages as m
from madang_server.web.announced import announced, closed_words
from madang_server.web.instants import opening_in_english, opening_in_korean

SEOUL = ZoneInfo("Asia/Seoul")
MONDAY_NINE = 1_767_571_200  # 5 January 2026
SERVICE = m.ServiceLine(id="echo", title=m.Words("메아리", "Echo"), waiting=0, desks=0)


def board(*announcements: m.Announcement) -> m.Office:
    return m.Office(services=[SERVICE], counters=[], zone="Asia/Seoul", announcements=list(announcements))


def one(**given: str) -> m.Announcement:
    return m.Announcement(id="a", kind="outage", since=MONDAY_NINE, until=MONDAY_NINE + 3_600, **given)


def test_T12_an_opening_is_said_with_its_weekday() -> None:
    assert opening_in_korean(MONDAY_NINE, SEOUL) == "1월 5일(월) 오전 9시"
    assert opening_in_english(MONDAY_NINE, SEOUL) == "Monday 5 January, 09:00 (Seoul)"
    assert opening_in_korean(MONDAY_NINE, ZoneInfo("Europe/Berlin")) == "1월 5일(월) 오전 1시 (Berlin)"


def test_T12_T26_what_is_closed_says_when_it_opens() -> None:
    assert closed_words(MONDAY_NINE, SEOUL) == (
        "지금은 문을 닫았습니다. 1월 5일(월) 오전 9시에 엽니다",
        "Closed now. Opens Monday 5 January, 09:00 (Seoul)",
    )
    assert closed_words(MONDAY_NINE, SEOUL, line=True) == (
        "지금은 새 번호표를 드리지 않습니다. 1월 5일(월) 오전 9시부터 드립니다",
        "No new numbers now, again from Monday 5 January, 09:00 (Seoul)",
    )
    assert closed_words(None, SEOUL) == ("지금은 문을 닫았습니다", "Closed now")


def test_T25_a_text_that_is_missing_is_not_made_up_and_each_is_marked_as_what_it_is() -> None:
    html = announced(board(one(en="<b>Lift</b> out of order", service="echo")), SEOUL)
    assert '<p lang="en">&lt;b&gt;Lift&lt;/b&gt; out of order</p>' in html
    assert '<p lang="ko">' not in html
    assert "장애 안내 · 메아리" in html
    assert "Disruption, Echo" in html
    assert "2026년 1월 5일 오전 10시까지" in html


def test_T25_nothing_is_shown_where_nothing_is_announced() -> None:
    assert announced(board(), SEOUL) == ""
