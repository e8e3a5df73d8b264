"""The chain of the audit log: every row that was changed, taken out, put in or moved is found, and by its number."""

import hashlib
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from madang_office.audit import (
    BEGINNING,
    DETAILS_CHARS_MAX,
    AuditEntry,
    AuditKind,
    AuditRow,
    Chain,
    ChainCheck,
    ChainFault,
    Fault,
    Head,
    details_of,
    hash_of,
    linked,
)

ROWS = 12
START = Head()
READ = AuditEntry(at=1_767_315_600, actor="officer:han", kind=AuditKind.CASE_READ, subject="case:k1", details=details_of(line=3))
numbers = st.integers(1, ROWS)


def log(*entries: AuditEntry, office: str = "main", after: Head = START) -> list[AuditRow]:
    return linked(office, after, entries)


def days_work(office: str = "main") -> list[AuditRow]:
    """Some rows, no two of which are alike."""
    return log(*(replace(READ, at=READ.at + n, subject=f"case:k{n}") for n in range(ROWS)), office=office)


WORK = days_work()
CHAIN = Chain(Head(ROWS, WORK[-1].hash))


def checked(rows: list[AuditRow], chain: Chain = CHAIN, expected: str | None = None) -> ChainFault | None:
    """Return the first fault."""
    going = ChainCheck(chain, expected)
    return next((fault for row in rows if (fault := going.take(row)) is not None), None) or going.finish()


def test_A2_the_hash_of_a_row_is_that_of_its_fields_as_netstrings() -> None:
    (row,) = log(replace(READ, subject="", details='{"source":"서울"}'))
    told = "14:madang-audit-1,4:main,1:1,10:1767315600,11:officer:han,9:case-read,0:,"
    fields = told + '19:{"source":"서울"},' + f"64:{BEGINNING},"
    assert row.hash == hashlib.sha256(fields.encode()).hexdigest()
    assert row.hash == "e1bde4a8e9080a671c53edf7c7d8136bf2f0bf6c01234c2fada868262fd9c3f5"


def test_A2_no_two_rows_that_differ_have_the_same_bytes() -> None:
    """A field cannot give letters to its neighbour."""
    alike = replace(READ, actor="officer:a", subject="b"), replace(READ, actor="officer:", subject="ab")
    assert len({log(entry)[0].hash for entry in alike}) == 2


def test_A2_details_are_bounded_and_always_written_alike() -> None:
    assert details_of(b=2, a="x\0y") == '{"a":"xy","b":2}'
    assert len(details_of(file="파" * 5_000)) < DETAILS_CHARS_MAX
    assert details_of(services=["echo" * 20] * 50) == '{"cut":true}'


def test_A4_a_chain_that_nobody_touched_holds_and_says_its_span() -> None:
    going = ChainCheck(CHAIN, WORK[4].hash)
    assert [going.take(row) for row in WORK] == [None] * ROWS
    assert going.finish() is None
    assert (going.rows, going.first_at, going.last_at, going.last) == (ROWS, WORK[0].at, WORK[-1].at, CHAIN.head)


def test_A4_a_log_without_rows_holds() -> None:
    assert checked([], Chain()) is None


CHANGES = {
    "office": "other",
    "at": 1,
    "actor": "officer:lee",
    "kind": "sign-in",
    "subject": "case:x",
    "details": "{}",
    "before": "f" * 64,
    "hash": "e" * 64,
}


@given(numbers, st.sampled_from(sorted(CHANGES)))
def test_A4_a_changed_row_is_found(number: int, field: str) -> None:
    rows = list(WORK)
    rows[number - 1] = replace(rows[number - 1], **{field: CHANGES[field]})  # type: ignore[arg-type]
    assert checked(rows) == ChainFault(number, Fault.CHANGED)


@given(numbers, st.sampled_from(sorted(set(CHANGES) - {"before", "hash"})))
def test_A4_a_changed_row_whose_hash_was_made_anew_is_found_at_the_next(number: int, field: str) -> None:
    rows = list(WORK)
    changed = replace(rows[number - 1], **{field: CHANGES[field]})  # type: ignore[arg-type]
    rows[number - 1] = replace(changed, hash=hash_of(changed))
    what = ChainFault(number + 1, Fault.MISPLACED) if number < ROWS else ChainFault(ROWS, Fault.CHANGED)
    assert checked(rows) == what


@given(numbers, st.integers(1, ROWS))
def test_A4_rows_that_were_taken_out_are_found(number: int, count: int) -> None:
    assert checked([*WORK[: number - 1], *WORK[number - 1 + count :]]) == ChainFault(number, Fault.MISSING)


@given(numbers)
def test_A4_a_row_that_was_put_in_is_found(number: int) -> None:
    before = Head(number - 1, WORK[number - 2].hash if number > 1 else BEGINNING)
    forged = log(replace(READ, actor="officer:lee"), after=before)
    behind = [replace(row, number=row.number + 1) for row in WORK[number - 1 :]]
    last = number == ROWS  # the row behind it has a number that the chain does not know
    assert checked([*WORK[: number - 1], *forged, *behind]) == ChainFault(number + 1, Fault.ADDED if last else Fault.CHANGED)
    renumbered = [replace(row, hash=hash_of(row)) for row in behind]
    found = ChainFault(number + 1, Fault.ADDED if last else Fault.MISPLACED)
    assert checked([*WORK[: number - 1], *forged, *renumbered]) == found


@given(numbers, numbers)
def test_A4_rows_that_changed_places_are_found(one: int, other: int) -> None:
    first, second = sorted((one, other))
    rows = list(WORK)
    rows[first - 1], rows[second - 1] = rows[second - 1], rows[first - 1]
    expected = None if first == second else ChainFault(first, Fault.MISSING)
    assert checked(rows) == expected
    renumbered = [replace(row, number=number) for number, row in enumerate(rows, 1)]
    assert checked(renumbered) == (None if first == second else ChainFault(first, Fault.CHANGED))


def test_A4_a_row_that_comes_twice_is_found() -> None:
    assert checked([*WORK[:3], WORK[2], *WORK[3:]]) == ChainFault(3, Fault.MISPLACED)


def test_A4_a_row_behind_the_end_is_found() -> None:
    more = log(READ, after=CHAIN.head)
    assert checked([*WORK, *more]) == ChainFault(ROWS + 1, Fault.ADDED)


def test_A4_rows_of_another_office_are_no_rows_of_this_one() -> None:
    assert checked([*WORK[:3], *days_work("mapo")[3:]]) == ChainFault(4, Fault.MISPLACED)


@given(st.integers(1, ROWS - 1))
def test_A4_an_end_that_was_cut_off_is_found_by_a_head_that_was_noted(count: int) -> None:
    kept = WORK[:-count]
    chain = Chain(Head(kept[-1].number, kept[-1].hash))
    assert checked(kept, chain) is None
    assert checked(kept, chain, WORK[-1].hash) == ChainFault(kept[-1].number, Fault.UNKNOWN_HEAD)


def test_A4_a_log_that_was_written_anew_is_found_by_a_head_that_was_noted() -> None:
    anew = log(*(replace(READ, at=row.at, actor="officer:lee") for row in WORK))
    chain = Chain(Head(ROWS, anew[-1].hash))
    assert checked(anew, chain) is None
    assert checked(anew, chain, WORK[3].hash) == ChainFault(ROWS, Fault.UNKNOWN_HEAD)


def pruned(number: int) -> tuple[list[AuditRow], Chain]:
    """The work without the rows up to this one, as the office prunes it."""
    last = Head(number, WORK[number - 1].hash)
    told = replace(READ, kind=AuditKind.LOG_PRUNED, actor="office", details=details_of(number=last.number, hash=last.hash))
    rows = [*WORK, *log(told, after=CHAIN.head)]
    return rows[number:], Chain(Head(rows[-1].number, rows[-1].hash), last)


@given(numbers)
def test_A5_a_log_that_was_pruned_holds(number: int) -> None:
    rows, chain = pruned(number)
    assert checked(rows, chain) is None
    assert checked(rows, chain, WORK[number - 1].hash) is None


@given(st.integers(1, ROWS - 1))
def test_A5_a_beginning_that_is_gone_without_a_row_that_says_so_is_found(number: int) -> None:
    chain = Chain(CHAIN.head, Head(number, WORK[number - 1].hash))
    assert checked(WORK[number:], chain) == ChainFault(number, Fault.UNSAID)
    rows, more = pruned(number)
    further = replace(more, pruned=Head(number + 1, WORK[number].hash))
    assert checked(rows[1:], further) == ChainFault(number + 1, Fault.UNSAID)
