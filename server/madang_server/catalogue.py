"""What this office offers: services.toml joined with the installed counter plug-ins. Reads one file at start, decides nothing."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from importlib import resources
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import ValidationError

from madang_counters import Backend
from madang_counters.documents import OfficeNames, unprintable_names
from madang_office.calendar import Calendar, LegalTerm, Unit
from madang_office.grounds import Ground
from madang_office.objections import USUAL, ObjectionRules
from madang_office.office_days import OfficeDays
from madang_office.protection import TalkTimes
from madang_office.services import Kind, Service, UsualLength
from madang_protocol.fields import Language
from madang_protocol.messages import Words
from madang_server.appointments_table import read_appointments
from madang_server.faults import Misconfigured
from madang_server.holidays_table import Holidays, faults_of_holidays, read_holidays, read_worked_days
from madang_server.hours_table import HoursTable, read_hours
from madang_server.objections_table import read_objections
from madang_server.service_examples import EXAMPLES
from madang_server.services_file import KEYS, OfficeTable, ServicesFile, ServiceTable
from madang_server.setting_faults import faults_of
from madang_server.settings import SERVICES_FILE
from madang_server.site import Sentence, Site, read_site
from madang_server.toml_text import parse_toml, read_toml

FAULTS_TOLD_MAX = 20


@dataclass(frozen=True, slots=True)
class Offer:
    """One service, and the plug-in behind it."""

    service: Service
    backend: Backend


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All that the office offers, by service id."""

    name: Words
    city: Words | None
    names: OfficeNames  # as documents show them
    offers: Mapping[str, Offer]
    calendar: Calendar
    days: Mapping[str, OfficeDays]  # of each service, in its hours
    after_closing_s: float  # for so long those who wait as a service closes are served yet (SPEC T22)
    talk_times: TalkTimes  # after which the officer of a talk is told that it is long (SPEC T43)
    away_s: float  # for so long the place of somebody who is away is kept (SPEC T23)
    holidays: Holidays
    grounds: frozenset[Ground]
    site: Site
    kept_days: int | None = None  # for so long a request is kept after it ended (SPEC C53); none: always
    objections: ObjectionRules = USUAL  # of a service that says nothing of its own
    base: str = ""  # the path below which the office is, among several of one server

    @property
    def services(self) -> dict[str, Service]:
        """The services alone, by id."""
        return {name: offer.service for name, offer in self.offers.items()}

    @property
    def own_names(self) -> tuple[str, ...]:
        """What the office and who answers for it are called; no visitor may be."""
        return (self.name.ko, self.name.en, self.names.issuer.ko, self.names.issuer.en)

    @property
    def languages(self) -> tuple[Language, ...]:
        """In which the office serves people, the one first in which it begins (SPEC O6)."""
        return self.site.languages

    def served_language(self, wanted: str) -> Language:
        """Return the language in which somebody is served who asks for this one."""
        return next((language for language in self.languages if language == wanted), self.languages[0])

    def days_of(self, service: str) -> OfficeDays:
        """Return the days of a service; those of the office for one that is not offered any more."""
        return self.days.get(service) or OfficeDays(self.calendar, self.after_closing_s)

    def objections_of(self, service: str) -> ObjectionRules:
        """Return how one objects to a decision of the service; as the office says for one that is not offered any more."""
        offer = self.offers.get(service)
        return (offer.service.objections if offer is not None else None) or self.objections

    def kept_days_of(self, service: str) -> int | None:
        """Return for how many days a request for the service is kept after it ended; None: always."""
        offer = self.offers.get(service)
        return (offer.service.kept_days if offer is not None else None) or self.kept_days

    def day(self, now: float) -> date:
        """Return the day in the office's own time zone."""
        return self.calendar.day(now)


def load_catalogue(path: Path, backends: Mapping[str, Backend], *, since: float | None = None) -> Catalogue:
    """Return what `path` offers, or the built-in demonstration when there is no such file.

    `since`: an instant (unix seconds) from which the calendar will be asked. Public holidays are then read at once, which
    takes some 0.2 s, and that legal terms end is proved; without it they are read when a day is first asked for.
    Raises `Misconfigured` with a line for each fault: those of how the file is written, else those of what it says.
    """
    name = str(path) if path.is_file() else SERVICES_FILE
    try:
        found = ServicesFile.model_validate(_read(path))
    except ValidationError as error:
        raise _misconfigured(name, (f"{key}: {words}" for key, words in faults_of(error, KEYS, EXAMPLES))) from error
    except ValueError as error:
        raise _misconfigured(name, [str(error)]) from error
    except OSError as error:
        raise _misconfigured(name, [f"cannot be read ({error.strerror})"]) from error
    faults = list(_faults(found, backends, path.parent))
    if faults:
        raise _misconfigured(name, faults)
    catalogue = _catalogue(found, backends, path.parent)
    faults = list(_faults_of_calendar(catalogue, since)) if since is not None else []
    if faults:
        raise _misconfigured(name, faults)
    return catalogue


def _misconfigured(name: str, faults: Iterable[str]) -> Misconfigured:
    lines = [f"{name}: {' '.join(fault.split())}" for fault in faults]
    more = [f"{name}: and {len(lines) - FAULTS_TOLD_MAX} more"] if len(lines) > FAULTS_TOLD_MAX else []
    return Misconfigured(*lines[:FAULTS_TOLD_MAX], *more)


def _faults(found: ServicesFile, backends: Mapping[str, Backend], folder: Path) -> Iterator[str]:
    """Yield every fault of what a well-written file says, with its key."""
    yield from _fault(lambda: _zone(found.office.timezone))
    yield from _fault(lambda: _names(found.office))
    hours, faults_of_hours = read_hours(found.hours)
    yield from faults_of_hours
    yield from faults_of_holidays(found.holidays, hours)
    for service, entry in found.services.items():
        yield from read_hours(entry.hours or {}, f"services.{service}.hours")[1]
        yield from _fault(partial(_offer, service, entry, backends))
    yield from _fault(lambda: read_site(found.site, found.office.languages, _words(found.office.name), folder))


def _faults_of_calendar(catalogue: Catalogue, since: float) -> Iterator[str]:
    """Yield what is wrong only where holidays are known: their country, and terms that do not end."""
    if catalogue.holidays.public is not None:
        faults = list(_fault(catalogue.holidays.public.load))
        if faults:
            yield from faults
            return
    for name, service in catalogue.services.items():
        if service.legal_term is not None:
            for fault in _fault(partial(catalogue.calendar.due, since, service.legal_term)):
                yield f"hours: the legal term of services.{name} does not end in them: {fault}"


def _fault(read: Callable[[], object]) -> Iterator[str]:
    try:
        read()
    except ValueError as error:
        yield str(error)


def _catalogue(found: ServicesFile, backends: Mapping[str, Backend], folder: Path) -> Catalogue:
    holidays = read_holidays(found.holidays)
    calendars = {service: _calendar(found, holidays, entry.hours) for service, entry in found.services.items()}
    after_closing_s = found.office.after_closing_minutes * 60.0
    return Catalogue(
        name=_words(found.office.name),
        city=_words(found.office.city) if found.office.city else None,
        names=_names(found.office),
        offers={service: _offer(service, entry, backends) for service, entry in found.services.items()},
        calendar=_calendar(found, holidays),
        days={service: OfficeDays(calendar, after_closing_s) for service, calendar in calendars.items()},
        after_closing_s=after_closing_s,
        talk_times=TalkTimes(*(minutes * 60.0 for minutes in found.office.talk_minutes)),
        away_s=found.office.away_minutes * 60.0,
        holidays=holidays,
        grounds=frozenset(found.office.priority),
        site=read_site(found.site, found.office.languages, _words(found.office.name), folder),
        objections=read_objections(found.objections),
        kept_days=found.office.kept_days,
    )


def _read(path: Path) -> dict[str, Any]:
    if path.is_file():
        return read_toml(path)
    return parse_toml(resources.files("madang_server").joinpath("office_app", SERVICES_FILE).read_text("utf-8"))


def _offer(name: str, entry: ServiceTable, backends: Mapping[str, Backend]) -> Offer:
    backend = backends.get(entry.backend or name)
    if backend is None:
        known = ", ".join(sorted(backends))
        raise ValueError(f"services.{name}: no counter plug-in is called {entry.backend or name}; known are {known}")
    if entry.appointments is not None and Kind(backend.manifest.kind) is not Kind.TALK:
        raise ValueError(f"services.{name}.appointments: the service has no line, it begins with a form")
    return Offer(_service(name, entry, backend), backend)


def _service(name: str, entry: ServiceTable, backend: Backend) -> Service:
    manifest = backend.manifest
    title, hint = entry.title or manifest.title, entry.hint or manifest.hint
    usual = entry.usual_minutes
    hours = manifest.legal_term_hours
    return Service(
        id=name,
        title={"ko": title.ko, "en": title.en},
        prefix=entry.prefix,
        kind=Kind(manifest.kind),
        hint={"ko": hint.ko, "en": hint.en},
        skills=frozenset(manifest.skills if entry.skills is None else entry.skills),
        legal_term=LegalTerm(hours, Unit.WORKING_HOURS) if hours else None,
        usual=UsualLength(usual[0] * 60, usual[1] * 60) if usual else None,
        appointments=read_appointments(entry.appointments) if entry.appointments else None,
        objections=read_objections(entry.objections) if entry.objections else None,
        kept_days=entry.kept_days,
    )


def _calendar(found: ServicesFile, holidays: Holidays, own: HoursTable | None = None) -> Calendar:
    """Return the calendar of the office, or of a service with hours of its own. Holidays are the same for all."""
    hours, _ = read_hours(found.hours if own is None else own)
    own_hours = read_worked_days(found.holidays, hours)
    return Calendar(zone=_zone(found.office.timezone), hours=hours, holidays=holidays, own_hours=own_hours)


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(f"office.timezone: {name} is no time zone such as Asia/Seoul") from error


def _names(office: OfficeTable) -> OfficeNames:
    names = OfficeNames(name=_words(office.name), issuer=_words(office.issuer), seal=office.seal, timezone=office.timezone)
    for key, letters in unprintable_names(names).items():
        raise ValueError(f"office.{key}: documents cannot show {letters}")
    return names


def _words(sentence: Sentence) -> Words:
    return Words(sentence.ko, sentence.en)
