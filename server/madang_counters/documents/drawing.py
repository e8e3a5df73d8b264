"""Draws a sheet with typst, in the process that asks: the office asks through `rendering.py`, whose children call this.

The same sheet gives the same bytes. Text of people goes in as data, never as markup.
"""

import json
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, Literal

import segno
import typst

from madang_counters.documents.letters import is_numbered
from madang_counters.documents.printable import printable
from madang_counters.documents.sheet import Sheet
from madang_counters.events import Line
from madang_protocol.messages import Words

HERE = Path(__file__).parent
TEMPLATE = HERE / "templates" / "sheet.typ"
PREVIEW_PPI = 110


Kind = Literal["pdf", "png"]


class DrawingFault(Exception):
    """The sheet can never be drawn. The message is what typst said."""


def drawn(sheet: Sheet, kind: Kind) -> bytes:
    """Return the sheet as PDF: PDF/A-2a, to be kept, and PDF/UA-1, for screen readers; or its first page as PNG, to look at.

    What the fonts lack is replaced by its number, see `printable`. Raises `DrawingFault`.
    """
    try:
        compiler = typst.Compiler(TEMPLATE, root=HERE, font_paths=_fonts(), sys_inputs={"sheet": json.dumps(_data(sheet))})
        made = compiler.compile(
            format=kind,
            ppi=PREVIEW_PPI,
            pdf_standards=["a-2a", "ua-1"],
            timestamp=datetime.fromtimestamp(sheet.issued, UTC),
        )
    except typst.TypstError as fault:
        raise DrawingFault(fault.diagnostic) from fault
    except (ValueError, OverflowError) as fault:  # an instant outside of the calendar
        raise DrawingFault(str(fault)) from fault
    pages = made if isinstance(made, list) else [made]
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
