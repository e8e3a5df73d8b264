"""Appointments over HTTP: the times that may be booked, and one by its number and key (SPEC T29, T35). Knows no session.

Number and key come in the body of a form alone: addresses are kept in histories and logs. Wrong ones are counted as wrong
passwords are (throttle.py).
"""

import asyncio
from dataclasses import dataclass
from datetime import tzinfo
from urllib.parse import parse_qs

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from madang_office.numbers import read_appointment_key, read_appointment_number
from madang_protocol.messages import Words
from madang_server.addresses import Proxies
from madang_server.office_app.appointment_desk import AppointmentDesk, FoundAppointment
from madang_server.site import Site
from madang_server.web import appointment_page as words
from madang_server.web import pages
from madang_server.web.calendar_file import calendar_file
from madang_server.web.callers import PRIVATE, address_of
from madang_server.web.throttle import Throttle

_FIELDS_MAX = 8


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a form said: no field twice."""

    fields: dict[str, str]

    @property
    def number(self) -> str:
        """The number as it was given; nothing for what can be none."""
        return read_appointment_number(self.fields.get("number", "")[:80]) or ""

    @property
    def key(self) -> str:
        return read_appointment_key(self.fields.get("key", "")[:80]) or ""

    @property
    def at(self) -> int:
        """The instant that was chosen; 0 for what is none."""
        typed = self.fields.get("at", "")
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 12 else 0


@dataclass(frozen=True, slots=True)
class AppointmentPages:
    """What the pages of one office's appointments are made with."""

    desk: AppointmentDesk
    site: Site
    office: Words
    zone: tzinfo
    base: str
    address: str  # of the office
    proxies: Proxies
    throttle: Throttle

    async def found(self, request: Request) -> tuple[_Asked, FoundAppointment | Response]:
        """Return what was asked, and the appointment of that number and key or the page that says why there is none."""
        asked = await _asked(request)
        source = address_of(request, self.proxies)
        wait_s = self.throttle.take(asked.number, source)
        if wait_s:
            answer = self.page(words.ask(self.base, told=words.too_fast(round(wait_s) + 1)), status=429)
            answer.headers["retry-after"] = str(round(wait_s) + 1)
            return asked, answer
        await asyncio.sleep(self.throttle.pause_s(asked.number, source))
        found = await self.desk.find(asked.number, asked.key) if asked.number and asked.key else None
        if found is None:
            return asked, self.page(words.ask(self.base, told=words.unknown()), status=404)
        self.throttle.forgive(asked.number, source)
        return asked, found

    def page(self, body: str, *, status: int = 200) -> Response:
        answer = pages.page(words.TITLE, body, status=status, site=self.site, base=self.base)
        answer.headers.update(PRIVATE)
        return answer

    def shown(self, found: FoundAppointment, told: words.Told | None = None) -> Response:
        free = self.desk.free_times(found.appointment.service) or [] if found.booked else []
        return self.page(words.show(found, free, self.zone, self.base, told))

    async def after(self, found: FoundAppointment, told: words.Told) -> Response:
        """Return the page of the appointment as it is by now."""
        now = await self.desk.find(found.appointment.number, found.appointment.key)
        shown = now or found
        return self.shown(shown, told if shown.booked or told is words.CANCELLED else None)


def appointment_routes(about: AppointmentPages) -> APIRouter:
    """Return the routes of an office's appointments."""
    router = APIRouter()
    router.include_router(_routes_by_number(about))

    @router.get("/api/appointments/times")
    async def times(service: str) -> Response:
        free = about.desk.free_times(service[:48])
        if free is None:
            return JSONResponse({"code": "unknown_service"}, 404, PRIVATE)
        return JSONResponse({"times": free}, 200, PRIVATE)

    @router.api_route("/appointment", methods=["GET", "HEAD"])
    async def ask() -> Response:
        return about.page(words.ask(about.base))

    return router


def _routes_by_number(about: AppointmentPages) -> APIRouter:
    router = APIRouter()

    @router.post("/appointment")
    async def show(request: Request) -> Response:
        _, found = await about.found(request)
        return found if isinstance(found, Response) else about.shown(found)

    @router.post("/appointment/move")
    async def move(request: Request) -> Response:
        asked, found = await about.found(request)
        if isinstance(found, Response):
            return found
        rejected = await about.desk.move(found, asked.at)
        return await about.after(found, words.MOVED if rejected is None else words.TOLD_OF.get(rejected, words.NOT_NOW))

    @router.post("/appointment/cancel")
    async def cancel(request: Request) -> Response:
        asked, found = await about.found(request)
        if isinstance(found, Response):
            return found
        if found.booked and asked.fields.get("sure") != "yes":
            return about.page(words.sure(found, about.zone, about.base))
        rejected = await about.desk.cancel(found)
        return await about.after(found, words.CANCELLED if rejected is None else words.NOT_NOW)

    @router.post("/appointment/calendar")
    async def calendar(request: Request) -> Response:
        _, found = await about.found(request)
        if isinstance(found, Response):
            return found
        file = await asyncio.to_thread(calendar_file, found, about.office, about.address)
        name = f'attachment; filename="{found.appointment.number}.ics"'
        return Response(file, media_type="text/calendar; charset=utf-8", headers=PRIVATE | {"content-disposition": name})

    return router


async def _asked(request: Request) -> _Asked:
    """Return the fields of a form; nothing for a body that is none."""
    try:
        fields = parse_qs((await request.body()).decode("utf-8"), max_num_fields=_FIELDS_MAX)
    except ValueError:  # not UTF-8, or more fields than any form of ours has
        fields = {}
    return _Asked({name: values[0] for name, values in fields.items()})
