"""The few pages that the server draws itself, in both languages and without script. Words and HTML, no routes, no data access."""

from datetime import tzinfo
from html import escape
from pathlib import Path

from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from madang_server.site import Site
from madang_server.store.documents import DocumentRow
from madang_server.web import files
from madang_server.web import site as site_words
from madang_server.web.instants import in_english, in_korean

STYLE_ADDRESS = "/office.css"
STYLE_FILE = Path(__file__).with_name("office.css")
_NAME = '<img src="/icon.svg" alt="" width="32" height="32">마당 <span lang="en">· Madang</span>'


def page(title: str, body: str, *, status: int = 200, site: Site | None = None, base: str = "") -> Response:
    """Return a whole page; `body` is HTML of ours, in which every foreign word was escaped.

    `site`: whose page it is. `base`: the path below which the office is.
    """
    above, below = (site_words.masthead(site), site_words.footer(site, base)) if site else ("", "")
    gate = f'<header><a href="{base}/">{_NAME}</a></header>'
    html = (
        '<!doctype html><html lang="ko"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f'<title>{escape(title)}</title><link rel="icon" href="/icon.svg" type="image/svg+xml">'
        f'<link rel="stylesheet" href="{STYLE_ADDRESS}">'
        f"</head><body>{above}{gate}<main>{body}</main>{below}</body></html>"
    )
    return HTMLResponse(html, status_code=status, headers={"cache-control": "no-cache"})


def both(tag: str, ko: str, en: str, *, kind: str = "") -> str:
    """Return the same sentence in both languages, escaped; `kind` colours it."""
    return f'<{tag} class="{kind}">{escape(ko)}</{tag}><p class="en {kind}" lang="en">{escape(en)}</p>'


def not_built() -> Response:
    """Return the page of a server whose client was not built."""
    body = both("h1", "마당의 화면이 아직 만들어지지 않았습니다", "The client of this office has not been built yet")
    return page("마당 · Madang", body + "<p><code>make web</code></p>", status=503)


def not_found(base: str = "") -> Response:
    """Return the page for an address that leads nowhere, with the way to the gate."""
    body = (
        both("h1", "이 주소에는 아무것도 없습니다", "There is nothing at this address")
        + both("p", "주소를 다시 확인하시거나 마당으로 들어가 주세요.", "Please check the address, or come in by the gate.")
        + f'<p><a class="go" href="{base}/">마당으로 들어가기 <span lang="en">· Enter</span></a></p>'
    )
    return page("없는 주소 · Not found", body, status=404, base=base)


def nothing_here(request: Request, base: str = "") -> Response:
    """Return 404, as a page for a browser that asks for one."""
    return not_found(base) if "text/html" in request.headers.get("accept", "") else files.missing()


def moved(request: Request, path: str) -> Response:
    """Lead to that path, with what was asked for beside the path."""
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(path + query, 308, {"cache-control": files.AN_HOUR})


def foreign_host() -> Response:
    """Return the page for who came by a name that is not the office's."""
    body = both("h1", "이 주소는 이 민원실의 주소가 아닙니다", "This is not an address of this office") + both(
        "p", "안내받은 주소를 다시 확인해 주세요.", "Please check the address that you were given."
    )
    return page("없는 주소 · Not found", body, status=421)


def verify(number: str | None, document: DocumentRow | None, site: Site, zone: tzinfo, base: str) -> Response:
    """Return what is known of a document's number: what it is and when it was issued, in `zone`, never whose (SPEC C7)."""
    head = both("h1", "문서 진위 확인", "Check a document")
    if number is None:
        return page("문서 진위 확인 · Check a document", head + _form("", base), site=site, base=base)
    answer = _unknown(number) if document is None else _found(document, zone)
    status = 404 if document is None else 200
    return page("문서 진위 확인 · Check a document", head + answer + _form(number, base), status=status, site=site, base=base)


def _found(document: DocumentRow, zone: tzinfo) -> str:
    return _known(document, zone) if document.revoked is None else _revoked(document, document.revoked, zone)


def _known(document: DocumentRow, zone: tzinfo) -> str:
    issued = document.issued
    return (
        both("h2", "이 민원실에서 발급한 문서입니다", "This office issued this document", kind="good")
        + both("p", document.title_ko, document.title_en)
        + both("p", f"발급 일시: {in_korean(issued, zone)}", f"Issued: {in_english(issued, zone)}")
        + f"<p><code>{escape(document.number)}</code></p>"
    )


def _revoked(document: DocumentRow, revoked: float, zone: tzinfo) -> str:
    issued = document.issued
    return (
        both("h2", "이 문서는 더 이상 유효하지 않습니다", "This document is no longer valid", kind="bad")
        + both("p", document.title_ko, document.title_en)
        + both("p", f"발급 일시: {in_korean(issued, zone)}", f"Issued: {in_english(issued, zone)}")
        + both("p", f"취소 일시: {in_korean(revoked, zone)}", f"Revoked: {in_english(revoked, zone)}")
        + both("p", "궁금한 점은 민원실에 문의해 주세요.", "Please ask the office if you have a question.")
    )


def _unknown(number: str) -> str:
    return (
        both("h2", "이 번호의 문서를 찾지 못했습니다", "We know no document with this number", kind="bad")
        + f"<p><code>{escape(number[:80])}</code></p>"
        + both("p", "번호를 한 글자씩 다시 확인해 주세요.", "Please check the number once more, letter by letter.")
    )


def _form(number: str, base: str) -> str:
    return (
        f'<form action="{base}/verify" method="get">'
        '<label for="number">문서 번호 <span lang="en">· Document number</span></label>'
        f'<input id="number" name="number" required maxlength="80" autocomplete="off" value="{escape(number[:80], quote=True)}">'
        '<button>확인 <span lang="en">· Check</span></button></form>'
    )
