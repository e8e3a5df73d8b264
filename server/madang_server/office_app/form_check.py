"""Checks the answers of a form as the office takes them (SPEC C4, K6, C11). Pure: knows forms and files, no case."""

from collections.abc import Mapping, Sequence
from datetime import date

from madang_counters import Form, check_form, files_asked, form_schema, tidy_answers
from madang_counters.documents import unprintable
from madang_office.attachments import Attachment
from madang_office.rejected import Rejected
from madang_protocol import Rejection
from madang_protocol.fields import FieldValue
from madang_protocol.messages import Unprintable, Words
from madang_protocol.writing import too_long_answers


def checked_answers(
    form: type[Form] | None, fields: Mapping[str, FieldValue], today: date, files: Sequence[Attachment] = ()
) -> dict[str, FieldValue] | Rejected:
    """Return the answers, tidied, or the rejection that names every faulty one. None: nothing was asked.

    `files`: those of the case that are there.
    """
    answers = tidy_answers(form, fields)
    found = check_form(form, answers, today=today) if form is not None else {}
    faults = too_long_answers(answers) | unknown_files(form, answers, files) | found
    if not faults:
        return answers
    if form is None:
        return Rejected(Rejection.FORM_INVALID, faults)
    lacking = [name for name, code in faults.items() if code == "unprintable"]
    return Rejected(Rejection.FORM_INVALID, faults, [_named(form, name, answers[name]) for name in lacking])


def unknown_files(form: type[Form] | None, answers: Mapping[str, FieldValue], files: Sequence[Attachment]) -> dict[str, str]:
    """Return `unknown_file` for each answer that names a file which the case has not, for that question (SPEC C27)."""
    there = {(each.field, each.id) for each in files}
    return {name: "unknown_file" for name in files_asked(form) if not {(name, each) for each in ids_of(answers, name)} <= there}


def ids_of(answers: Mapping[str, FieldValue], name: str) -> list[str]:
    """Return the ids of the files by which this question is answered."""
    answer = answers.get(name)
    return answer.split() if isinstance(answer, str) else []


def _named(form: type[Form], name: str, answer: FieldValue) -> Unprintable:
    question = form_schema(form)["properties"][name]
    title = Words(question["x-ko"]["title"], question["x-en"]["title"])
    return Unprintable(title, unprintable(str(answer)), name)
