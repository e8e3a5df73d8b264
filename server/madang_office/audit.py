"""The audit log of an office: who did what to which thing, as a chain of hashes. Pure: rows in, rows or the first fault out.

Every row has a number without gaps, the hash of the row before, and a hash of its own over all of it, so that whoever has the
rows can see whether one was changed, taken out, put in or moved. What a chain cannot tell is that its end was cut off, or that
all of it was written anew: for that its head is noted elsewhere (SPEC A4). Rows name people and things by references
(`officer:ID`, `case:ID`), never by name.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

FORMAT = "madang-audit-1"  # the first field of what is hashed
BEGINNING = "0" * 64  # stands for the hash of the row before the first
VALUE_CHARS_MAX, DETAILS_CHARS_MAX = 120, 1_000
BY_ITSELF, TERMINAL, ANYBODY = "office", "terminal", "anybody"  # actors without an id; the last is whoever it was
OFFICER, ACCOUNT, CASE, DOCUMENT, VISITOR = "officer:", "account:", "case:", "document:", "visitor:"  # before an id
ATTACHMENT, INQUIRY, API_KEY, REPORT = "attachment:", "inquiry:", "api-key:", "report:"
REFERENCES = (OFFICER, ACCOUNT, CASE, DOCUMENT, VISITOR, ATTACHMENT, INQUIRY, API_KEY, REPORT)


class AuditKind(StrEnum):
    """What a row tells: a closed list (docs/reference/audit-log.md)."""

    SIGN_IN = "sign-in"
    SIGN_IN_FAILED = "sign-in-failed"
    SIGN_IN_BARRED = "sign-in-barred"
    SIGN_OUT = "sign-out"
    PASSWORD_CHOSEN = "password-chosen"  # noqa: S105 - a kind of event, not a secret
    ACCOUNT_ADDED = "account-added"
    ACCOUNT_RENEWED = "account-renewed"
    ACCOUNT_DISABLED = "account-disabled"
    ACCOUNT_ENABLED = "account-enabled"
    SESSION_ENDED = "session-ended"
    SECOND_FACTOR_ON = "second-factor-on"
    SECOND_FACTOR_OFF = "second-factor-off"
    RECOVERY_CODES_MADE = "recovery-codes-made"
    IDENTITY_LINKED = "identity-linked"
    IDENTITY_UNLINKED = "identity-unlinked"
    ADDRESS_SET = "address-set"
    ADDRESS_REMOVED = "address-removed"
    RECOVERY_CODE_USED = "recovery-code-used"
    POST_GIVEN = "post-given"
    POST_TAKEN = "post-taken"
    NAME_TAKEN_BACK = "name-taken-back"
    CASE_READ = "case-read"
    CASE_OPENED_WITH_REASON = "case-opened-with-reason"
    CASE_TAKEN_ON = "case-taken-on"
    CASE_ACTED = "case-acted"
    CASE_GRANTED = "case-granted"
    CASE_REFUSED = "case-refused"
    CASE_HANDED_OVER = "case-handed-over"
    CASE_NOTED = "case-noted"
    CASE_DELETED = "case-deleted"
    CITIZEN_WARNED = "citizen-warned"
    TALK_ENDED = "talk-ended"
    CASES_SEARCHED = "cases-searched"
    PARTY_INVITED = "party-invited"
    PARTY_JOINED = "party-joined"
    PARTY_LOOKED = "party-looked"
    PARTY_ENDED = "party-ended"
    OBJECTION_UPHELD = "objection-upheld"
    OBJECTION_DISMISSED = "objection-dismissed"
    DOCUMENT_ISSUED = "document-issued"
    DOCUMENT_REVOKED = "document-revoked"
    DOCUMENT_DOWNLOADED = "document-downloaded"
    DOCUMENT_CHECKED = "document-checked"
    ATTACHMENT_READ = "attachment-read"
    INQUIRY_TAKEN = "inquiry-taken"
    REPORT_MADE = "report-made"
    REPORT_DECIDED = "report-decided"
    VISITOR_BARRED = "visitor-barred"
    VISITOR_UNBARRED = "visitor-unbarred"
    LOG_READ = "log-read"
    LOG_PRUNED = "log-pruned"
    API_KEY_MADE = "api-key-made"
    API_KEY_REMOVED = "api-key-removed"
    BACKUP_MADE = "backup-made"
    BACKUP_RESTORED = "backup-restored"


Detail = str | int | bool | Sequence[str]


def details_of(**details: Detail) -> str:
    """Return the details of a row as they are kept and hashed: JSON with sorted keys, no spaces, every text cut to its bound."""
    found = _compact({name: _bounded(value) for name, value in details.items()})
    return found if len(found) <= DETAILS_CHARS_MAX else _compact({"cut": True})


def _compact(details: Mapping[str, Detail]) -> str:
    return json.dumps(details, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _bounded(value: Detail) -> Detail:
    if isinstance(value, str):
        return value.replace("\0", "")[:VALUE_CHARS_MAX]  # PostgreSQL keeps no such letter in a text
    return value if isinstance(value, int) else [str(_bounded(each)) for each in value]


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """What a row tells, before it has its place. `at`: unix seconds on the wall; `details`: of `details_of`."""

    at: int
    actor: str
    kind: AuditKind
    subject: str = ""
    details: str = "{}"


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditRow:
    """A row in its place. `kind` is text: rows of a newer version are checked too. `before`, `hash`: SHA-256 in hexadecimal."""

    office: str
    number: int
    at: int
    actor: str
    kind: str
    subject: str
    details: str
    before: str
    hash: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """A place in a chain: a row's number, and its hash."""

    number: int = 0
    hash: str = BEGINNING


@dataclass(frozen=True, slots=True)
class Chain:
    """What an office keeps of its chain beside the rows: the newest row, and the last of those that were pruned."""

    head: Head = Head()
    pruned: Head = Head()


def hash_of(row: AuditRow) -> str:
    """Return the hash that the row must have: SHA-256 over its fields as netstrings (`4:main,`), in UTF-8 (SPEC A2)."""
    numbers = str(row.number), str(row.at)
    fields = (FORMAT, row.office, *numbers, row.actor, row.kind, row.subject, row.details, row.before)
    return hashlib.sha256(b"".join(b"%d:%b," % (len(each), each) for each in map(str.encode, fields))).hexdigest()


def linked(office: str, head: Head, entries: Iterable[AuditEntry]) -> list[AuditRow]:
    """Return the entries as the rows that follow `head`, in order."""
    rows = []
    for entry in entries:
        row = AuditRow(
            office=office,
            number=head.number + 1,
            at=entry.at,
            actor=entry.actor,
            kind=entry.kind.value,
            subject=entry.subject,
            details=entry.details,
            before=head.hash,
        )
        rows.append(replace(row, hash=hash_of(row)))
        head = Head(row.number, rows[-1].hash)
    return rows


class Fault(StrEnum):
    """What is wrong with a chain at a number."""

    CHANGED = "changed"  # what the row says is not what was hashed
    MISSING = "missing"
    MISPLACED = "misplaced"  # it does not follow the row before it: put in, or moved
    ADDED = "added"  # behind the newest row that the chain knows
    UNSAID = "unsaid"  # rows up to this one are gone, and no row says that they were pruned
    UNKNOWN_HEAD = "unknown-head"  # the head that was noted elsewhere is no row's


@dataclass(frozen=True, slots=True)
class ChainFault:
    """The first fault of a chain, by the number of the row."""

    number: int
    fault: Fault


@dataclass(slots=True)
class ChainCheck:
    """Follows a chain row by row, in the order of their numbers. Call `take` for each, then `finish`, until one gives a fault.

    `expected`: a hash that was noted elsewhere.
    """

    chain: Chain
    expected: str | None = None
    rows: int = 0
    first_at: int | None = None
    last_at: int | None = None
    last: Head = field(init=False)
    _said: Head = Head()  # by the newest row that tells of pruning
    _met: bool = False

    def __post_init__(self) -> None:
        self.last = self.chain.pruned
        self._met = self.expected in {None, self.chain.pruned.hash}

    def take(self, row: AuditRow) -> ChainFault | None:
        """Return what is wrong with the next row, or None."""
        fault = self._fault_of(row)
        if fault is not None:
            return fault
        self.rows += 1
        self.first_at = row.at if self.first_at is None else self.first_at
        self.last_at, self.last = row.at, Head(row.number, row.hash)
        self._met = self._met or row.hash == self.expected
        if row.kind == AuditKind.LOG_PRUNED:
            self._said = _pruned_by(row)
        return None

    def _fault_of(self, row: AuditRow) -> ChainFault | None:
        if row.number > self.chain.head.number:
            return self._cut() or ChainFault(row.number, Fault.ADDED)
        if row.number > self.last.number + 1:
            return ChainFault(self.last.number + 1, Fault.MISSING)
        if row.hash != hash_of(row):
            return ChainFault(row.number, Fault.CHANGED)
        if row.number <= self.last.number or row.before != self.last.hash:
            return ChainFault(row.number, Fault.MISPLACED)
        return None

    def _cut(self) -> ChainFault | None:
        missing = self.last.number < self.chain.head.number
        return ChainFault(self.last.number + 1, Fault.MISSING) if missing else None

    def finish(self) -> ChainFault | None:
        """Return what is wrong with the chain as a whole, once all of its rows were taken."""
        cut = self._cut()
        if cut is not None:
            return cut
        if self.last.hash != self.chain.head.hash:
            return ChainFault(self.last.number, Fault.CHANGED)
        if self._said != self.chain.pruned:
            return ChainFault(self.chain.pruned.number, Fault.UNSAID)
        return None if self._met else ChainFault(self.last.number, Fault.UNKNOWN_HEAD)


def _pruned_by(row: AuditRow) -> Head:
    try:
        told = json.loads(row.details)
        return Head(int(told["number"]), str(told["hash"]))
    except (ValueError, KeyError, TypeError):
        return Head()
