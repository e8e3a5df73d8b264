"""A message by its number and key, over HTTP (SPEC O14). Knows no session.

Number and key come in the body of a form alone: addresses are kept in histories and logs. Wrong ones are counted as wrong
passwords are (throttle.py).
"""

import asyncio
from dataclasses import dataclass
from datetime import tzinfo
from urllib.parse import parse_qs

from fastapi import APIRouter, Request, Response

from madang_office.numbers import read_appointment_key, read_inquiry_number
from madang_server.addresses import Proxies
from madang_server.office_app.inquiry_desk import FoundInquiry, InquiryDesk
from madang_server.site import Site
from madang_server.web import appointment_page, pages
from madang_server.web import inquiry_page as words
from madang_server.web.callers import PRIVATE, address_of
from madang_server.web.throttle import Throttle

_FIELDS_MAX = 8
_WRITTEN_MAX = 8_000  # letters as they come; how many it may have is the office's rule
Fields = dict[str, str]


@dataclass(frozen=True, slots=True)
class InquiryPages:
    """What the pages of one office's messages are made with."""

    desk: InquiryDesk
    site: Site
    zone: tzinfo
    base: str
    proxies: Proxies
    throttle: Throttle

    async def found(self, request: Request) -> tuple[Fields, FoundInquiry | Response]:
        """Return what was asked, and the message of that number and key or the page that says why there is none."""
        asked = await _asked(request)
        number = read_inquiry_number(asked.get("number", "")[:80]) or ""
        key = read_appointment_key(asked.get("key", "")[:80]) or ""
        source = address_of(request, self.proxies)
        wait_s = self.throttle.take(number, source)
        if wait_s:
            answer = self.page(words.ask(self.base, told=appointment_page.too_fast(round(wait_s) + 1)), status=429)
            answer.headers["retry-after"] = str(round(wait_s) + 1)
            return asked, answer
        await asyncio.sleep(self.throttle.pause_s(number, source))
        found = await self.desk.find(number, key) if number and key else None
        if found is None:
            return asked, self.page(words.ask(self.base, told=words.unknown()), status=404)
        self.throttle.forgive(number, source)
        return asked, found

    def page(self, body: str, *, status: int = 200) -> Response:
        answer = pages.page(words.TITLE, body, status=status, site=self.site, base=self.base)
        answer.headers.update(PRIVATE)
        return answer

    async def after(self, found: FoundInquiry, told: words.Told) -> Response:
        """Return the page of the message as it is by now."""
        now = await self.desk.find(found.inquiry.number, found.inquiry.key)
        return self.page(words.show(now or found, self.zone, self.base, told))


def inquiry_routes(about: InquiryPages) -> APIRouter:
    """Return the routes of an office's messages."""
    router = APIRouter()

    @router.api_route(words.PATH, methods=["GET", "HEAD"])
    async def ask() -> Response:
        return about.page(words.ask(about.base))

    @router.post(words.PATH)
    async def show(request: Request) -> Response:
        _, found = await about.found(request)
        return found if isinstance(found, Response) else about.page(words.show(found, about.zone, about.base))

    @router.post(f"{words.PATH}/change")
    async def change(request: Request) -> Response:
        asked, found = await about.found(request)
        if isinstance(found, Response):
            return found
        rejected = await about.desk.change(found, asked.get("text", "")[:_WRITTEN_MAX], asked.get("phone", "")[:80])
        return await about.after(found, words.CHANGED if rejected is None else words.TOLD_OF.get(rejected, words.NOT_NOW))

    @router.post(f"{words.PATH}/cancel")
    async def cancel(request: Request) -> Response:
        asked, found = await about.found(request)
        if isinstance(found, Response):
            return found
        if found.inquiry.open and asked.get("sure") != "yes":
            return about.page(words.sure(found, about.base))
        rejected = await about.desk.cancel(found)
        return await about.after(found, words.CANCELLED if rejected is None else words.NOT_NOW)

    return router


async def _asked(request: Request) -> Fields:
    """Return the fields of a form, none twice; nothing for a body that is none."""
    try:
        fields = parse_qs((await request.body()).decode("utf-8"), max_num_fields=_FIELDS_MAX, keep_blank_values=True)
    except ValueError:  # not UTF-8, or more fields than any form of ours has
        fields = {}
    return {name: values[0] for name, values in fields.items()}
