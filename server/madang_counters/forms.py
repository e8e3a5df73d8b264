"""Forms, declared once: a pydantic model whose answers carry words in both languages (SPEC K4). Knows no case and no service."""

import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator
from pydantic_core import ErrorDetails

from madang_protocol.fields import FieldValue
from madang_protocol.writing import tidy_fields

CODES = {
    "missing": "missing",
    "extra_forbidden": "unknown_field",
    "string_too_long": "too_long",
    "string_too_short": "too_short",
    "string_pattern_mismatch": "bad_format",
    "greater_than_equal": "out_of_range",
    "less_than_equal": "out_of_range",
    "string_type": "bad_type",
    "int_type": "bad_type",
    "bool_type": "bad_type",
    "unknown_choice": "unknown_choice",
    "literal_error": "unknown_choice",
    "bad_type": "bad_type",
    "out_of_range": "out_of_range",
    "unprintable": "unprintable",
    "consent_missing": "missing",
    "too_many": "too_many",
    "unknown_file": "unknown_file",
}

_TEXT = (str, type(None))
_TYPED = {"boolean": (bool, type(None)), "integer": (int, str, type(None))}
_UNSEEN = frozenset({"Cf", "Zs", "Zl", "Zp"})  # control characters are rejected with a code
_BLANK = frozenset("\t\n\u115f\u1160\u2800\u3164\uffa0")  # characters of other categories that are drawn as nothing


@dataclass(frozen=True, slots=True)
class FilesAsked:
    """A question that is answered by files: how many at most, and of which kinds."""

    most: int
    kinds: tuple[str, ...]


class FormInvalid(Exception):
    """The answers do not fit the form. `fields`: name of the answer -> code of what is wrong, one of the values of CODES.

    A handler may raise it, on Submitted and OfficerActed, for answers of that event's form; any other use counts as a fault
    (K3).
    """

    def __init__(self, fields: dict[str, str]) -> None:
        super().__init__(", ".join(f"{name}: {code}" for name, code in sorted(fields.items())))
        self.fields = fields


def _is_seen(character: str) -> bool:
    """Return whether a person sees this character on paper. An answer without any such character counts as no answer."""
    return character not in _BLANK and unicodedata.category(character) not in _UNSEEN


class Form(BaseModel):
    """A form: derive a class, with a field `name: Annotated[type, answers.<kind>(...)]` for each question (SPEC K4).

    Nothing is coerced, nothing unknown is taken, answers are stripped and cannot be changed. A default makes a question
    optional.
    """

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, str_strip_whitespace=True)

    @model_validator(mode="before")
    @classmethod
    def _an_empty_answer_is_no_answer(cls, answers: Any) -> Any:
        # A cleared input comes as "" or null. A required answer is then `missing`; another has its default.
        if not isinstance(answers, dict):
            return answers
        return {name: answer for name, answer in answers.items() if not _is_empty(answer)}

    @classmethod
    def read(cls, fields: Mapping[str, object], *, today: date | None = None) -> Self:
        """Return the typed answers. Raises `FormInvalid` with every faulty field.

        `fields`: values as the wire has them (text, whole numbers, yes or no, None). An empty or invisible text counts as no
        answer. `today`: the office's day, when they are handed in. Without it bounds of today do not count: a handler reads
        answers that were within them then (SPEC K6).
        """
        try:
            return cls.model_validate(dict(fields), context={"today": today})
        except ValidationError as fault:
            raise FormInvalid(_codes(fault.errors(include_url=False, include_input=False))) from fault


def _is_empty(answer: object) -> bool:
    return answer is None or (isinstance(answer, str) and not any(_is_seen(character) for character in answer))


def _codes(errors: list[ErrorDetails]) -> dict[str, str]:
    codes: dict[str, str] = {}
    for error in errors:
        name = str(error["loc"][0]) if error["loc"] else "form"
        codes.setdefault(name, CODES.get(error["type"], "bad_format"))
    return codes


def check_form(model: type[Form], fields: Mapping[str, object], *, today: date) -> dict[str, str]:
    """Return name -> code of every faulty field; empty when the form may be handed in (SPEC C4, K4, K6).

    `fields` as for `Form.read`; `today`: the day in the office's zone. Codes are the values of CODES; what fits no single field
    is under `form`. The caller rejects with `form_invalid` and these fields.
    """
    try:
        model.read(fields, today=today)
    except FormInvalid as fault:
        return fault.fields
    return {}


def check_draft(model: type[Form] | None, fields: Mapping[str, object]) -> dict[str, str]:
    """Return name -> code of every answer that nobody can have typed into this form (SPEC C3): `unknown_field`, `bad_type`.

    What is not answered yet, or not yet as it must be, is no fault: a number may still be text. None: nothing is asked.
    """
    typed = _typed(model) if model is not None else {}
    unknown = {name: "unknown_field" for name in fields if name not in typed}
    wrong = {name: "bad_type" for name, answer in fields.items() if name in typed and type(answer) not in typed[name]}
    return unknown | wrong


@cache
def _typed(model: type[Form]) -> dict[str, tuple[type, ...]]:
    """Return what stands in a draft for each question: of yes or no that, of a number also text, of all others text."""
    return {name: _TYPED.get(_type_of(question), _TEXT) for name, question in form_schema(model)["properties"].items()}


def _branches(question: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [question, *question.get("anyOf", ())]  # an optional answer is this or null


def _type_of(question: Mapping[str, Any]) -> str:
    return next((branch["type"] for branch in _branches(question) if branch.get("type", "null") != "null"), "string")


def tidy_answers(model: type[Form] | None, fields: Mapping[str, FieldValue]) -> dict[str, FieldValue]:
    """Return the answers as they are checked and kept: tidied, in NFC, those of one line without line breaks (SPEC C4)."""
    questions = form_schema(model)["properties"] if model is not None else {}
    with_lines = {name for name, question in questions.items() if question.get("x-lines") is True}
    return {name: value if name in with_lines else _joined(value) for name, value in tidy_fields(fields).items()}


def _joined(value: FieldValue) -> FieldValue:
    return " ".join(line.strip() for line in value.splitlines() if line) if isinstance(value, str) else value


@cache
def files_asked(model: type[Form] | None) -> dict[str, FilesAsked]:
    """Return the questions of a form that are answered by files, by name (SPEC K9)."""
    questions = form_schema(model)["properties"] if model is not None else {}
    asked = {name: _branches(question) for name, question in questions.items()}
    return {
        name: FilesAsked(int(branch["x-most"]), tuple(branch["x-kinds"]))
        for name, branches in asked.items()
        for branch in branches
        if branch.get("format") == "attachments"
    }


@cache
def asks_consent(model: type[Form]) -> bool:
    """Return whether the form asks for consent to take personal data (SPEC C17)."""
    return any("consent" in question.get("x-en", {}) for question in form_schema(model)["properties"].values())


def form_schema(model: type[Form]) -> dict[str, Any]:
    """Return the form as JSON Schema (2020-12) for clients, of the same model that checks it (SPEC K4).

    Questions made by `answers` have their words in `x-ko` and `x-en`: title, hint, and of a choice its options. `title` is the
    English one, `x-order` lists the names in order, `required` is always there. Each call returns a new dict.
    """
    schema: dict[str, Any] = json.loads(_schema_text(model))
    return schema


@cache
def _schema_text(model: type[Form]) -> str:
    """Return the schema as JSON: it takes a millisecond to make, which is more than a command costs, and never changes."""
    schema = model.model_json_schema()
    for name, question in schema["properties"].items():
        question["title"] = question.get("x-en", {}).get("title", name)
    schema["x-order"] = list(schema["properties"])
    schema.setdefault("required", [])
    schema.pop("description", None)
    return json.dumps(schema)
