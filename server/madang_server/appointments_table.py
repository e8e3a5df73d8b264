"""The table `[services.NAME.appointments]` of services.toml: how a service gives appointments. Knows no other table."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from madang_office.appointments import AppointmentRules


class AppointmentsTable(BaseModel):
    """As it is written; minutes are whole ones."""

    model_config = ConfigDict(extra="forbid")

    desks: Annotated[int, Field(strict=True, ge=1, le=50)]
    slot_minutes: Annotated[int, Field(strict=True, ge=5, le=8 * 60)]
    days_ahead: Annotated[int, Field(strict=True, ge=0, le=90)] = 14
    lead_minutes: Annotated[int, Field(strict=True, ge=0, le=7 * 24 * 60)] = 60
    check_in_minutes: Annotated[int, Field(strict=True, ge=1, le=120)] = 15
    late_minutes: Annotated[int, Field(strict=True, ge=1, le=120)] = 10


def read_appointments(table: AppointmentsTable) -> AppointmentRules:
    """Return the rules that the table says."""
    return AppointmentRules(
        desks=table.desks,
        slot_s=table.slot_minutes * 60.0,
        days_ahead=table.days_ahead,
        lead_s=table.lead_minutes * 60.0,
        early_s=table.check_in_minutes * 60.0,
        late_s=table.late_minutes * 60.0,
    )
