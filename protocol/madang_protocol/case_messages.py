"""What the server tells of requests. A part of `messages.py`, which has all messages."""

from madang_protocol import fields as f
from madang_protocol.message_kinds import Numbered
from madang_protocol.parts import CaseView, Entry


class Case(Numbered, tag="case", frozen=True):
    """One of my cases as it stands now, whole."""

    case: CaseView


class CaseEntry(Numbered, tag="entry", frozen=True):
    """One line was added to a case's transcript."""

    case: f.Key
    entry: Entry


class CaseGone(Numbered, tag="case_gone", frozen=True):
    """A request with which I helped is mine to see no longer (SPEC C49)."""

    case: f.Key
