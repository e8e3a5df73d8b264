"""What is wrong with a backend's declaration, its manifest and forms, without running a handler. Names each fault."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, get_args

from madang_counters.contract import Backend
from madang_counters.forms import Form, check_form, files_asked, form_schema
from madang_counters.manifest import Kind, Manifest
from madang_counters.sample import sample_day, sample_fields
from madang_counters.size import BYTES_A_LETTER_MAX, form_bytes_max
from madang_protocol import limits
from madang_protocol.messages import Words

IDENT = re.compile(r"[a-z][a-z0-9_-]{0,47}")
VERSION = re.compile(r"\d+\.\d+\.\d+")
TERM_HOURS_MAX = 24 * 60
TALK = "talk"  # what is uploaded to a conversation is called so in place of a question


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with a backend: the name of the fault, where it is, and how to mend it."""

    code: str
    what: str
    mend: str


def declaration_faults(backend: Backend) -> list[Fault]:
    """Return every fault of manifest and forms; empty when the declaration is complete, bounded and in both languages (SPEC K5).

    An exception while the declaration is read is the fault `bad_declaration`.
    """
    try:
        manifest = getattr(backend, "manifest", None)
        if not isinstance(manifest, Manifest):
            return [Fault("no_manifest", type(backend).__name__, "give the class a `manifest = Manifest(...)`")]
        return [*_of_manifest(manifest), *_of_kind(manifest, backend.form), *_of_forms(manifest, backend.form)]
    except (Exception, SystemExit) as fault:  # noqa: BLE001 - a foreign declaration may raise anything while it is read
        return [
            Fault("bad_declaration", f"{type(fault).__name__}: {fault}", "fill every field with the type it is declared with")
        ]


def _of_manifest(manifest: Manifest) -> Iterator[Fault]:
    named = [("service", manifest.id), *(("skill", skill) for skill in manifest.skills)]
    named += [("act", act.id) for act in manifest.acts] + [("outcome", outcome.id) for outcome in manifest.outcomes]
    yield from (
        Fault("bad_id", f"{kind} {name!r}", "use a-z, 0-9, - and _, a letter first, at most 48")
        for kind, name in named
        if not IDENT.fullmatch(name)
    )
    yield from (
        Fault("twice", f"{kind} {name}", "name it once") for kind, name in sorted({n for n in named if named.count(n) > 1})
    )
    if not VERSION.fullmatch(manifest.version):
        yield Fault("bad_version", manifest.version, "write the version as 1.2.3")
    if manifest.legal_term_hours is not None and not 1 <= manifest.legal_term_hours <= TERM_HOURS_MAX:
        yield Fault("bad_term", str(manifest.legal_term_hours), f"a legal term is 1 to {TERM_HOURS_MAX} working hours, or none")
    spoken = [("title", manifest.title), ("hint", manifest.hint)]
    spoken += [(f"act {act.id}", act.title) for act in manifest.acts]
    spoken += [(f"outcome {outcome.id}", outcome.title) for outcome in manifest.outcomes]
    for where, words in spoken:
        yield from _of_words(where, words)


def _of_words(where: str, words: Words) -> Iterator[Fault]:
    for language, text in (("ko", words.ko), ("en", words.en)):
        if not text.strip():
            yield Fault("not_bilingual", f"{where}: {language}", "write it in Korean and in English")


def _of_kind(manifest: Manifest, form: type[Form] | None) -> Iterator[Fault]:
    if manifest.kind not in get_args(Kind):
        yield Fault("bad_kind", str(manifest.kind), "a service is a `talk` or a `form`")
    if manifest.kind == "form" and form is None:
        yield Fault("no_form", manifest.id, "a service of kind `form` needs a form")
    if manifest.kind == "talk" and not manifest.outcomes:
        yield Fault("no_outcomes", manifest.id, "a talk needs the outcomes that an officer may pick")


def _of_forms(manifest: Manifest, form: type[Form] | None) -> Iterator[Fault]:
    forms = [("form", form), *((f"act {act.id}", act.form) for act in manifest.acts)]
    for where, model in forms:
        if model is not None:
            yield from _of_form(where, model)


def _of_form(where: str, model: object) -> Iterator[Fault]:
    if not (isinstance(model, type) and issubclass(model, Form)):
        yield Fault("not_a_form", where, "derive it from madang_counters.Form, which coerces nothing")
        return
    questions = form_schema(model)["properties"]
    if not 1 <= len(questions) <= limits.FIELDS_MAX:
        yield Fault("bad_size", f"{where}: {len(questions)} questions", f"ask 1 to {limits.FIELDS_MAX} questions")
    over = form_bytes_max(questions) - limits.FRAME_IN_BYTES_MAX
    if over > 0:
        letters = -(-over // BYTES_A_LETTER_MAX)
        yield Fault("too_large", f"{where}: {over} bytes more than a message", f"ask for {letters} letters less in all")
    if where != "form" and files_asked(model):
        yield Fault("files_of_an_act", where, "ask the citizen for files, in the form of the service")
    if TALK in files_asked(model):
        yield Fault("taken_name", f"{where}.{TALK}", "call it otherwise: files of the conversation are called so")
    bare = [fault for name, question in questions.items() for fault in _of_question(f"{where}.{name}", question)]
    yield from bare
    if not bare:  # a sample of a question without bounds says nothing
        rejected = check_form(model, sample_fields(model), today=sample_day(model))
        yield from (
            Fault("sample_rejected", f"{where}.{name}: {code}", "give the pattern an example that it accepts")
            for name, code in rejected.items()
        )


def _of_question(where: str, question: dict[str, Any]) -> Iterator[Fault]:
    for language in ("ko", "en"):
        spoken = question.get(f"x-{language}", {})
        texts = [spoken.get("title", ""), spoken.get("hint", ""), *spoken.get("choices", {}).values()]
        if not all(text.strip() for text in texts):
            yield Fault(
                "not_bilingual", f"{where}: {language}", "use answers.text, whole, yes_no, choice or day with both languages"
            )
    unbounded = question.get("type") == "string" and not question.keys() & {"maxLength", "enum", "format"}
    if unbounded or (question.get("type") == "integer" and not {"minimum", "maximum"} <= question.keys()):
        yield Fault("unbounded", where, "give the answer a bound")
    if "type" not in question:
        yield Fault("bad_answer", where, "an answer is text, a whole number, yes or no, a choice, a day or files")
