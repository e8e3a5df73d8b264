"""Sample answers to a form, made from the form's own declaration. For the conformance suite and for tests by hand."""

from datetime import date
from typing import Any

from madang_counters.forms import Form, form_schema
from madang_protocol.fields import FieldValue

LETTER = "가"
SAMPLE_FILE = "sample-file"  # an id that no office gives
FIRST_DAY = date(2026, 1, 1)  # any day


def sample_day(model: type[Form]) -> date:
    """Return a day on which the sample is handed in: none of its days has passed its bound then (SPEC K6)."""
    questions = form_schema(model)["properties"].values()
    begun = [question["x-earliest"] for question in questions if question.get("x-latest") == "today"]
    return max([FIRST_DAY, *(date.fromisoformat(day) for day in begun if day != "today")])


def sample_fields(model: type[Form]) -> dict[str, FieldValue]:
    """Return an answer to every question: its example, its first choice, yes, or its least value, on its `sample_day`."""
    today = sample_day(model).isoformat()
    return {name: _answer(question, today) for name, question in form_schema(model)["properties"].items()}


def _answer(question: dict[str, Any], today: str) -> FieldValue:  # noqa: PLR0911 - one return a kind of question
    match question:
        case {"format": "attachments"}:
            return SAMPLE_FILE
        case {"examples": [str(example), *_]}:
            return example
        case {"enum": [first, *_]}:
            return str(first)
        case {"format": "date", "x-earliest": str(earliest)}:
            return today if earliest == "today" else earliest
        case {"type": "boolean"}:
            return True
        case {"type": "integer"}:
            return int(question.get("minimum", 0))
        case _:
            return LETTER * max(1, int(question.get("minLength", 1)))
