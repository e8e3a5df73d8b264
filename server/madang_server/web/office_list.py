"""The first page of a server with several offices: what each offers, whether it is open, how long one waits; and a search.

A page without script, in both languages, and the same as JSON. Knows catalogues and boards, no person.
"""

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from functools import cached_property
from html import escape
from itertools import groupby
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import JSONResponse
from msgspec import to_builtins

from madang_protocol import messages as m
from madang_protocol.fields import Language
from madang_protocol.messages import Words
from madang_server.catalogue import Catalogue
from madang_server.web import pages
from madang_server.web.announced import announced, closed_words
from madang_server.web.site import in_both

SEARCH_CHARS_MAX = 80
_TITLE = "민원실 찾기 · Find an office"
_NO_CITY, _ALL = Words("그 밖의 민원실", "Other offices"), Words("민원실", "Offices")  # headings of offices without a city
_ALONE: dict[Language, tuple[str, str]] = {
    "ko": ("한국어로만 이용하실 수 있습니다", "In Korean only"),
    "en": ("영어로만 이용하실 수 있습니다", "In English only"),
}
_FOR_NOW = {"cache-control": "no-store"}  # a wait is of this moment


@dataclass(frozen=True)
class ListedOffice:
    """What the list may know of one office."""

    id: str
    catalogue: Catalogue
    board: Callable[[], m.Office]

    @property
    def base(self) -> str:
        """The path below which it is."""
        return self.catalogue.base

    @cached_property
    def searched(self) -> str:
        """All in which the words of a search are looked for."""
        catalogue = self.catalogue
        told = [catalogue.name, catalogue.city, catalogue.site.address, catalogue.site.operator]
        texts = [text for words in told if words is not None for text in (words.ko, words.en)]
        for service in catalogue.services.values():
            texts += [*service.title.values(), *(service.hint or {}).values()]
        return _compared(" ".join(texts))


@dataclass(frozen=True, slots=True)
class Standing:
    """An office as it stands now."""

    office: ListedOffice
    board: m.Office

    @property
    def services(self) -> Sequence[m.ServiceLine]:
        return self.board.services

    @property
    def open(self) -> bool:
        """Whether one of its services is, by its hours."""
        return any(service.open for service in self.services)

    @property
    def opens(self) -> int | None:
        """When the first of its services opens (unix seconds). None: it is open, or no day is known on which one opens."""
        return None if self.open else min((service.opens for service in self.services if service.opens is not None), default=None)

    @property
    def at_work(self) -> bool:
        """Whether an officer is at a desk."""
        return any(service.desks for service in self.services)

    def facts(self) -> dict[str, Any]:
        """Return it as JSON has it."""
        catalogue = self.office.catalogue
        return {
            "id": self.office.id,
            "path": f"{self.office.base}/",
            "name": in_both(catalogue.name),
            "city": in_both(catalogue.city),
            "languages": list(catalogue.languages),
            "open": self.open,
            "opens": self.opens,
            "services": [_service_facts(service) for service in self.services],
            "announcements": to_builtins(self.board.announcements),
        }


def office_list_routes(offices: Sequence[ListedOffice]) -> APIRouter:
    """Return the routes."""
    router = APIRouter()
    known = {office.id: office for office in offices}

    @router.api_route("/", methods=["GET", "HEAD"])
    async def page(q: str = "") -> Response:
        asked = " ".join(q[:SEARCH_CHARS_MAX].split())
        return _page(_found(offices, asked), asked)

    @router.api_route("/api/offices", methods=["GET", "HEAD"])
    async def listed(q: Annotated[str, Query(max_length=SEARCH_CHARS_MAX)] = "") -> Response:
        return JSONResponse({"offices": [standing.facts() for standing in _found(offices, q)]}, headers=_FOR_NOW)

    @router.api_route("/o/{office}", methods=["GET", "HEAD"])
    async def with_slash(request: Request, office: str) -> Response:
        if office not in known:
            return pages.nothing_here(request)
        return pages.moved(request, f"{known[office].base}/")

    @router.api_route("/officer", methods=["GET", "HEAD"])
    @router.api_route("/verify", methods=["GET", "HEAD"])
    @router.api_route("/results", methods=["GET", "HEAD"])
    @router.api_route("/message", methods=["GET", "HEAD"])
    @router.api_route("/appointment", methods=["GET", "HEAD"])
    @router.api_route("/display", methods=["GET", "HEAD"])
    async def which(request: Request) -> Response:
        """These are pages of one office; the list asks of which."""
        return _which(offices, request.url.path, request.url.query)

    return router


def _found(offices: Iterable[ListedOffice], asked: str) -> list[Standing]:
    """Return the offices in which every word of `asked` is somewhere: by city, then those that are open, then by name."""
    words = _compared(asked).split()
    found = [office for office in offices if all(word in office.searched for word in words)]
    standing = [Standing(office, office.board()) for office in found]
    return sorted(
        standing,
        key=lambda one: (_city(one.office).ko == "", _city(one.office).ko, not one.open, one.office.catalogue.name.ko),
    )


def _compared(text: str) -> str:
    """Text as it is searched: some keyboards write Hangul in jamo, or letters at full width."""
    return unicodedata.normalize("NFKC", text).casefold()


def _city(office: ListedOffice) -> Words:
    return office.catalogue.city or Words("", "")


# the page ------------------------------------------------------------------------------------------------------------


def _page(found: Sequence[Standing], asked: str) -> Response:
    body = pages.both("h1", "어느 민원실로 가시겠어요?", "Which office would you like to visit?") + _form(asked)
    if asked:
        told = "없습니다" if not found else f"{len(found)}곳 있습니다"
        count = "no office" if not found else "1 office" if len(found) == 1 else f"{len(found)} offices"
        body += f'<div role="status">{pages.both("p", f"‘{asked}’에 맞는 민원실이 {told}.", f"“{asked}” finds {count}.")}</div>'
    if asked and not found:
        body += pages.both("p", "다른 말로 찾아보시거나 전체 목록을 봐 주세요.", "Try another word, or look at the whole list.")
        body += '<p><a class="go" href="/">전체 목록 <span lang="en">· All offices</span></a></p>'
    groups = [(city, list(group)) for city, group in groupby(found, key=lambda standing: _city(standing.office))]
    for city, group in groups:
        shown = city if city.ko else _NO_CITY if len(groups) > 1 else _ALL
        body += f'<h2>{escape(shown.ko)} <span class="en" lang="en">· {escape(shown.en)}</span></h2>'
        body += f'<ul class="offices">{"".join(map(_item, group))}</ul>'
    answer = pages.page(_TITLE, body)
    answer.headers.update(_FOR_NOW)
    return answer


def _form(asked: str) -> str:
    return (
        '<form role="search" action="/" method="get"><label for="q">도시, 민원실, 업무 이름으로 찾기 '
        '<span lang="en">· Search by city, office or service</span></label>'
        f'<input id="q" name="q" type="search" maxlength="{SEARCH_CHARS_MAX}" value="{escape(asked, quote=True)}">'
        '<button>찾기 <span lang="en">· Search</span></button></form>'
    )


def _item(standing: Standing) -> str:
    office, name = standing.office, standing.office.catalogue.name
    zone = office.catalogue.calendar.zone
    services = "".join(f"<li>{_service(service, zone)}</li>" for service in standing.services)
    return (
        f'<li><h3><a href="{office.base}/">{escape(name.ko)} <span lang="en">· {escape(name.en)}</span></a></h3>'
        f"{_hours(standing)}{announced(standing.board, zone)}{_languages(office.catalogue)}<ul>{services}</ul>"
        f'<p><a href="{office.base}/results">운영 결과 <span lang="en">· Results of this office</span></a></p></li>'
    )


def _languages(catalogue: Catalogue) -> str:
    """Return in which language an office alone serves people; nothing for one that serves in all."""
    return "".join(pages.both("p", *_ALONE[language]) for language in catalogue.languages[:1] if len(catalogue.languages) == 1)


def _hours(standing: Standing) -> str:
    if standing.open:
        if standing.at_work:
            return pages.both("p", "지금 열려 있습니다", "Open now", kind="good")
        return pages.both(
            "p", "운영 시간이지만 지금 창구에 담당자가 없습니다", "Within opening hours, but no officer is at a desk now"
        )
    return pages.both("p", *closed_words(standing.opens, standing.office.catalogue.calendar.zone))


def _service(service: m.ServiceLine, zone: tzinfo) -> str:
    ko, en = escape(service.title.ko), escape(service.title.en)
    wait_ko, wait_en = _wait(service, zone)
    return f'{ko}: {wait_ko} <span class="en" lang="en">· {en}: {wait_en}</span>'


def _wait(service: m.ServiceLine, zone: tzinfo) -> tuple[str, str]:
    if service.broken:
        return "지금은 이용할 수 없습니다", "out of order now"
    if service.kind == "form":
        return "온라인으로 바로 신청", "apply online at once"
    if service.line_closed or (not service.open and service.desks == 0):
        return closed_words(service.opens, zone, line=service.line_closed)
    if service.desks == 0 or service.high_s is None or service.low_s is None:
        return "지금은 담당자 없음", "no officer at the moment"
    low, high = service.low_s // 60, -(-service.high_s // 60)
    if high <= 1:
        return "기다림 거의 없음", "hardly any wait"
    return (
        (f"{low}~{high}분 기다림", f"{low}–{high} min wait") if low < high else (f"약 {high}분 기다림", f"about {high} min wait")
    )


def _with_city(office: ListedOffice) -> tuple[list[str], list[str], ListedOffice]:
    """Return how an office is called where no heading says its city: every large city has a Jung-gu."""
    city, name = _city(office), office.catalogue.name
    return [word for word in (city.ko, name.ko) if word], [word for word in (name.en, city.en) if word], office


def _which(offices: Sequence[ListedOffice], path: str, query: str) -> Response:
    suffix = f"{path}?{query}" if query else path
    links = "".join(
        f'<li><a href="{escape(office.base + suffix, quote=True)}">{escape(" ".join(ko))} '
        f'<span lang="en">· {escape(", ".join(en))}</span></a></li>'
        for ko, en, office in sorted(map(_with_city, offices), key=lambda one: (one[0], one[2].id))
    )
    return pages.page(_TITLE, pages.both("h1", "어느 민원실인가요?", "Of which office?") + f'<ul class="offices">{links}</ul>')


# JSON ----------------------------------------------------------------------------------------------------------------


def _service_facts(service: m.ServiceLine) -> dict[str, Any]:
    return {
        "id": service.id,
        "title": in_both(service.title),
        "kind": service.kind,
        "waiting": service.waiting,
        "desks": service.desks,
        "low_s": service.low_s,
        "high_s": service.high_s,
        "broken": service.broken,
        "open": service.open,
        "opens": service.opens,
        "line_closed": service.line_closed,
    }
