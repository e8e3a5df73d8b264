"""The kinds of answers that a form may ask for. Each carries its bounds and words; the wire knows text, numbers, yes or no."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Literal

from annotated_types import GroupedMetadata
from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo, WithJsonSchema
from pydantic_core import PydanticCustomError

from madang_counters.documents.printable import unprintable
from madang_protocol import limits
from madang_protocol.messages import Words
from madang_protocol.writing import has_hidden

EARLIEST = date(1900, 1, 1)
LATEST = date(2199, 12, 31)
TODAY = "today"  # as a bound: the office's own day when the answers are handed in (SPEC K6)
CONSENT = Words("개인정보 수집·이용에 동의합니다", "I agree that this data is taken and used")
NEEDED = Words("동의하지 않으면 제출할 수 없습니다", "Without it the form cannot be submitted")
UNPRINTABLE = frozenset({"Cc", "Cs", "Co", "Cn", "Zl", "Zp"})

FileKind = Literal["jpeg", "png", "webp", "pdf"]
_FILE_ID_CHARS_MAX = 40
_FILE_ID = re.compile(r"[A-Za-z0-9_-]{1,40}")

# Which of the person's own data an answer is, as in HTML's `autocomplete`, so that a device can fill it in (WCAG 1.3.5).
OwnText = Literal["name", "organization", "email", "tel", "postal-code", "address-line1", "street-address"]
OwnDay = Literal["bday"]
Bound = date | Literal["today"]


class FormAnswer(GroupedMetadata):
    """What stands in `Annotated[type, ...]`. Pydantic takes it apart into its pieces."""

    def __init__(self, *pieces: object) -> None:
        self._pieces = pieces

    def __iter__(self) -> Iterator[object]:
        return iter(self._pieces)


def text(
    title: Words,
    hint: Words,
    *,
    length_max: int,
    length_min: int = 1,
    pattern: str | None = None,
    example: str | None = None,
    lines: bool = False,
    printed: bool = False,
    autofill: OwnText | None = None,
) -> FormAnswer:
    """Ask for a `str` of `length_min` to `length_max` characters. `lines`: several lines; `autofill`: which own data it is.

    `printed`: it goes into a certificate, so every letter must be one that documents can show (SPEC C11).
    `ValueError` past 4,000 characters. A `pattern` needs an `example`, which the citizen sees. Text cannot hold control
    characters, hidden ones, or ones that turn the direction of reading; the office removes them from what citizens hand in.
    """
    if length_max > limits.FIELD_CHARS_MAX:
        raise ValueError(f"an answer holds at most {limits.FIELD_CHARS_MAX} characters")
    examples = None if example is None else [example]
    extra = {**_spoken(title, hint), "x-lines": lines, **_own(autofill)}
    bounds = Field(min_length=length_min, max_length=length_max, pattern=pattern, examples=examples, json_schema_extra=extra)
    checks = [AfterValidator(_lines if lines else _one_line), *([AfterValidator(_printable)] if printed else [])]
    return FormAnswer(bounds, *checks)


def whole(title: Words, hint: Words, *, least: int, most: int) -> FormAnswer:
    """Ask for an `int` from `least` to `most`."""
    return FormAnswer(Field(ge=least, le=most, json_schema_extra=_spoken(title, hint)))


def yes_no(title: Words, hint: Words) -> FormAnswer:
    """Ask for a `bool`."""
    return FormAnswer(Field(json_schema_extra=_spoken(title, hint)))


def consent(*, taken: Words, purpose: Words, kept: Words, declining: Words) -> FormAnswer:
    """Ask for a `bool` that must be yes: the consent to take personal data (SPEC C17). Give it no default.

    `taken`: which data; `purpose`: what for; `kept`: how long; `declining`: that one may decline, and what follows then.
    """

    def given(value: object) -> object:
        if value is not True:
            raise PydanticCustomError("consent_missing", "is not given")
        return value

    told = {"taken": taken, "purpose": purpose, "kept": kept, "declining": declining}
    spoken = _spoken(CONSENT, NEEDED)
    spoken["x-ko"]["consent"] = {name: words.ko for name, words in told.items()}
    spoken["x-en"]["consent"] = {name: words.en for name, words in told.items()}
    return FormAnswer(Field(json_schema_extra={**spoken, "const": True}), AfterValidator(given))


def choice(title: Words, hint: Words, options: Mapping[str, Words]) -> FormAnswer:
    """Ask for a `str` that is one of the keys of `options`; their words are sent with the form."""

    def known(value: str) -> str:
        if value not in options:
            raise PydanticCustomError("unknown_choice", "is not one of the options")
        return value

    extra = {**_spoken(title, hint, options), "enum": list(options)}
    return FormAnswer(Field(json_schema_extra=extra), AfterValidator(known))


def day(
    title: Words, hint: Words, *, earliest: Bound = EARLIEST, latest: Bound = LATEST, autofill: OwnDay | None = None
) -> FormAnswer:
    """Ask for a `date` from `earliest` to `latest`, written as year-month-day on the wire.

    A bound may be `"today"`: a day of birth has `latest="today"` (SPEC K6).
    """
    bounds = {"x-earliest": _written(earliest), "x-latest": _written(latest)}
    schema = {"type": "string", "format": "date", **bounds, **_spoken(title, hint), **_own(autofill)}

    def within(value: date, info: ValidationInfo) -> date:
        today: date | None = (info.context or {}).get(TODAY)
        least, most = (bound if isinstance(bound, date) else today for bound in (earliest, latest))
        if (least is not None and value < least) or (most is not None and value > most):
            raise PydanticCustomError("out_of_range", "is outside of its bounds")
        return value

    return FormAnswer(BeforeValidator(_date), AfterValidator(within), WithJsonSchema(schema))


def files(
    title: Words, hint: Words, *, most: int = 3, kinds: tuple[FileKind, ...] = ("jpeg", "png", "webp", "pdf")
) -> FormAnswer:
    """Ask for a `tuple[str, ...]` of 1 to `most` files, by their ids; `()` as a default makes it optional (SPEC K9).

    The office takes the files and checks kind and size; `case.attachments` says what they are. `ValueError` past 10 of them.
    For a service's own form alone: officers attach nothing to an act.
    """
    if not 1 <= most <= limits.FILES_OF_ANSWER_MAX:
        raise ValueError(f"an answer holds 1 to {limits.FILES_OF_ANSWER_MAX} files")
    letters = most * (_FILE_ID_CHARS_MAX + 1)
    bounds = {"maxLength": letters, "x-most": most, "x-kinds": list(kinds)}
    schema = {"type": "string", "format": "attachments", **bounds, **_spoken(title, hint)}

    def named(value: object) -> tuple[str, ...]:
        found = tuple(value.split()) if isinstance(value, str) else value
        if not isinstance(found, tuple) or not all(_FILE_ID.fullmatch(str(each)) for each in found):
            raise PydanticCustomError("bad_type", "names no files")
        if len(found) > most:
            raise PydanticCustomError("too_many", "names more files than are asked for")
        return tuple(dict.fromkeys(found))

    return FormAnswer(BeforeValidator(named), WithJsonSchema(schema))


def _written(bound: Bound) -> str:
    return bound if isinstance(bound, str) else bound.isoformat()


def _spoken(title: Words, hint: Words, options: Mapping[str, Words] | None = None) -> dict[str, Any]:
    korean: dict[str, Any] = {"title": title.ko, "hint": hint.ko}
    english: dict[str, Any] = {"title": title.en, "hint": hint.en}
    if options is not None:
        korean["choices"] = {value: words.ko for value, words in options.items()}
        english["choices"] = {value: words.en for value, words in options.items()}
    return {"x-ko": korean, "x-en": english}


def _own(autofill: OwnText | OwnDay | None) -> dict[str, str]:
    return {} if autofill is None else {"x-autofill": autofill}


def _lines(value: str) -> str:
    if has_hidden(value) or any(unicodedata.category(character) in UNPRINTABLE for character in value.replace("\n", "")):
        raise PydanticCustomError("bad_format", "holds a character that cannot be printed")
    return value


def _one_line(value: str) -> str:
    if "\n" in value:
        raise PydanticCustomError("bad_format", "holds a line break")
    return _lines(value)


def _printable(value: str) -> str:
    if unprintable(value):
        raise PydanticCustomError("unprintable", "holds a letter that documents cannot show")
    return value


def _date(value: object) -> date:
    if not isinstance(value, str):
        raise PydanticCustomError("bad_type", "is not text")
    try:
        found = date.fromisoformat(value)
    except ValueError:
        raise PydanticCustomError("bad_format", "is not a date") from None
    if found.isoformat() != value:  # other ISO spellings (20240131, week dates) are not what the form asks for
        raise PydanticCustomError("bad_format", "is not written as year-month-day")
    return found
