"""What an office publishes of its results, as a page without script in both languages, and as JSON (SPEC O9). No persons."""

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import asdict
from datetime import tzinfo
from html import escape
from typing import Any, NamedTuple

from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse

from madang_office.estimate import HELD_SHARE
from madang_office.results import AGAIN_DAYS, SHARES_FROM, ServiceResults
from madang_protocol.messages import Office, ServiceLine
from madang_server.office_app.published_results import Published
from madang_server.site import Site
from madang_server.web import pages
from madang_server.web.instants import in_english, in_korean
from madang_server.web.site import in_both

RESULTS_PATH = "/results"
_FOR_MINUTES = {"cache-control": "public, max-age=60"}
_TITLE = "민원실 운영 결과 · Results of this office"


class Fact(NamedTuple):
    """One line: what it is, and what came of it, in both languages."""

    ko: str
    en: str
    told_ko: str
    told_en: str


def results_routes(
    read: Callable[[], Awaitable[Published]], board: Callable[[], Office], site: Site, zone: tzinfo, base: str
) -> APIRouter:
    """Return the routes. `site`, `zone`, `base`: as for the other pages of the office."""
    router = APIRouter()

    @router.api_route(RESULTS_PATH, methods=["GET", "HEAD"])
    async def page() -> Response:
        body = _body(await read(), board().services, zone)
        answer = pages.page(_TITLE, body, site=site, base=base)
        answer.headers.update(_FOR_MINUTES)
        return answer

    @router.api_route(f"/api{RESULTS_PATH}", methods=["GET", "HEAD"])
    async def facts() -> Response:
        published = await read()
        services = [_facts(service, published) for service in board().services]
        return JSONResponse(
            {"since": int(published.since), "until": int(published.until), "services": services}, 200, _FOR_MINUTES
        )

    return router


def _facts(service: ServiceLine, published: Published) -> dict[str, Any]:
    found = published.services.get(service.id, ServiceResults())
    shares = {
        "served_share": found.served_share,
        "first_visit_share": found.first_visit_share,
        "held_share": found.held_share,
        "in_term_share": found.in_term_share,
    }
    return {"id": service.id, "title": in_both(service.title), **asdict(found), **shares}


# the page ------------------------------------------------------------------------------------------------------------


def _body(published: Published, services: list[ServiceLine], zone: tzinfo) -> str:
    since, until = published.since, published.until
    return (
        pages.both("h1", "민원실 운영 결과", "Results of this office")
        + pages.both(
            "p",
            f"{in_korean(since, zone)}부터 {in_korean(until, zone)}까지 4주 동안의 결과입니다."
            " 몇 분이 오셨는지가 아니라, 오신 일이 어떻게 되었는지를 셉니다.",
            f"Four weeks, from {in_english(since, zone)} to {in_english(until, zone)}. Not how many came, but what came of it.",
        )
        + "".join(_service(service, published.services.get(service.id, ServiceResults())) for service in services)
        + pages.both(
            "p",
            f"{SHARES_FROM}건이 안 되면 비율을 밝히지 않습니다. 다시 오셨는지는 같은 브라우저로 오신 경우에만 알 수 있습니다.",
            f"Of fewer than {SHARES_FROM} no share is given. Who comes again is known only when they use the same browser.",
        )
    )


def _service(service: ServiceLine, found: ServiceResults) -> str:
    told = "".join(
        f'<dt>{fact.ko} <span class="en" lang="en">· {fact.en}</span></dt>'
        f'<dd>{escape(fact.told_ko)}<p class="en" lang="en">{escape(fact.told_en)}</p></dd>'
        for fact in _of(service, found)
    )
    title = f'{escape(service.title.ko)} <span class="en" lang="en">· {escape(service.title.en)}</span>'
    return f'<section><h2>{title}</h2><dl class="results">{told}</dl></section>'


def _of(service: ServiceLine, found: ServiceResults) -> Iterator[Fact]:
    """Yield what is to be said of a service: of its line unless it is a form alone, of its terms where it has decided."""
    if service.kind != "form":
        yield _served(found)
        yield _first_visit(found)
        yield _held(found)
        if found.waited_s is not None:
            yield _waited(*found.waited_s)
    if service.appointments:
        yield _appointments(found)
    if service.kind == "form" or found.decided or found.overdue:
        yield _in_term(found)


def _served(found: ServiceResults) -> Fact:
    part = "" if found.served_share is None else f" ({found.served_share:.0%})"
    return Fact(
        "끝까지 처리한 번호표",
        "Tickets served to the end",
        f"{found.finished:,}장{part}. 그 밖에 돌려주신 표 {found.left:,}장, 부름에 오지 않으신 표 {found.missed:,}장,"
        f" 시간이 지나거나 다른 이유로 끝난 표 {found.ended:,}장",
        f"{found.finished:,}{part}; besides, given back {found.left:,}, missed {found.missed:,}, ended by time or otherwise "
        f"{found.ended:,}",
    )


def _first_visit(found: ServiceResults) -> Fact:
    ko, en = _share(found.first_visit_share)
    return _known(
        found.judged,
        "한 번 방문으로 끝난 비율",
        "Done at the first visit",
        f"{ko} ({found.judged:,}건 가운데 {AGAIN_DAYS}일 안에 같은 일로 다시 오신 것 {found.again:,}건)",
        f"{en} (of {found.judged:,}, {found.again:,} came again within {AGAIN_DAYS} days)",
    )


def _held(found: ServiceResults) -> Fact:
    ko, en = _share(found.held_share)
    return _known(
        found.told,
        "안내한 대기 시간이 맞은 비율",
        "Waits within the range that was told",
        f"{ko}, 목표 {HELD_SHARE:.0%} ({found.told:,}건 가운데 더 일찍 {found.sooner:,}건, 더 늦게 {found.later:,}건)",
        f"{en}, meant to be {HELD_SHARE:.0%} (of {found.told:,}, sooner {found.sooner:,}, later {found.later:,})",
    )


def _waited(half_s: float, most_s: float) -> Fact:
    half, most = (-(-int(seconds) // 60) or 1 for seconds in (half_s, most_s))
    return Fact(
        "기다리신 시간",
        "The wait",
        f"절반은 {half:,}분 안에, 열에 아홉은 {most:,}분 안에 부름을 받으셨습니다",
        f"half were called within {half:,} min, nine in ten within {most:,} min",
    )


def _appointments(found: ServiceResults) -> Fact:
    kept, missed, cancelled = found.kept_appointments, found.missed_appointments, found.cancelled_appointments
    return Fact(
        "예약",
        "Appointments",
        f"오신 예약 {kept:,}건, 오지 않으신 예약 {missed:,}건, 취소하신 예약 {cancelled:,}건",
        f"kept {kept:,}, missed {missed:,}, cancelled {cancelled:,}",
    )


def _in_term(found: ServiceResults) -> Fact:
    ko, en = _share(found.in_term_share)
    return _known(
        found.decided or found.overdue,
        "처리 기한을 지킨 비율",
        "Decided within the legal term",
        f"{ko} ({found.decided:,}건 가운데 {found.in_term:,}건). 지금 기한이 지난 신청 {found.overdue:,}건",
        f"{en} ({found.in_term:,} of {found.decided:,}); overdue now: {found.overdue:,}",
    )


def _known(cases: int, ko: str, en: str, told_ko: str, told_en: str) -> Fact:
    """Return the line, which says of no cases at all that there are none yet."""
    return Fact(ko, en, told_ko, told_en) if cases else Fact(ko, en, "아직 없습니다", "none yet")


def _share(share: float | None) -> tuple[str, str]:
    return ("아직 밝힐 만큼 많지 않습니다", "too few to say") if share is None else (f"{share:.0%}", f"{share:.0%}")
