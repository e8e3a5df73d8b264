"""Who answers for these pages: the `[site]` table of services.toml, as pages show it. Bounded text and addresses; no routes."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from madang_protocol.fields import Language
from madang_protocol.messages import Words
from madang_server.addresses import read_origin

LANGUAGES: tuple[Language, ...] = ("ko", "en")  # that Madang speaks
LOGO_BYTES_MAX = 200_000
LOGO_SUFFIXES = (".svg", ".png", ".webp")
_LINE = StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]+$")
_Line = Annotated[str, _LINE, AfterValidator(lambda line: unicodedata.normalize("NFC", line))]


def _web_address(text: str) -> str:
    scheme, _, rest = text.partition("://")
    if read_origin(f"{scheme}://{re.split('[/?#]', rest)[0]}") is None:
        raise ValueError("must be an address such as https://www.example.go.kr/privacy, without name and password")
    return text


_Address = Annotated[str, StringConstraints(max_length=500, pattern=r"^[!-~]+$"), AfterValidator(_web_address)]


def _contact(text: str) -> str:
    if not text.startswith(("mailto:", "tel:")):
        return _web_address(text)
    if not text.partition(":")[2]:
        raise ValueError("must be a contact such as mailto:security@example.go.kr")
    return text


_Contact = Annotated[str, StringConstraints(max_length=500, pattern=r"^[!-~]+$"), AfterValidator(_contact)]


class Sentence(BaseModel):
    """The same line in both languages."""

    model_config = ConfigDict(extra="forbid")
    ko: _Line
    en: _Line


class SiteTable(BaseModel):
    """What the table may say. All of it is optional."""

    model_config = ConfigDict(extra="forbid")
    operator: Sentence | None = None
    logo: Annotated[str, StringConstraints(max_length=80, pattern=r"^\w[\w.-]*\.(svg|png|webp)$")] | None = None
    official: Annotated[bool, Field(strict=True)] = False
    privacy: _Address | None = None
    accessibility: _Address | None = None
    copyright: Sentence | None = None
    address: Sentence | None = None
    telephone: Annotated[str, StringConstraints(max_length=30, pattern=r"^[+(]?\d[\d ()-]+$")] | None = None
    retention: Sentence | None = None
    security: _Contact | None = None


@dataclass(frozen=True, slots=True)
class Site:
    """As pages show it. `operator` is the office's own name where the table names none."""

    name: Words  # the office's own
    operator: Words
    languages: tuple[Language, ...] = LANGUAGES  # in which the office serves people; it begins in the first (SPEC O6)
    official: bool = False
    logo: Path | None = None
    privacy: str | None = None
    accessibility: str | None = None
    copyright: Words | None = None
    address: Words | None = None
    telephone: str | None = None
    retention: Words | None = None  # how long what a form asks for is kept, in the office's own words
    security: str | None = None  # where weaknesses are reported: mailto:, tel: or a web address


def read_site(table: SiteTable, languages: Sequence[Language], office: Words, folder: Path) -> Site:
    """Return the site of the office of that name; files lie in `folder`. Raises `ValueError` that names the key."""
    return Site(
        name=office,
        operator=_words(table.operator) or office,
        languages=tuple(languages),
        official=table.official,
        logo=_logo(table.logo, folder),
        privacy=table.privacy,
        accessibility=table.accessibility,
        copyright=_words(table.copyright),
        address=_words(table.address),
        telephone=table.telephone,
        retention=_words(table.retention),
        security=table.security,
    )


def _words(sentence: Sentence | None) -> Words | None:
    return None if sentence is None else Words(sentence.ko, sentence.en)


def _logo(name: str | None, folder: Path) -> Path | None:
    if name is None:
        return None
    path = folder / name
    if not path.is_file():
        raise ValueError(f"site.logo: there is no file {name} beside services.toml")
    if path.stat().st_size > LOGO_BYTES_MAX:
        raise ValueError(f"site.logo: {name} has more than {LOGO_BYTES_MAX} bytes")
    return path
