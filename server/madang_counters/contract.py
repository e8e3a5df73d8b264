"""The contract: a backend is a manifest, perhaps a form, and one stateless handler from (case, event) to steps (K1)."""

from abc import ABC, abstractmethod
from typing import ClassVar

from madang_counters.events import AnyEvent, CaseSnapshot
from madang_counters.forms import Form
from madang_counters.manifest import Manifest
from madang_counters.steps import AnyStep


class Backend(ABC):
    """What stands behind a service. One instance serves all cases at once, so it keeps nothing of any of them."""

    manifest: ClassVar[Manifest]
    form: ClassVar[type[Form] | None] = None

    @abstractmethod
    async def handle(self, case: CaseSnapshot, event: AnyEvent, /) -> list[AnyStep]:
        """What happens next. The same case and event give the same steps; an event without a meaning here gives none.

        Never blocks the loop, never retries (the office hands the event in again, with the same `key`). An exception
        closes this counter for a while (K3) and leaves the case as it was. Only `FormInvalid` is an answer: on Submitted and
        OfficerActed it names the answers of that form that do not fit the case, and the form is not taken (C4).
        """
