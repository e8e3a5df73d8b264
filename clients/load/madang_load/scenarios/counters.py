"""Counters: durable commands, one after another. Nobody walks: what is measured is the office, not the hall.

A citizen's round: take a ticket, begin a request, keep its draft four times, give the ticket back. Each is committed before it is
answered.
"""

import random

from madang_load.asking import Answer, Asking
from madang_load.commons import Commons
from madang_load.forms import FormAnswer, filled
from madang_load.scenarios.stroll import Stroll
from madang_protocol import commands, messages

A_SECOND_MAX = 4  # commands of one citizen: below the rate of SPEC W8, which would reject them
DRAFTS = 4
NO_TICKET = "no-such-ticket"  # asked for in vain, on purpose
_ROUND = ("take", "open", *("draft",) * DRAFTS, "leave")
_TAKE, _OPEN, _LEAVE = 0, 1, len(_ROUND) - 1


class Counters(Stroll):
    """A citizen with one command under way at most. The worker's pacer says when to `send`; `act` does nothing."""

    def __init__(
        self, index: int, commons: Commons, chance: random.Random, *, observes: bool = False, place: str | None = None
    ) -> None:
        super().__init__(index, commons, chance, observes=observes, place=place)
        self.asking = Asking(self.link, commons.tally)
        self.told_all = False  # since `come_back_anew`: all tickets and cases are here
        self._ticket: str | None = None  # what the office acknowledged: ticket, request, revision and answers of its draft
        self._case: str | None = None
        self._rev = 0
        self._fields: dict[str, FormAnswer] | None = None
        self._cases: dict[str, messages.CaseView] = {}  # as the office told them last
        self._form: dict[str, object] = {}
        self._step = chance.choice((_TAKE, _OPEN))  # not all at the same one
        self._returns = False
        self._sent_at = 0.0

    def curious(self) -> frozenset[bytes]:
        return frozenset({b"office", b"pong"})

    def act(self, due: float) -> float | None:  # noqa: ARG002 - as told by `Visitor`
        return None

    # asking ---------------------------------------------------------------------------------------------------------

    def send(self, due: float) -> None:
        """Send the next command of the round; by lot one that must be rejected."""
        self._sent_at = due
        if self.chance.random() < self.commons.rejected_share:
            self.asking.ask(lambda request: commands.TicketLeave(id=request, ticket=NO_TICKET), due=due, to_be_rejected=True)
        else:
            self.asking.ask(self._next_command, due=due)

    def _next_command(self, request: str) -> commands.DurableCommand:
        if self._step == _LEAVE and self._ticket is None:
            self._step = _TAKE
        match _ROUND[self._step]:
            case "take":
                return commands.TicketTake(id=request, service=self._service())
            case "draft" if self._case is not None:
                return commands.CaseDraft(id=request, case=self._case, fields=filled(self._form, self.chance), rev=self._rev)
            case "leave" if self._ticket is not None:
                return commands.TicketLeave(id=request, ticket=self._ticket)
            case _:
                return commands.CaseOpen(id=request, service=self._service())

    def _service(self) -> str:
        """The first service with a form that works; the office rejects `none`."""
        services = self.office.services if self.office else []
        return next((each.id for each in services if each.kind == "form" and not each.broken), "none")

    # answers --------------------------------------------------------------------------------------------------------

    def told(self, message: messages.AnyMessage, now: float) -> None:
        if isinstance(message, messages.Welcome):
            self.asking.again()
        answer = self.asking.heard(message, now)
        if answer is not None:
            self._answered(answer)
            self.commons.pacer.rest(self, max(now, self._sent_at + 1 / A_SECOND_MAX))

    def _answered(self, answer: Answer) -> None:
        if isinstance(answer.reply, messages.Done):
            self._keep(answer.asked.command, answer.reply)
            self._step = (self._step + 1) % len(_ROUND)
        elif not answer.asked.to_be_rejected:
            self._begin_again(answer.asked.command)

    def _keep(self, command: commands.DurableCommand, done: messages.Done) -> None:
        match command:
            case commands.TicketTake():
                self._ticket = done.ref
            case commands.TicketLeave():
                self._ticket = None
            case commands.CaseOpen():
                self._case, self._rev = done.ref, done.rev or 0
            case commands.CaseDraft():
                self._rev, self._fields = done.rev or 0, dict(command.fields)
            case _:
                pass

    def _begin_again(self, command: commands.DurableCommand) -> None:
        """After a rejection that nobody wanted: give back what is held, and begin a new round."""
        if isinstance(command, commands.TicketLeave):
            self._ticket = None  # it was called, and somebody ended it
        self._step = _TAKE if self._ticket is None else _LEAVE

    def case_changed(self, case: messages.CaseView) -> None:
        self._cases[case.id] = case
        self._form = case.form or self._form

    # what became of it ------------------------------------------------------------------------------------------------

    def come_back_anew(self) -> None:
        """Come in again without the session, so that the office tells all that it has. `told_all` is set when it has."""
        self._returns, self.told_all = True, False
        self.tickets, self._cases = {}, {}
        self.link.begin_anew()

    def hear(self, message: messages.AnyMessage, now: float) -> None:
        super().hear(message, now)
        if self._returns and isinstance(message, messages.Tickets):
            self.link.send(commands.Ping(c=self.commons.clock.ping(now)))  # what follows the tickets is here before its answer
        elif self._returns and isinstance(message, messages.Pong):
            self.told_all = True

    def lost(self) -> int:
        """Return how much is lost: a command that was never answered, or what was acknowledged and is not there now."""
        if self.asking.asked is not None:
            return 1
        if not self.told_all:
            return 0  # nobody knows; they are counted apart
        held = {self._ticket} - {None}
        return int(held != self.tickets.keys()) + int(not self._draft_is_there())

    def _draft_is_there(self) -> bool:
        case = self._cases.get(self._case or "")
        if self._case is None or case is None:
            return self._case is None
        return case.rev == self._rev and (self._fields is None or case.fields == self._fields)
