"""Documents: real pages whose words can be read back, and numbers that survive being typed."""

import unicodedata
from datetime import datetime
from io import BytesIO

import msgspec
import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from pypdf import PdfReader
from tests.counters.samples import NEW_YEAR, OFFICE, REQUEST, case, sheet

from madang_counters import Line, Row, Words
from madang_counters.backends.consultation import Consultation
from madang_counters.backends.resident_register_copy import Approval, document
from madang_counters.documents import DocumentFault, UnprintableLetters, render_pdf, render_png
from madang_counters.documents.printable import FONTS, LETTERS_MAX, printable, unprintable
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
    drawn = await pages(sheet(msgspec.structs.replace(certificate(), copies=3)))
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


NAMES = ["뷁쓀힣", "Zoë Ångström-Łoś", "洪吉童", "Nguyễn Thị Ánh", "Жуков Лев", "Γιώργος", "Kaʻiulani", "e\u0323\u0302 q\u0303"]
SIGNS = ["㈜마당", "１０１동 59㎡ ①호", "3～4층 （구 청사）", "㎏ ℃ № ½ ★ ㉠ Ⅳ", "ﾡ ㆍ ㅏ"]


@pytest.mark.parametrize("name", [*NAMES, *SIGNS])
async def test_C11_rare_names_and_signs_are_printed_as_they_are(name):
    shown = unicodedata.normalize("NFC", name)
    assert shown in unicodedata.normalize("NFC", await words(sheet(certificate(name=name))))


@pytest.mark.parametrize(
    ("written", "shown"),
    [("㏠", "1日"), ("\U0001d400", "A"), ("㋿", "令和"), ("\u2014\u200d\ufe0f", "\u2014"), ("a\tb", "a b"), ("㏾", "31日")],
)
def test_C11_a_sign_that_the_fonts_lack_is_written_plainly_where_that_is_the_same(written, shown):
    assert (printable(written), unprintable(written)) == (shown, "")


LACKING = {
    "ᄒᆞᆫ글": "ᄒ ᆞ ᆫ",
    "محمد": "م ح د", "สมชาย": "ส ม ช า ย", "葛\U000e0100城": "葛\U000e0100", "𠮷田": "𠮷", "김😀😀👍🏽": "😀 👍🏽",
}  # fmt: skip


@pytest.mark.parametrize("name", LACKING)
@pytest.mark.parametrize("render", [render_pdf, render_png])
async def test_C11_a_certificate_with_a_letter_that_cannot_be_printed_is_not_issued(name, render):
    with pytest.raises(UnprintableLetters) as caught:
        await render(sheet(replace(certificate(), holder=name)))
    assert [(part.where.ko, part.letters) for part in caught.value.parts] == [("받는 사람", LACKING[name])]


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"holder": "ก"}, "Issued to"),
        ({"rows": [Row(Words("주소", "Address"), "ก")]}, "Address"),
        ({"rows": [Row(Words("주소 ก", "Address"), "-")]}, "Label"),
        ({"title": Words("제목", "ก")}, "Title"),
        ({"statement": Words("ก", "Statement")}, "Statement"),
    ],
)
async def test_C11_whatever_a_certificate_prints_is_looked_at(changes, where):
    with pytest.raises(UnprintableLetters) as caught:
        await render_pdf(sheet(replace(certificate(), **changes)))
    assert [(part.where.en, part.letters) for part in caught.value.parts] == [(where, "ก")]


@pytest.mark.parametrize("changes", [{"name": Words("ก", "x")}, {"issuer": Words("x", "ก")}, {"seal": "마당시ก"}])
async def test_C11_the_offices_own_names_are_looked_at(changes):
    with pytest.raises(UnprintableLetters, match="Name of the office: ก"):
        await render_pdf(sheet(certificate(), office=replace(OFFICE, **changes)))


async def test_C11_a_record_shows_what_cannot_be_printed_by_its_number_and_says_so():
    said = [Line(NEW_YEAR, "สม", "洪길동 😀👍🏽")]
    finished = Finished(at=NEW_YEAR, key="request-1", outcome="solved", officer="김주무")
    record, _ = await Consultation().handle(case(lines=said, citizen="สม"), finished)
    text = "".join((await words(sheet(record))).split())
    expected = ["[U+0E2A][U+0E21]", "洪길동[U+1F600][U+1F44D][U+1F3FD]", "유니코드번호로적었습니다"]
    assert [part for part in expected if part not in text] == []


async def test_C11_a_record_in_letters_that_all_print_says_nothing_of_numbers():
    finished = Finished(at=NEW_YEAR, key="request-1", outcome="solved", officer="김주무")
    record, _ = await Consultation().handle(case(lines=[Line(NEW_YEAR, "홍길동", "洪吉童입니다")]), finished)
    assert "유니코드" not in (await words(sheet(record)))


def test_C11_however_many_letters_are_lacking_the_answer_is_short():
    assert len(unprintable("".join(map(chr, range(0x1F300, 0x1F600))))) <= LETTERS_MAX
    assert len(unprintable("a" + "\u0e31" * 1_000)) <= LETTERS_MAX


@pytest.mark.parametrize("style", ["Regular", "Bold"])
def test_C11_the_lists_of_letters_are_those_of_the_fonts(style):
    file = FONTS / f"MadangDocument-{style}.otf"
    font = TTFont(file)
    drawn = {point for point, glyph in font.getBestCmap().items() if font.getGlyphID(glyph) > 0}
    bounds = [line.split("-") for line in file.with_suffix(".coverage.txt").read_text("ascii").split()]
    assert drawn == {point for first, last in bounds for point in range(int(first, 16), int(last, 16) + 1)}


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


async def test_any_words_at_all_give_a_record():
    everything = "".join(chr(point) for point in range(0x20, 0x3000) if not 0xD800 <= point < 0xE000)
    rows = [Row(Words("글", "Text"), everything[start : start + 2000]) for start in range(0, len(everything), 2000)]
    assert len(await pages(sheet(replace(certificate(), template="record", rows=rows)))) > 1


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
