"""Pieces of the server's messages about reports, and about who may not be in the rooms. Knows no message."""

from typing import Literal

from madang_protocol import fields as f
from madang_protocol.parts import Part


class ReportView(Part, frozen=True):
    """A report of mine. What was done with the other is told in general words alone (SPEC O28)."""

    id: f.Key
    name: str  # whom I reported, as I heard them called
    reason: f.ReportReason
    at: f.UnixSeconds
    lines: f.Count = 0  # how many lines of theirs the office has put beside it
    answer: Literal["waiting", "acted", "nothing"] = "waiting"


class BarView(Part, frozen=True):
    """That I may not be in the rooms, why, and until when (SPEC R24)."""

    reason: f.ReportReason
    since: f.UnixSeconds
    until: f.UnixSeconds
