"""Named faults of the outside world, as the server knows them. Foreign errors are translated into these at the border."""


class Misconfigured(Exception):
    """Something that the person who runs the server can mend: for each fault one whole line, written for them."""

    def __init__(self, *lines: str) -> None:
        super().__init__(*lines)
        self.lines = lines

    def __str__(self) -> str:
        return "; ".join(self.lines)


class HeldElsewhere(Misconfigured):
    """Another server has this office; the line says which, and since when. It may be gone in a moment."""


class CodeTooOld(Misconfigured):
    """The database may no longer be used by this version (SPEC N11); the line says which is needed."""


class Forbidden(Exception):
    """A sign-in is forged, expired, or of a disabled officer: the connection ends with 4403 (SPEC S10)."""


class ProviderAway(Exception):
    """The provider of OpenID Connect does not answer, or not as one."""


class NotProven(Exception):
    """The provider of OpenID Connect proves nobody: its answer is forged, old, for another, or none."""


class Overloaded(Exception):
    """More of this is under way than is good for everybody else: nothing was done, and it may be tried again in a moment."""


class TooManyNewcomers(Exception):
    """More people than an address may make have come from one: this one may come back after `retry_ms` (SPEC S15)."""

    def __init__(self, retry_ms: int) -> None:
        super().__init__(retry_ms)
        self.retry_ms = retry_ms


class StorageFailed(Exception):
    """The database did not take it (full, read-only, unreachable); nothing of it was changed (SPEC C9)."""

    @property
    def reason(self) -> str:
        """What the database itself says, in one line and without the statement that it was asked."""
        return " ".join(str(getattr(self.__cause__, "orig", None) or self.__cause__ or self).split())


class RowLocked(StorageFailed):
    """A row was not to be had in time: somebody's write is under way."""


class LeaseRanOut(StorageFailed):
    """This server could not renew its lease of the office: nothing is decided or told until it can (SPEC C23)."""


class OfficeLost(StorageFailed):
    """Another server has the office: this one writes nothing more and ends. What became of a commit under way is not known."""


class CommitUnknown(StorageFailed):
    """The connection was lost at the commit of somebody without a lease: it may have been done."""

    @property
    def reason(self) -> str:
        return "the connection was lost at the commit: look whether it was kept"
