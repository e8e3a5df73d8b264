"""Messages about one thing that go out together, as of a ring or an alarm (SPEC O12, O25), and what became of them. Pure."""

from dataclasses import dataclass, replace

from madang_office.outbox import SendState, Way


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """Who is told of it. `here`: officers on the page; of mails and of the webhook: how many, were taken, were given up."""

    id: str
    began: float
    here: int = 0
    mails: int = 0
    mails_sent: int = 0
    mails_failed: int = 0
    hooks: int = 0
    hooks_sent: int = 0
    hooks_failed: int = 0

    @property
    def anybody(self) -> bool:
        """Whether somebody was told of it, or may still be."""
        return self.here + self.mails - self.mails_failed + self.hooks - self.hooks_failed > 0

    def settled(self, way: Way, state: SendState) -> "Round":
        """Return it after one of its messages was taken or given up."""
        field = f"{'mails' if way is Way.MAIL else 'hooks'}_{'sent' if state is SendState.SENT else 'failed'}"
        return replace(self, **{field: getattr(self, field) + 1})
