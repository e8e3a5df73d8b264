"""Documents that the office issues, as PDF pages. Knows no case and no database."""

from madang_counters.documents.printable import BOARD_FONT
from madang_counters.documents.render import DocumentFault, render_pdf, render_png
from madang_counters.documents.sheet import OfficeNames, Sheet

__all__ = ["BOARD_FONT", "DocumentFault", "OfficeNames", "Sheet", "render_pdf", "render_png"]
