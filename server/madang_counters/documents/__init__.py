"""Documents that the office issues: their numbers, and real PDF pages. Knows no case and no database."""

from madang_counters.documents.render import DocumentFault, render_pdf, render_png
from madang_counters.documents.sheet import OfficeNames, Sheet

__all__ = ["DocumentFault", "OfficeNames", "Sheet", "render_pdf", "render_png"]
