"""Draws a sheet with typst. The same sheet gives the same bytes. Text of people goes in as data, never as markup."""

import asyncio
import json
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, Literal

import segno
import typst

from madang_counters.documents.letters import UnprintablePart, is_numbered, unprintable_parts
from madang_counters.documents.printable import printable
from madang_counters.documents.sheet import Sheet
from madang_counters.events import Line
from madang_protocol.messages import Words

HERE = Path(__file__).parent
TEMPLATE = HERE / "templates" / "sheet.typ"
PREVIEW_PPI = 110


class DocumentFault(Exception):
    """The sheet could not be drawn. The message is what typst said."""


class UnprintableLetters(DocumentFault):
    """The sheet is a certificate with letters that cannot be printed: `parts` says which, and where (SPEC C11)."""

    def __init__(self, parts: list[UnprintablePart]) -> None:
        super().__init__("; ".join(f"{part.where.en}: {part.letters}" for part in parts))
        self.parts = parts


async def render_pdf(sheet: Sheet) -> bytes:
    """Return the bytes of the sheet as PDF: PDF/A-2a, to be kept, and PDF/UA-1, for screen readers (SPEC C7).

    It is drawn in a thread. Raises `DocumentFault`; the caller then rejects the command (K3). `UnprintableLetters` for a
    certificate with letters that the fonts lack (C11); in a record they are replaced, see `printable`. The caller stores the
    bytes under the sheet's number, in the transaction of the event.
    """
    return await asyncio.to_thread(_drawn, sheet, "pdf")


async def render_png(sheet: Sheet) -> bytes:
    """Return the bytes of the first page as PNG, to look at. As `render_pdf` otherwise."""
    return await asyncio.to_thread(_drawn, sheet, "png")


def _drawn(sheet: Sheet, kind: Literal["pdf", "png"]) -> bytes:
    parts = unprintable_parts(sheet)
    if parts:
        raise UnprintableLetters(parts)
    try:
        compiler = typst.Compiler(TEMPLATE, root=HERE, font_paths=_fonts(), sys_inputs={"sheet": json.dumps(_data(sheet))})
        drawn = compiler.compile(
            format=kind,
            ppi=PREVIEW_PPI,
            pdf_standards=["a-2a", "ua-1"],
            timestamp=datetime.fromtimestamp(sheet.issued, UTC),
        )
    except typst.TypstError as fault:
        raise DocumentFault(fault.diagnostic) from fault
    except (ValueError, OverflowError) as fault:  # an instant outside of the calendar
        raise DocumentFault(str(fault)) from fault
    pages = drawn if isinstance(drawn, list) else [drawn]
    assert pages[0] is not None  # no output file was named, so the bytes are returned
    return pages[0]


@cache
def _fonts() -> typst.Fonts:
    # Only our own fonts, so that a document looks the same on every machine.
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(HERE / "fonts")])


def _data(sheet: Sheet) -> dict[str, Any]:
    document, office = sheet.document, sheet.office
    until = sheet.valid_until
    return {
        "lang": document.lang,
        "template": document.template,
        "title": _both(document.title),
        "statement": _both(document.statement),
        "holder": printable(document.holder),
        "rows": [{"label": _both(row.label), "value": printable(row.value)} for row in document.rows],
        "lines": [_line(sheet, line) for line in document.lines],
        "numbered": is_numbered(sheet),
        "copies": document.copies,
        "number": sheet.number,
        "issued": _date(sheet.issued_at),
        "until": None if until is None else _date(until),
        "office": {
            "name": _both(office.name),
            "issuer": _both(office.issuer),
            "seal": list(printable(office.seal)),
        },
        "verify": {"page": sheet.verify_page, "qr": _square_code(sheet.verify_address)},
    }


def _both(words: Words) -> dict[str, str]:
    return {"ko": printable(words.ko), "en": printable(words.en)}


def _line(sheet: Sheet, line: Line) -> dict[str, str]:
    return {"at": f"{sheet.at(line.at):%H:%M}", "name": printable(line.name), "text": printable(line.text)}


def _date(day: datetime) -> dict[str, int]:
    return {"year": day.year, "month": day.month, "day": day.day}


def _square_code(address: str) -> str:
    drawn = BytesIO()
    segno.make_qr(address, error="m").save(drawn, kind="svg", border=0, xmldecl=False, svgns=True, dark="#0b2545", scale=4)
    return drawn.getvalue().decode()
