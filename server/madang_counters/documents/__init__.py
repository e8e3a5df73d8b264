"""Documents that the office issues, as PDF pages. Knows no case and no database."""

from madang_counters.documents.letters import UnprintablePart, unprintable_names
from madang_counters.documents.printable import BOARD_FONT, printed_letters, unprintable
from madang_counters.documents.rendering import Cause, DocumentFault, Renderer, UnprintableLetters, render_pdf, render_png
from madang_counters.documents.sheet import OfficeNames, Sheet

__all__ = [
    "BOARD_FONT",
    "Cause",
    "DocumentFault",
    "OfficeNames",
    "Renderer",
    "Sheet",
    "UnprintableLetters",
    "UnprintablePart",
    "printed_letters",
    "render_pdf",
    "render_png",
    "unprintable",
    "unprintable_names",
]
