"""What an office announces, and when what is closed opens, as HTML of the pages that the server draws. No route, no data."""

from collections.abc import Iterable, Mapping
from datetime import tzinfo
from html import escape

from madang_protocol import messages as m
from madang_server.web.instants import in_english, in_korean, opening_in_english, opening_in_korean

_KINDS: Mapping[str, tuple[str, str]] = {
    "holiday": ("휴무 안내", "Closed day"),
    "outage": ("장애 안내", "Disruption"),
    "line_closed": ("접수 마감", "No new numbers"),
    "other": ("알림", "Notice"),
}


def announced(office: m.Office, zone: tzinfo) -> str:
    """Return a list of what holds now; nothing when there is nothing (SPEC T25)."""
    titles = {service.id: service.title for service in office.services}
    items = "".join(f"<li>{_item(one, titles, zone)}</li>" for one in office.announcements)
    return f'<ul class="announced">{items}</ul>' if items else ""


def _item(one: m.Announcement, titles: Mapping[str, m.Words], zone: tzinfo) -> str:
    title = titles.get(one.service or "")
    ko, en = _KINDS[one.kind]
    head = " · ".join(escape(word) for word in (ko, title.ko if title else "") if word)
    head_en = ", ".join(escape(word) for word in (en, title.en if title else "") if word)
    until = f"{in_korean(one.until, zone)}까지"
    text = f"<p><strong>{head}</strong> <span>{until}</span></p>" + "".join(_texts(one))
    return text + f'<p class="en" lang="en"><strong>{head_en}</strong> <span>until {in_english(one.until, zone)}</span></p>'


def _texts(one: m.Announcement) -> Iterable[str]:
    """Yield the texts that there are, each in its language: one that is missing is not made up."""
    for language, text in (("ko", one.ko), ("en", one.en)):
        if text:
            yield f'<p lang="{language}">{escape(text)}</p>'


def closed_words(opens: float | None, zone: tzinfo, *, line: bool = False) -> tuple[str, str]:
    """Return that something is closed, and when it opens next where that is known. `line`: only no new numbers are given."""
    ko, en = ("지금은 새 번호표를 드리지 않습니다", "No new numbers now") if line else ("지금은 문을 닫았습니다", "Closed now")
    if opens is None:
        return ko, en
    again_ko, again_en = ("부터 드립니다", "again from") if line else ("에 엽니다", "Opens")
    at_ko, at_en = opening_in_korean(opens, zone), opening_in_english(opens, zone)
    return f"{ko}. {at_ko}{again_ko}", f"{en}, {again_en} {at_en}" if line else f"{en}. {again_en} {at_en}"
