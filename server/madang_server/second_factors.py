"""Judges second factors: codes of an app and recovery codes, each good once, and how often one may be wrong (SPEC S28, S29).

All is kept in the database, so that it counts over all offices and nodes, and over a restart. Knows rows, no HTTP.
"""

import hashlib
import hmac
from base64 import b32encode
from dataclasses import dataclass, replace
from enum import StrEnum

from sqlalchemy.ext.asyncio import AsyncConnection

from madang_server import one_time_codes
from madang_server.environment import Environment
from madang_server.store import second_factor_rows
from madang_server.store.second_factor_rows import SecondFactorRow

WRONG_AT_EASE = 5  # codes in a row; with each one more nobody may try for twice as long ...
BARRED_S = 60.0  # ... beginning with this ...
BARRED_S_MAX = 3_600.0  # ... and never for longer than this: its owner gets in
RECOVERY_CODES = 10
_RECOVERY_BYTES, _RECOVERY_CHARS = 10, 16


class Proof(StrEnum):
    """What came of a code."""

    NONE = "none"  # the account has no second factor
    NEEDED = "needed"  # it has one, and no code was given
    RIGHT = "right"
    RECOVERED = "recovered"  # by a recovery code, which is used up
    WRONG = "wrong_code"
    BARRED = "codes_barred"  # too many were wrong: not even looked at


@dataclass(frozen=True, slots=True)
class SecondFactors:
    """`key`: what codes are made with, besides the secret in the database; None: the secret alone.

    `of_supervisors`: who supervises has the powers of it only with a second factor.
    """

    key: str | None = None
    of_supervisors: bool = False

    def new(self, officer_id: str, environment: Environment) -> SecondFactorRow:
        """Return a second factor that has to be proven yet."""
        secret = one_time_codes.as_text(environment.entropy(one_time_codes.SECRET_BYTES))
        return SecondFactorRow(officer_id=officer_id, secret=secret, keyed=self.key is not None, created=environment.now())

    def secret_of(self, row: SecondFactorRow) -> bytes:
        """Return what its app makes codes with."""
        secret = one_time_codes.from_text(row.secret)
        if not row.keyed:
            return secret
        return hmac.new((self.key or "").encode(), secret, hashlib.sha256).digest()[: one_time_codes.SECRET_BYTES]

    async def prove(self, sql: AsyncConnection, officer_id: str, code: str | None, now: float) -> Proof:
        """Judge a code, and write down what follows of it. Commit also when it was wrong: that is counted."""
        row = await second_factor_rows.take(sql, officer_id)
        if row is None or row.confirmed is None:
            return Proof.NONE
        if code is None:
            return Proof.NEEDED
        if row.barred_until > now:
            return Proof.BARRED
        judged, proof = self.judged(row, code, now)
        await second_factor_rows.save(sql, judged)
        return proof

    def judged(self, row: SecondFactorRow, code: str, now: float) -> tuple[SecondFactorRow, Proof]:
        """Return the row as it is after this code, and what came of it. Spaces and dashes do not count."""
        typed = "".join(character for character in code if character.isalnum()).upper()
        step = one_time_codes.step_of_code(self.secret_of(row), typed, now, after=row.last_step)
        if step is not None:
            return replace(row, last_step=step, wrong=0, barred_until=0.0), Proof.RIGHT
        digest = hash_code(typed)
        if digest in row.recovery:
            left = tuple(one for one in row.recovery if one != digest)
            return replace(row, recovery=left, wrong=0, barred_until=0.0), Proof.RECOVERED
        wrong = row.wrong + 1
        return replace(row, wrong=wrong, barred_until=now + _barred_s(wrong)), Proof.WRONG


def _barred_s(wrong: int) -> float:
    """Return for how long nobody may try after so many wrong codes in a row."""
    beyond = wrong - WRONG_AT_EASE
    return min(BARRED_S_MAX, BARRED_S * 2.0 ** min(beyond, 16)) if beyond >= 0 else 0.0


def new_recovery_codes(environment: Environment) -> list[str]:
    """Return recovery codes as people note them: four times four letters, of 80 bits."""
    plain = [b32encode(environment.entropy(_RECOVERY_BYTES)).decode() for _ in range(RECOVERY_CODES)]
    return ["-".join(one[at : at + 4] for at in range(0, _RECOVERY_CHARS, 4)) for one in plain]


def hash_code(code: str) -> str:
    """Return how a recovery code is stored. It is long and random, so one fast hash is enough."""
    return hashlib.sha256("".join(filter(str.isalnum, code)).upper().encode()).hexdigest()
