"""A document that is ready to be drawn: what the backend issued, and what the office adds. Plain data."""

from datetime import datetime, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

from msgspec import Meta, Struct

from madang_counters.steps import IssueDocument
from madang_protocol import fields as f
from madang_protocol.messages import Words


class OfficeNames(Struct, frozen=True, kw_only=True):
    """How the issuing office is named. `seal`: its four to nine syllables. `timezone`: a name of the tz database."""

    name: Words
    issuer: Words
    seal: Annotated[str, Meta(min_length=4, max_length=9)]
    timezone: str = "Asia/Seoul"


class Sheet(Struct, frozen=True, kw_only=True):
    """One document. `issued`: unix seconds. `verify_page`: the address where anybody may look a number up, without the number."""

    number: str
    issued: f.UnixSeconds
    document: IssueDocument
    office: OfficeNames
    verify_page: str

    @property
    def issued_at(self) -> datetime:
        return self.at(self.issued)

    @property
    def verify_address(self) -> str:
        """The address that the QR code holds."""
        return f"{self.verify_page}?number={self.number}"

    @property
    def valid_until(self) -> datetime | None:
        """The last day on which the document is valid; None: it does not expire."""
        days = self.document.valid_days
        return None if days is None else self.issued_at + timedelta(days=days)

    def at(self, instant: int) -> datetime:
        """Return an instant (unix seconds) as the office's clock shows it then: summer time is that of the instant."""
        return datetime.fromtimestamp(instant, ZoneInfo(self.office.timezone))
