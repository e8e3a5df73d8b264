"""Where citizens are told by mail, and how they come back by it, over HTTP (SPEC S37, S39). Knows no database.

Nothing here tells whether an address is known: neither what is answered nor when.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import APIRouter, Header, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, StringConstraints

from madang_office.rejected import Rejected
from madang_protocol import Rejection
from madang_server.accounts import hash_token
from madang_server.addresses import Proxies
from madang_server.office_app.citizen_mail import CitizenMail
from madang_server.office_app.citizen_parcels import STOP_PATH
from madang_server.outgoing_addresses import MAIL_CHARS_MAX, check_mail
from madang_server.site import Site
from madang_server.web.callers import PRIVATE, bearer, fault, not_allowed, source_at, too_fast
from madang_server.web.pages import both, page
from madang_server.web.throttle import Tries

CHANGES_OF_A_CITIZEN = 10  # a minute
GIVEN_OF_A_SOURCE = 20  # an hour: nobody sends mail to many by way of the office
GIVEN_A_DAY = 5  # times one address, by whomever: each is a mail to somebody who may not have asked for it
ASKED_AN_HOUR = 5  # links to one address
TRIES_OF_A_SOURCE = 30  # a minute: a house of many shares one, and nobody guesses 32 bytes
HOUR_S, DAY_S = 3_600.0, 24 * 3_600.0
_SECRET_CHARS_MAX = 80
_STOPPED = (
    "이 주소로 메일을 더 보내지 않습니다. 민원실의 설정에서 다시 정하실 수 있습니다.",
    "No more mail is sent to this address. You can set one again in the office's settings.",
)
_STOP = (
    "민원실 소식을 메일로 더 받지 않으시겠습니까? 메일 주소를 지웁니다. 번호표와 신청은 그대로 있습니다.",
    "Get no more mail from the office? The address is deleted. Tickets and requests stay as they are.",
)
_TITLE = "메일 그만 받기 · No more mail"
_Authorization = Annotated[str | None, Header()]
_Mail = Annotated[str, StringConstraints(max_length=MAIL_CHARS_MAX * 2, strict=True)]


class AddressGiven(BaseModel):
    """Where a citizen wants to be told, and that they agreed to it."""

    model_config = ConfigDict(extra="forbid")

    mail: _Mail
    consent: Literal[True]


class LinkAsked(BaseModel):
    """To which address a link is asked for."""

    model_config = ConfigDict(extra="forbid")

    mail: _Mail


class SecretSaid(BaseModel):
    """What came in a mail."""

    model_config = ConfigDict(extra="forbid")

    secret: Annotated[str, StringConstraints(min_length=1, max_length=_SECRET_CHARS_MAX, strict=True)]


@dataclass(frozen=True, slots=True)
class MailPages:
    """What the routes of one office are made with. `now`: seconds that do not jump."""

    mail: CitizenMail
    site: Site
    base: str
    proxies: Proxies
    now: Callable[[], float]


def citizen_mail_routes(about: MailPages) -> APIRouter:
    """Return the routes.

    Answers: 200; 401 `not_allowed` for nobody's token; 404 `unknown_link`; 409 `no_mail` where the office sends none; 422
    `no_mail_address` for what is none; 429 `too_fast`; 503 `limit`.
    """
    router = APIRouter()
    for routes in (_own(about), _confirmed(about), _link(about), _stopped(about)):
        router.include_router(routes)
    return router


def _own(about: MailPages) -> APIRouter:
    router, mail = APIRouter(), about.mail
    changes, given = Tries(about.now, CHANGES_OF_A_CITIZEN), Tries(about.now, GIVEN_A_DAY, window_s=DAY_S)
    sources = Tries(about.now, GIVEN_OF_A_SOURCE, window_s=HOUR_S)

    def wait_s(request: Request, token: str, address: str) -> float:
        source = source_at(request, about.proxies)
        return changes.take(hash_token(token)) or sources.take(source) or given.take(hash_token(address))

    @router.get("/api/mail")
    async def view(authorization: _Authorization = None) -> Response:
        return await _shown(mail, bearer(authorization) or "")

    @router.post("/api/mail")
    async def give(request: Request, asked: AddressGiven, authorization: _Authorization = None) -> Response:
        token, address = bearer(authorization) or "", _usable(mail, asked.mail)
        if isinstance(address, Response):
            return address
        if await mail.own(token) is None:
            return not_allowed()
        if wait := wait_s(request, token, address):
            return too_fast(wait)
        outcome = await mail.give(token, address)
        full = isinstance(outcome, Rejected) and outcome.code is Rejection.LIMIT
        return fault("limit", 503) if full else await _shown(mail, token)

    @router.delete("/api/mail")
    async def remove(authorization: _Authorization = None) -> Response:
        token = bearer(authorization) or ""
        if wait := changes.take(hash_token(token)):
            return too_fast(wait)
        return not_allowed() if isinstance(await mail.remove(token), Rejected) else await _shown(mail, token)

    return router


def _confirmed(about: MailPages) -> APIRouter:
    router, tries = APIRouter(), Tries(about.now, TRIES_OF_A_SOURCE)

    @router.post("/api/mail/confirm")
    async def confirm(request: Request, said: SecretSaid) -> Response:
        if wait_s := tries.take(source_at(request, about.proxies)):
            return too_fast(wait_s)
        return JSONResponse({}, 200, PRIVATE) if await about.mail.confirm(said.secret) else fault("unknown_link", 404)

    return router


def _link(about: MailPages) -> APIRouter:
    router, mail = APIRouter(), about.mail
    sources, used = Tries(about.now, TRIES_OF_A_SOURCE), Tries(about.now, TRIES_OF_A_SOURCE)
    asked_of = Tries(about.now, ASKED_AN_HOUR, window_s=HOUR_S)

    @router.get("/api/mail-link")
    async def possible() -> Response:
        return JSONResponse({"possible": mail.possible}, 200, PRIVATE)

    @router.post("/api/mail-link")
    async def ask(request: Request, asked: LinkAsked) -> Response:
        address = _usable(mail, asked.mail)
        if isinstance(address, Response):
            return address
        if wait_s := sources.take(source_at(request, about.proxies)) or asked_of.take(hash_token(address)):
            return too_fast(wait_s)
        return JSONResponse({}, 200, PRIVATE) if mail.ask_link(address) else too_fast(1.0)

    @router.post("/api/mail-link/use")
    async def use(request: Request, said: SecretSaid) -> Response:
        if wait_s := used.take(source_at(request, about.proxies)):
            return too_fast(wait_s)
        token = await mail.use(said.secret)
        return fault("unknown_link", 404) if token is None else JSONResponse({"token": token}, 200, PRIVATE)

    return router


def _stopped(about: MailPages) -> APIRouter:
    """The page behind the link in every mail. Opening it changes nothing; its button, and a mail program, send a POST."""
    router, tries = APIRouter(), Tries(about.now, TRIES_OF_A_SOURCE)

    def shown(body: str) -> Response:
        answer = page(_TITLE, both("h1", "메일 그만 받기", "No more mail") + body, site=about.site, base=about.base)
        answer.headers.update(PRIVATE)
        return answer

    @router.api_route(STOP_PATH, methods=["GET", "HEAD"])
    async def question() -> Response:
        return shown(
            both("p", *_STOP)
            + '<form method="post"><button>메일 그만 받기 <span lang="en">· Get no more mail</span></button></form>'
        )

    @router.post(STOP_PATH)
    async def stop(request: Request, key: str = "") -> Response:
        if wait_s := tries.take(source_at(request, about.proxies)):
            return too_fast(wait_s)
        await about.mail.stop(key[:_SECRET_CHARS_MAX])
        return shown(both("p", *_STOPPED, kind="good"))

    return router


async def _shown(mail: CitizenMail, token: str) -> Response:
    own = await mail.own(token)
    if own is None:
        return not_allowed()
    return JSONResponse({"possible": mail.possible, "mail": own.mail or "", "confirmed": own.confirmed}, 200, PRIVATE)


def _usable(mail: CitizenMail, typed: str) -> str | Response:
    """Return the address in the form in which it is looked for, or why none is taken."""
    if not mail.possible:
        return fault("no_mail", 409)
    try:
        return check_mail(typed).lower()
    except ValueError:
        return fault("no_mail_address", 422)
