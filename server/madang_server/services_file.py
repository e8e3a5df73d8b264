"""services.toml as it is written: its tables and keys, with their bounds. What they mean together is `catalogue.py`'s."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from madang_office.grounds import Ground
from madang_office.services import PREFIX
from madang_protocol.fields import Language
from madang_protocol.writing import tidy_line
from madang_server.appointments_table import AppointmentsTable
from madang_server.holidays_table import ClosedDay, HolidaysTable, WorkedDay
from madang_server.hours_table import HoursTable
from madang_server.objections_table import ObjectionsTable
from madang_server.site import LANGUAGES, Sentence, SiteTable

_ID = r"^[a-z][a-z0-9_-]{0,47}$"
_Skill = Annotated[str, Field(min_length=1, max_length=48), AfterValidator(tidy_line)]
_Days = Annotated[int, Field(strict=True, ge=90, le=36_525)]  # of a request that ended
_Minutes = Annotated[float, Field(strict=True, ge=0, le=24 * 60, allow_inf_nan=False)]
_TalkMinutes = Annotated[int, Field(strict=True, ge=1, le=4 * 60)]


def _in_order(minutes: tuple[float, float]) -> tuple[float, float]:
    if minutes[0] > minutes[1]:
        raise ValueError("must be the shorter time before the longer")
    return minutes


def _each_once(languages: list[Language]) -> list[Language]:
    if len(set(languages)) < len(languages):
        raise ValueError("must name each language once")
    return languages


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


def _moved(_value: object) -> None:
    raise ValueError('is now a table of its own, [holidays], such as closed = [{ date = "2026-10-15", ko = "...", en = "..." }]')


class OfficeTable(_Strict):
    name: Sentence
    city: Sentence | None = None
    issuer: Sentence
    seal: Annotated[str, Field(min_length=4, max_length=9)]
    languages: Annotated[list[Language], Field(min_length=1), AfterValidator(_each_once)] = list(LANGUAGES)
    timezone: str = "Asia/Seoul"
    priority: list[Ground] = list(Ground)
    after_closing_minutes: Annotated[int, Field(strict=True, ge=0, le=4 * 60)] = 30
    away_minutes: Annotated[int, Field(strict=True, ge=2, le=24 * 60)] = 60
    kept_days: _Days | None = None
    talk_minutes: Annotated[tuple[_TalkMinutes, _TalkMinutes], AfterValidator(_in_order)] = (15, 20)
    holidays: Annotated[None, BeforeValidator(_moved)] = None


class ServiceTable(_Strict):
    prefix: Annotated[str, Field(pattern=f"^{PREFIX.pattern}$")]
    backend: str | None = None
    title: Sentence | None = None
    hint: Sentence | None = None
    skills: list[_Skill] | None = None
    hours: HoursTable | None = None
    usual_minutes: Annotated[tuple[_Minutes, _Minutes], AfterValidator(_in_order)] | None = None
    appointments: AppointmentsTable | None = None
    objections: ObjectionsTable | None = None
    kept_days: _Days | None = None


class ServicesFile(_Strict):
    office: OfficeTable
    hours: HoursTable
    holidays: HolidaysTable = HolidaysTable()
    objections: ObjectionsTable = ObjectionsTable()
    services: Annotated[dict[Annotated[str, Field(pattern=_ID)], ServiceTable], Field(min_length=1)]
    site: SiteTable = SiteTable()


_TABLES = (ServicesFile, OfficeTable, ServiceTable, AppointmentsTable, ObjectionsTable)
_TABLES_WITHIN = (Sentence, SiteTable, HolidaysTable, ClosedDay, WorkedDay)
KEYS = {key for table in (*_TABLES, *_TABLES_WITHIN) for key in table.model_fields}
