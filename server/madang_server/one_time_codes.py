"""One-time codes by time, as authenticator apps make them: RFC 6238 with SHA-1, six digits, thirty seconds. Pure."""

import hashlib
import hmac
from base64 import b32decode, b32encode
from urllib.parse import quote, urlencode

STEP_S = 30
DIGITS = 6
SECRET_BYTES = 20  # RFC 4226 asks for as many as the hash has
STEPS_AROUND = 1  # a phone's clock may be that much off, and its owner slow


def code_at(secret: bytes, step: int, digits: int = DIGITS) -> str:
    """Return the code of a step of time."""
    digest = hmac.new(secret, step.to_bytes(8, "big"), hashlib.sha1).digest()
    offset = digest[-1] & 0x0F
    number = int.from_bytes(digest[offset : offset + 4], "big") & 0x7FFFFFFF
    return f"{number % 10**digits:0{digits}d}"


def step_of(now: float) -> int:
    """Return the step of time of unix seconds."""
    return int(now) // STEP_S


def step_of_code(secret: bytes, code: str, now: float, *, after: int) -> int | None:
    """Return the step of which this is the code, near now and later than `after`; None: of no such step."""
    here = step_of(now)
    steps = [step for step in range(here - STEPS_AROUND, here + STEPS_AROUND + 1) if step > after]
    typed = code.encode()
    found = [step for step in steps if hmac.compare_digest(code_at(secret, step).encode(), typed)]
    return found[0] if found else None


def as_text(secret: bytes) -> str:
    """Return the secret as people type it into an app: base32 without padding."""
    return b32encode(secret).decode().rstrip("=")


def from_text(text: str) -> bytes:
    """Return what `as_text` made a text of."""
    return b32decode(text + "=" * (-len(text) % 8))


def address_of(secret: bytes, *, issuer: str, account: str) -> str:
    """Return the `otpauth` address that apps read as a picture."""
    label = quote(f"{issuer}:{account}", safe="")
    asked = {"secret": as_text(secret), "issuer": issuer}  # the rest is what apps take for granted
    return f"otpauth://totp/{label}?{urlencode(asked, quote_via=quote)}"
