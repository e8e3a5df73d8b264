"""The contract: a backend is a manifest, perhaps a form, and one stateless handler from (case, event) to steps (SPEC K1)."""

from abc import ABC, abstractmethod
from typing import ClassVar

from madang_counters.events import AnyEvent, CaseSnapshot
from madang_counters.forms import Form
from madang_counters.manifest import Manifest
from madang_counters.steps import AnyStep


class Backend(ABC):
    """What stands behind a service. One instance serves all cases, several at once, so it keeps nothing of any of them.

    Declare `manifest`, and for a service of kind `form` also `form`. The class is made without arguments, by an entry point of
    the group `madang.counters` whose name is the manifest's id. `BackendConformance` says what is wrong with it (SPEC K5).
    """

    manifest: ClassVar[Manifest]
    form: ClassVar[type[Form] | None] = None

    @abstractmethod
    async def handle(self, case: CaseSnapshot, event: AnyEvent, /) -> list[AnyStep]:
        """Return what the office does next, in this order; an empty list for an event that means nothing here (SPEC K1, K2).

        The same case and event give the same steps: use no clock and no chance. At most 32 steps, at most one of `AskForm`,
        `WaitForOfficer` and `AskSupplement`, nothing after `Refuse` or `Close`. Case and event are not changed.

        It may await, for 5 seconds in all by default, and does not block or retry: the same event may be handed in again, with
        the same `key`. An exception, a late answer or steps against the rules reject the command and leave the case as it was;
        several in a row close the counter for a while (K3). Only `FormInvalid` is an answer: on Submitted and OfficerActed it
        names the answers of that event's form that do not fit the case, and the form is not taken (C4).
        """
