"""Who answers for these pages: the facts for the client, the logo, and the same as HTML for pages that the server draws."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from html import escape
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse, PlainTextResponse

from madang_protocol.messages import Words
from madang_server.site import Site
from madang_server.web import files

LOGO_ADDRESS = "/api/site/logo"
SECURITY_ADDRESS = "/.well-known/security.txt"
_SECURITY_DAYS = 30  # whoever keeps a copy asks again after so long
_OFFICIAL = (
    "이 누리집은 대한민국 공식 전자정부 누리집입니다.",
    "This is an official website of the Republic of Korea.",
)


def site_routes(sites: Sequence[Site], now: Callable[[], float], base: str) -> APIRouter:
    """Return the routes of an office below the path `base`, or those at `/` for several. `now`: unix seconds."""
    router, site = APIRouter(), sites[0]

    @router.api_route("/api/site", methods=["GET", "HEAD"])
    async def facts() -> Response:
        return JSONResponse(site_facts(site, base), headers={"cache-control": files.ASK_AGAIN})

    @router.api_route(LOGO_ADDRESS, methods=["GET", "HEAD"])
    async def logo(request: Request) -> Response:
        if site.logo is None:
            return JSONResponse({"code": "not_found"}, 404, {"cache-control": files.ASK_AGAIN})
        return files.send_file(request, site.logo, keep=files.AN_HOUR)

    @router.api_route(SECURITY_ADDRESS, methods=["GET", "HEAD"])
    async def security() -> Response:
        contacts = list(dict.fromkeys(site.security for site in sites if site.security is not None))
        if not contacts:
            return JSONResponse({"code": "not_found"}, 404, {"cache-control": files.ASK_AGAIN})
        return PlainTextResponse(security_text(contacts, now()), headers={"cache-control": files.ASK_AGAIN})

    return router


def security_text(contacts: Sequence[str], now: float) -> str:
    """Return where weaknesses are reported, as RFC 9116 has it."""
    expires = datetime.fromtimestamp(now, UTC).replace(microsecond=0) + timedelta(days=_SECURITY_DAYS)
    told = "".join(f"Contact: {contact}\n" for contact in contacts)
    return f"{told}Expires: {expires:%Y-%m-%dT%H:%M:%SZ}\nPreferred-Languages: ko, en\n"


def site_facts(site: Site, base: str) -> dict[str, Any]:
    """Return what the client shows; a key without a value is left out."""
    facts = {
        "name": in_both(site.name),
        "operator": in_both(site.operator),
        "languages": list(site.languages),
        "official": site.official,
        "logo": base + LOGO_ADDRESS if site.logo else None,
        "privacy": site.privacy,
        "accessibility": site.accessibility,
        "copyright": in_both(site.copyright),
        "address": in_both(site.address),
        "telephone": site.telephone,
        "retention": in_both(site.retention),
    }
    return {key: value for key, value in facts.items() if value is not None}


def masthead(site: Site) -> str:
    """Return the line that says whose pages these are; nothing for an office that is not the state's."""
    if not site.official:
        return ""
    ko, en = _OFFICIAL
    return f'<p class="masthead">{escape(ko)} <span lang="en">{escape(en)}</span></p>'


def footer(site: Site, base: str) -> str:
    """Return operator, address, telephone, statements and copyright, escaped."""
    lines = [site.operator, site.address, site.copyright]
    logo = f'<img src="{base}{LOGO_ADDRESS}" alt="" height="32">' if site.logo else ""
    told = "".join(f'<p>{escape(line.ko)} <span lang="en">· {escape(line.en)}</span></p>' for line in lines if line is not None)
    return f"<footer>{logo}{told}{_telephone(site)}{_links(site, base)}</footer>"


def _telephone(site: Site) -> str:
    return f'<p>전화 <span lang="en">· Telephone</span> {escape(site.telephone)}</p>' if site.telephone else ""


def _links(site: Site, base: str) -> str:
    named = [
        (f"{base}/results", "운영 결과", "Results of this office"),
        (site.privacy, "개인정보 처리방침", "Privacy policy"),
        (site.accessibility, "웹 접근성 안내", "Accessibility statement"),
    ]
    links = [
        f'<a href="{escape(address, quote=True)}">{ko} <span lang="en">· {en}</span></a>' for address, ko, en in named if address
    ]
    return f"<p>{' '.join(links)}</p>"


def in_both(words: Words | None) -> dict[str, str] | None:
    """Return the words as JSON has them."""
    return None if words is None else {"ko": words.ko, "en": words.en}
