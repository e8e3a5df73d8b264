"""Who is beside a case, for its citizen and officers; and the case as each of those may see it. Reads alone.

What is hidden from a party is taken out here, before anything is sent (SPEC C48).
"""

from collections.abc import Collection, Sequence
from math import isfinite
from typing import Any

from msgspec import structs

from madang_counters import Form, files_asked, form_schema
from madang_office.attachments import TALK
from madang_office.cases import CaseState
from madang_office.parties import EVER_MAX, OPEN_STATES, Party, ends_at, is_looking
from madang_protocol import messages as m
from madang_protocol.parts import Helping, PartyView
from madang_server.store.case_rows import StoredCase

ENDED_SHOWN_MAX = 5  # the newest; the record has all
assert ENDED_SHOWN_MAX < EVER_MAX


def with_parties(message: m.Case, parties: Sequence[Party]) -> m.Case:
    """Return the case with who is beside it, for its citizen and officers (SPEC C50)."""
    if not parties:
        return message
    there = sorted((each for each in parties if each.state in OPEN_STATES), key=lambda each: each.invited)
    ended = sorted((each for each in parties if each not in there), key=lambda each: each.ended or 0.0)
    return m.Case(structs.replace(message.case, parties=[_view(each) for each in (*there, *ended[-ENDED_SHOWN_MAX:])]))


def _view(party: Party) -> PartyView:
    return PartyView(
        id=party.id,
        role=party.role.value,
        state=party.state.value,
        fields=list(party.fields),
        writes=party.writes,
        invited=int(party.invited),
        name=party.name,
        until=_until(party),
        looked=None if party.looked is None else int(party.looked),
        looks=party.looks,
        ended=None if party.ended is None else int(party.ended),
    )


def _until(party: Party) -> int | None:
    ends = ends_at(party)
    return int(ends) if isfinite(ends) and party.state in OPEN_STATES else None


def questions(form: type[Form] | None) -> frozenset[str]:
    """Return the names of the answers that can be shown to a party."""
    return frozenset(form_schema(form)["properties"]) if form is not None else frozenset()


def writable(form: type[Form] | None, party: Party) -> frozenset[str]:
    """Return the answers that a party may give: those that they see, but no files and no consent (SPEC C17)."""
    if form is None or not party.writes:
        return frozenset()
    asked = form_schema(form)["properties"]
    consents = {name for name in asked if "consent" in asked[name].get("x-en", {})}
    return (questions(form) & set(party.fields)) - consents - files_asked(form).keys()


def for_party(message: m.Case, form: type[Form] | None, case: StoredCase, party: Party, now: float) -> m.Case:
    """Return the case as this party may see it: nothing but how it stands, until it is in the record that they look."""
    view, asked = message.case, form_schema(form)["properties"] if form is not None else {}
    shown = questions(form) & set(party.fields)
    looks = is_looking(party, now)
    helping = Helping(
        party=party.id,
        role=party.role.value,
        name=party.inviter,
        writes=party.writes,
        hidden=len(asked) - len(shown),
        until=_until(party),
        opened=looks,
    )
    if not looks:
        standing = m.CaseView(id=view.id, number=view.number, service=view.service, state=view.state, due=view.due)
        return m.Case(structs.replace(standing, helping=helping))
    fills_in = party.writes and case.record.state is CaseState.SUPPLEMENT_ASKED
    seen = structs.replace(
        view,
        form=_part_of(view.form, writable(form, party) if fills_in else shown),
        fields={name: answer for name, answer in view.fields.items() if name in shown},
        documents=[],
        attachments=[file for file in view.attachments if file.field in {TALK, *shown}],
        ticket=None,
        object_until=None,
        parties=[],
        helping=helping,
    )
    return m.Case(seen)


def _part_of(form: dict[str, Any] | None, names: Collection[str]) -> dict[str, Any] | None:
    """Return the schema of these questions alone."""
    if form is None:
        return None
    kept = {name: question for name, question in form["properties"].items() if name in names}
    order, required = ([name for name in form[key] if name in names] for key in ("x-order", "required"))
    return {**form, "properties": kept, "x-order": order, "required": required}
