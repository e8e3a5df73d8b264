"""The public holidays of a country, as the library `holidays` reckons them: lunar, substitute and election days among them.

It is loaded when it is first asked, which takes some 0.2 s of CPU and 10 MB; a command that needs no calendar does not ask.
"""

from datetime import date
from typing import TYPE_CHECKING

from madang_protocol.messages import Words

if TYPE_CHECKING:
    from holidays import HolidayBase


class PublicHolidays:
    """The holidays of a country (ISO 3166-1, two letters), or of one of its parts as well (ISO 3166-2, without the country).

    `load` takes the library's time at once, and finds out whether it knows the country.
    """

    __slots__ = ("_in_english", "_in_korean", "country", "subdivision", "told")

    def __init__(self, country: str, subdivision: str | None) -> None:
        self.country = country
        self.subdivision = subdivision
        self.told: set[int] = set()  # years of which the log has said that they are not known
        self._in_korean: HolidayBase | None = None
        self._in_english: HolidayBase | None = None

    def load(self) -> None:
        """Load the library. Raises `ValueError` that names the key when it does not know the country, or the part."""
        import holidays

        try:
            parts = holidays.country_holidays(self.country).subdivisions
        except NotImplementedError as error:
            raise ValueError(
                f"holidays.country: the holidays of {self.country} are not known; write none and name all days"
            ) from error
        try:
            self._in_korean, self._in_english = self._in("ko"), self._in("en")
        except NotImplementedError as error:
            known = ", ".join(parts) or "none"
            raise ValueError(f"holidays.subdivision: {self.country} has no {self.subdivision}; known are {known}") from error

    def knows(self, year: int) -> bool:
        """Tell whether the library has the holidays of that year."""
        holidays = self._korean()
        return holidays.start_year <= year <= holidays.end_year

    def name(self, day: date) -> Words | None:
        """Return what the day is called, in the country's own language where the library has no other; None for no holiday."""
        if not self.knows(day.year):
            self._tell(day.year)
            return None
        korean = self._korean().get(day)
        if korean is None:
            return None
        return Words(korean, self._english().get(day) or korean)

    def _tell(self, year: int) -> None:
        """Say once in the log that the holidays of a year are not known: terms run through them."""
        if year not in self.told:
            import structlog

            self.told.add(year)
            structlog.get_logger(__name__).warning("public holidays are not known", country=self.country, year=year)

    def _in(self, language: str) -> "HolidayBase":
        """Return the holidays with their names in that language, in English where there are none in it."""
        import holidays

        spoken = holidays.country_holidays(self.country).supported_languages
        found = next((code for wanted in (language, "en") for code in spoken if code.partition("_")[0] == wanted), "en_US")
        return holidays.country_holidays(self.country, subdiv=self.subdivision, language=found)

    def _korean(self) -> "HolidayBase":
        if self._in_korean is None:
            self.load()
        assert self._in_korean is not None
        return self._in_korean

    def _english(self) -> "HolidayBase":
        if self._in_english is None:
            self.load()
        assert self._in_english is not None
        return self._in_english
