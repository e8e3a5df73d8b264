"""What is announced as messages: what holds now, and what is still to come. From records to the wire; decides nothing."""

from collections.abc import Iterable

from madang_office.announcements import Announcement
from madang_protocol import messages as m


def public(announcements: Iterable[Announcement], wall: float) -> list[m.Announcement]:
    """Return those that hold at `wall` (unix seconds), the newest first: everybody may see them (SPEC T25)."""
    return [_view(one) for one in _newest_first(announcements) if one.holds(wall)]


def planned(announcements: Iterable[Announcement], wall: float) -> list[m.Announcement]:
    """Return those that are still to come, the next one first: only officers see them."""
    return [_view(one) for one in reversed(_newest_first(announcements)) if one.since > wall]


def _newest_first(announcements: Iterable[Announcement]) -> list[Announcement]:
    return sorted(announcements, key=lambda one: (one.since, one.id), reverse=True)


def _view(one: Announcement) -> m.Announcement:
    return m.Announcement(
        id=one.id, kind=one.kind.value, since=int(one.since), until=int(one.until), ko=one.ko, en=one.en, service=one.service
    )
