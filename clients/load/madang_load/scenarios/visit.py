"""Visit: a stroll with a purpose. Some take a ticket and come when called, some hand in a form, some only look round."""

import random
import time

from madang_load.scenarios.stroll import Stroll
from madang_load.visitor import Commons
from madang_protocol import messages, wishes


class Visit(Stroll):
    """A citizen with an errand: by lot a conversation, a form, or none."""

    def __init__(
        self, index: int, commons: Commons, chance: random.Random, *, observes: bool = False, place: str | None = None
    ) -> None:
        super().__init__(index, commons, chance, observes=observes, place=place)
        self.errand = chance.choice(("talk", "form", "look"))
        self._begun = False

    def curious(self) -> frozenset[bytes]:
        """Somebody with an errand reads the board."""
        return frozenset({b"office"})

    def decide(self) -> None:
        """Begin the errand once the board is known, and walk about meanwhile."""
        if not self._begun and self.office is not None and self.errand != "look":
            self._begun = True
            self._begin()
        super().decide()

    def _begin(self) -> None:
        services = self.office.services if self.office else []
        fitting = [each.id for each in services if each.kind == self.errand and not each.broken]
        if not fitting:
            return
        service = self.chance.choice(fitting)
        request = self.link.request_id()
        talk = self.errand == "talk"
        self.link.send(wishes.TicketTake(id=request, service=service) if talk else wishes.CaseOpen(id=request, service=service))

    def called(self, call: messages.Called, now: float) -> None:
        """Come."""
        self.commons.tally.counts["called"] += 1
        self.link.send(wishes.TicketAnswer(id=self.link.request_id(), ticket=call.ticket.id))
        if not call.again:
            self.commons.call(call.ticket.number, heard=now)

    def case_changed(self, case: messages.CaseView) -> None:
        """Fill in what is asked, answer in the conversation, be glad about a document."""
        if case.state == "draft" and case.form:
            request = self.link.request_id()
            self.link.send(wishes.CaseSubmit(id=request, case=case.id, fields=filled(case.form, self.chance)))
        elif case.documents:
            self.commons.tally.counts["documents"] += 1

    def told(self, message: messages.AnyMessage, now: float) -> None:  # noqa: ARG002
        """Answer what an officer writes, now and then."""
        if isinstance(message, messages.CaseEntry) and message.entry.by == "officer" and self.chance.random() < 0.5:
            self.link.send(wishes.CaseSay(id=self.link.request_id(), case=message.case, text="네, 알겠습니다."))


def filled(form: dict[str, object], chance: random.Random) -> dict[str, str | int | bool | None]:
    """Answers that the form admits: a value for every field that it demands."""
    properties = form.get("properties")
    required = form.get("required")
    assert isinstance(properties, dict)
    names = required if isinstance(required, list) else list(properties)
    return {name: _answer(properties[name], chance) for name in names}


def _answer(field: dict[str, object], chance: random.Random) -> str | int | bool | None:
    choices = field.get("enum")
    if isinstance(choices, list) and choices:
        return str(chance.choice(choices))
    match field.get("type"):
        case "integer":
            low = field.get("minimum", 1)
            return low if isinstance(low, int) else 1
        case "boolean":
            return chance.random() < 0.5
        case _:
            return _text(field)


def _text(field: dict[str, object]) -> str:
    if field.get("format") == "date":
        return time.strftime("%Y-%m-%d", time.gmtime(631_152_000))
    shortest = field.get("minLength", 1)
    return "서울시 중구 마당길 1"[: max(3, shortest if isinstance(shortest, int) else 1)]
