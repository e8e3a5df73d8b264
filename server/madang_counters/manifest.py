"""What a service is: its words, what officers may do in it, how it may end. Knows no case and no handler."""

from dataclasses import dataclass
from typing import Literal

from madang_counters.forms import Form
from madang_protocol.messages import Words

Kind = Literal["talk", "form"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Something an officer may do with a case; `form` is what must be said with it."""

    id: str
    title: Words
    form: type[Form] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A way in which a talk may end; the officer picks one."""

    id: str
    title: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """The declared face of a backend. `legal_term_hours` counts working hours from the day of submission."""

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
        """The declared act of this id, or none."""
        return next((act for act in self.acts if act.id == act_id), None)
