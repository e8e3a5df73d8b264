"""What a service is: its words, what officers may do in it, how it may end. Knows no case and no handler."""

from dataclasses import dataclass
from typing import Literal

from madang_counters.forms import Form
from madang_protocol.messages import Words

Kind = Literal["talk", "form"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Something that an officer may do with a case. `form`: what must be said with it."""

    id: str
    title: Words
    form: type[Form] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    id: str
    title: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """The declaration of a backend, read once at start. `declared.declaration_faults` checks it.

    `id`, skills, acts and outcomes: `[a-z][a-z0-9_-]*`, at most 48 characters. `version`: 1.2.3. `skills`: what an officer must
    be able to do. A talk needs `outcomes`. `legal_term_hours`: working hours from submission within which the office owes an
    answer.
    """

    id: str
    title: Words
    hint: Words
    kind: Kind
    version: str
    skills: tuple[str, ...] = ()
    acts: tuple[Act, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    legal_term_hours: int | None = None

    def act(self, act_id: str) -> Act | None:
        return next((act for act in self.acts if act.id == act_id), None)
