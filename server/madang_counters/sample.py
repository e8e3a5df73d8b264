"""Sample answers to a form, made from the form's own declaration. For the conformance suite and for tests by hand."""

from typing import Any

from madang_counters.forms import Form, form_schema
from madang_protocol.fields import FieldValue

LETTER = "가"


def sample_fields(model: type[Form]) -> dict[str, FieldValue]:
    """Return an answer to every question: its example, its first choice, yes, or its least value."""
    return {name: _answer(question) for name, question in form_schema(model)["properties"].items()}


def _answer(question: dict[str, Any]) -> FieldValue:
    match question:
        case {"examples": [str(example), *_]}:
            return example
        case {"enum": [first, *_]}:
            return str(first)
        case {"format": "date", "x-earliest": str(earliest)}:
            return earliest
        case {"type": "boolean"}:
            return True
        case {"type": "integer"}:
            return int(question.get("minimum", 0))
        case _:
            return LETTER * max(1, int(question.get("minLength", 1)))
