"""Visit: a stroll with an errand. Some take a ticket and come when called, some hand in a form, some only look round."""

import random

from madang_load.commons import Commons
from madang_load.forms import filled
from madang_load.scenarios.stroll import Stroll
from madang_protocol import commands, messages

_ANSWER_SHARE = 0.5  # of what an officer writes


class Visit(Stroll):
    """A citizen with an errand: by lot a conversation, a form, or none."""

    errands: tuple[str, ...] = ("talk", "form", "look")

    def __init__(
        self, index: int, commons: Commons, chance: random.Random, *, observes: bool = False, place: str | None = None
    ) -> None:
        super().__init__(index, commons, chance, observes=observes, place=place)
        self.errand = chance.choice(self.errands)
        self.begun = False
        self._submitted: set[str] = set()
        self._documents: set[str] = set()

    def curious(self) -> frozenset[bytes]:
        """Return the kinds of the board of services, which every citizen with an errand reads."""
        return frozenset({b"office"})

    def act(self, due: float) -> float | None:
        """Begin the errand once the board is known, and walk about meanwhile."""
        if not self.begun and self.office is not None and self.link.open and self.errand != "look":
            self.begun = True
            self._begin(self.office)
        return super().act(due)

    def _begin(self, office: messages.Office) -> None:
        fitting = [each.id for each in office.services if each.kind == self.errand and not each.broken]
        if not fitting:
            return
        service = self.chance.choice(fitting)
        request = self.link.request_id()
        talk = self.errand == "talk"
        self.commons.tally.counts["tickets" if talk else "cases"] += 1
        self.link.send(
            commands.TicketTake(id=request, service=service) if talk else commands.CaseOpen(id=request, service=service)
        )

    def called(self, call: messages.Called, now: float) -> None:
        self.commons.tally.counts["called"] += 1
        self.commons.tally.call(call.ticket.id, heard=now)
        self.link.send(commands.TicketAnswer(id=self.link.request_id(), ticket=call.ticket.id))

    def case_changed(self, case: messages.CaseView) -> None:
        """Hand each form in once, and count new documents."""
        if case.state == "draft" and case.form and case.id not in self._submitted:
            self._submitted.add(case.id)
            request = self.link.request_id()
            self.link.send(commands.CaseSubmit(id=request, case=case.id, fields=filled(case.form, self.chance)))
        new = {document.number for document in case.documents} - self._documents
        self._documents |= new
        self.commons.tally.counts["documents"] += len(new)

    def told(self, message: messages.AnyMessage, now: float) -> None:  # noqa: ARG002 - every visitor is told the time
        """Answer some of what an officer writes."""
        answers = isinstance(message, messages.CaseEntry) and message.entry.by == "officer" and message.entry.text
        if answers and isinstance(message, messages.CaseEntry) and self.chance.random() < _ANSWER_SHARE:
            self.link.send(commands.CaseSay(id=self.link.request_id(), case=message.case, text="네, 알겠습니다."))
