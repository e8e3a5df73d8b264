"""The tables `[objections]` and `[services.NAME.objections]` of services.toml: how one objects to a decision."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from madang_office.calendar import LegalTerm, Unit
from madang_office.objections import ObjectionRules


class ObjectionsTable(BaseModel):
    """As it is written; both in whole days."""

    model_config = ConfigDict(extra="forbid")

    within_days: Annotated[int, Field(strict=True, ge=1, le=366)] = 90
    decided_within_working_days: Annotated[int, Field(strict=True, ge=1, le=120)] = 10


def read_objections(table: ObjectionsTable) -> ObjectionRules:
    """Return the rules that the table says."""
    return ObjectionRules(days=table.within_days, term=LegalTerm(table.decided_within_working_days, Unit.WORKING_DAYS))
