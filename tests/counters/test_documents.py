"""Documents: real pages whose words can be read back, and numbers that survive being typed."""

from datetime import datetime
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from pypdf import PdfReader
from tests.counters.samples import NEW_YEAR, OFFICE, REQUEST, case, sheet

from madang_counters import Line, Row, Words
from madang_counters.backends.consultation import Consultation
from madang_counters.backends.resident_register_copy import Approval, document
from madang_counters.documents import DocumentFault, render_pdf, render_png
from madang_counters.documents.printable import printable
from madang_counters.events import Finished

NASTY = '#let x = 1; $x^2$ \\ <a> @b *c* _d_ `e` "f" // [g]'


def certificate(**changes):
    return document(case(fields={**REQUEST, **changes}), Approval(past_addresses="마당시 나루구"))


async def pages(drawn):
    return PdfReader(BytesIO(await render_pdf(drawn))).pages


async def words(drawn):
    return "\n".join(page.extract_text() for page in await pages(drawn))


async def test_a_certificate_can_be_read():
    text = await words(sheet(certificate()))
    expected = ["2026-", "홍길동", "1990-05-17", REQUEST["address"], "금융기관 제출", "2026년 1월 1일", "2026년 4월 1일까지"]
    assert [part for part in expected if part not in text] == []


async def test_each_copy_is_a_page_with_its_number():
    drawn = await pages(sheet(certificate(copies=3)))
    assert [f"{copy} / 3" in page.extract_text() for copy, page in enumerate(drawn, start=1)] == [True] * 3


async def test_an_english_certificate_speaks_english_first():
    reader = PdfReader(BytesIO(await render_pdf(sheet(certificate(language="en")))))
    text = reader.pages[0].extract_text()
    assert text.index("Copy of the Resident Register") < text.index("주민등록표 초본")
    assert "Valid until 1 April 2026" in text
    assert reader.trailer["/Root"]["/Lang"] == "en"


async def test_a_document_is_tagged_for_those_who_listen_and_names_itself():
    reader = PdfReader(BytesIO(await render_pdf(sheet(certificate()))))
    assert "/StructTreeRoot" in reader.trailer["/Root"]
    assert (reader.metadata.title, reader.metadata.author) == ("주민등록표 초본", OFFICE.issuer.ko)


async def test_the_same_sheet_gives_the_same_bytes_and_another_day_others():
    first = await render_pdf(sheet(certificate()))
    assert first == await render_pdf(sheet(certificate()))
    assert first != await render_pdf(sheet(certificate(), issued=NEW_YEAR + 86_400))


async def test_what_people_write_is_shown_and_never_obeyed():
    assert NASTY in (await words(sheet(certificate(name=NASTY))))


@pytest.mark.parametrize("name", ["뷁쀓힣", "Zoë Ångström-Łoś"])
async def test_rare_names_are_printed_as_they_are(name):
    assert name in (await words(sheet(certificate(name=name))))


async def test_what_no_font_of_ours_has_is_replaced_and_the_document_is_issued():
    rows = [Row(Words("이름", "Name"), "洪길동 😀👍🏽\u202e")]
    text = await words(sheet(replace(certificate(), rows=rows)))
    assert "□길동 [grinning face][thumbs up sign]" in text


async def test_a_long_record_runs_over_pages_and_ends_with_the_seal_and_the_way_to_verify():
    lines = [Line(NEW_YEAR + 60 * n, "홍길동", f"{n}번째 말 {'A' * 200}") for n in range(60)]
    finished = Finished(at=NEW_YEAR, key="request-1", outcome="solved", officer="김주무", note="")
    record, _ = await Consultation().handle(case(lines=lines), finished)
    drawn = [page.extract_text() for page in await pages(sheet(record))]
    assert len(drawn) > 2
    assert ["https://madang.example/verify" in text for text in drawn] == [False] * (len(drawn) - 1) + [True]
    assert all(f"{n}번째 말" in "".join(drawn) for n in range(60))


async def test_a_picture_of_the_first_page_can_be_had():
    assert (await render_png(sheet(certificate()))).startswith(b"\x89PNG")


async def test_a_sheet_that_cannot_be_drawn_is_a_named_fault():
    with pytest.raises(DocumentFault, match="year"):
        await render_pdf(sheet(certificate(), issued=1 << 39))


@given(st.text(max_size=60))
def test_printable_words_stay_printable(text):
    once = printable(text)
    assert printable(once.replace("\u200b", "")) == once


async def test_any_words_at_all_give_a_document():
    everything = "".join(chr(point) for point in range(0x20, 0x3000) if not 0xD800 <= point < 0xE000)
    rows = [Row(Words("글", "Text"), everything[start : start + 2000]) for start in range(0, len(everything), 2000)]
    assert len(await pages(sheet(replace(certificate(), rows=rows)))) > 1


@pytest.mark.parametrize(
    ("zone", "issued", "day"),
    [
        ("Asia/Beirut", "2027-10-30T21:05+00:00", "2027-10-30 23:05"),  # an hour after summer time ended
        ("Asia/Beirut", "2027-10-30T20:55+00:00", "2027-10-30 23:55"),  # in summer time
        ("America/New_York", "2027-01-15T04:30+00:00", "2027-01-14 23:30"),
        ("America/New_York", "2027-07-01T03:30+00:00", "2027-06-30 23:30"),
        ("Asia/Seoul", "2027-07-01T15:00+00:00", "2027-07-02 00:00"),
    ],
)
def test_a_document_shows_the_offices_clock_of_the_instant_it_was_issued(zone: str, issued: str, day: str) -> None:
    office = replace(OFFICE, timezone=zone)
    paper = sheet(certificate(), office=office, issued=int(datetime.fromisoformat(issued).timestamp()))
    assert f"{paper.issued_at:%Y-%m-%d %H:%M}" == day


def test_the_last_valid_day_is_counted_in_days_and_not_in_hours() -> None:
    office = replace(OFFICE, timezone="Asia/Beirut")
    issued = int(datetime.fromisoformat("2027-10-29T20:30+00:00").timestamp())  # 23:30 there; summer time ends in between
    paper = sheet(replace(certificate(), valid_days=2), office=office, issued=issued)
    assert f"{paper.valid_until:%Y-%m-%d}" == "2027-10-31"
