"""Checks the answers of a form as the office takes them (SPEC C4, K6, C11). Pure: knows forms, no case."""

from collections.abc import Mapping
from datetime import date

from madang_counters import Form, check_form, form_schema, tidy_answers
from madang_counters.documents import unprintable
from madang_office.rejected import Rejected
from madang_protocol import Rejection
from madang_protocol.fields import FieldValue
from madang_protocol.messages import Unprintable, Words
from madang_protocol.writing import too_long_answers


def checked_answers(form: type[Form] | None, fields: Mapping[str, FieldValue], today: date) -> dict[str, FieldValue] | Rejected:
    """Return the answers, tidied, or the rejection that names every faulty one. None: nothing was asked."""
    answers = tidy_answers(form, fields)
    faults = too_long_answers(answers) | (check_form(form, answers, today=today) if form is not None else {})
    if not faults:
        return answers
    if form is None:
        return Rejected(Rejection.FORM_INVALID, faults)
    lacking = [name for name, code in faults.items() if code == "unprintable"]
    return Rejected(Rejection.FORM_INVALID, faults, [_named(form, name, answers[name]) for name in lacking])


def _named(form: type[Form], name: str, answer: FieldValue) -> Unprintable:
    question = form_schema(form)["properties"][name]
    title = Words(question["x-ko"]["title"], question["x-en"]["title"])
    return Unprintable(title, unprintable(str(answer)), name)
