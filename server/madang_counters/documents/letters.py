"""Which parts of a sheet hold letters that cannot be printed (SPEC C11). Knows sheets and the fonts' letters."""

from collections.abc import Iterator
from dataclasses import dataclass

from madang_counters.documents.printable import unprintable
from madang_counters.documents.sheet import OfficeNames, Sheet
from madang_protocol.messages import Words

HOLDER = Words("받는 사람", "Issued to")
TITLE = Words("문서 제목", "Title")
STATEMENT = Words("증명 문구", "Statement")
LABEL = Words("항목 이름", "Label")
OFFICE = Words("기관 이름", "Name of the office")


@dataclass(frozen=True, slots=True)
class UnprintablePart:
    """A part of a document, by its name, and the letters in it that cannot be printed, a space between."""

    where: Words
    letters: str


def unprintable_parts(sheet: Sheet) -> list[UnprintablePart]:
    """Return each part of a certificate that cannot be printed as it is.

    Of a record always none: it tells what people said and were called, and prints by its number what the fonts lack.
    """
    parts = _texts(sheet) if sheet.document.template == "certificate" else ()
    return [UnprintablePart(where, letters) for where, text in parts if (letters := unprintable(text))]


def is_numbered(sheet: Sheet) -> bool:
    """Return whether a letter of what was said, or of a name in it, is printed by its number."""
    said = [sheet.document.holder, *(row.value for row in sheet.document.rows)]
    return any(unprintable(text) for text in [*said, *(line.name + line.text for line in sheet.document.lines)])


def unprintable_names(office: OfficeNames) -> dict[str, str]:
    """Return the letters that cannot be printed in the office's own names, by the name of the field."""
    texts = {"name": office.name.ko + office.name.en, "issuer": office.issuer.ko + office.issuer.en, "seal": office.seal}
    return {key: letters for key, text in texts.items() if (letters := unprintable(text))}


def _texts(sheet: Sheet) -> Iterator[tuple[Words, str]]:
    document, office = sheet.document, sheet.office
    yield HOLDER, document.holder
    for row in document.rows:
        yield LABEL, row.label.ko + row.label.en
        yield row.label, row.value
    yield TITLE, document.title.ko + document.title.en
    yield STATEMENT, document.statement.ko + document.statement.en
    yield OFFICE, office.name.ko + office.name.en + office.issuer.ko + office.issuer.en + office.seal
