"""The secret with which a webhook is signed, as the settings have it: `whsec_` and base64 (Standard Webhooks). Pure."""

import base64
import binascii

PREFIX = "whsec_"
BYTES_MIN, BYTES_MAX = 24, 64
WRONG = "must be whsec_ and 24 to 64 random bytes in base64"


def check_webhook_secret(given: str) -> str:
    """Return it. Raises `ValueError`; what was given is not repeated."""
    signing_key(given)
    return given


def signing_key(secret: str) -> bytes:
    """Return the bytes of the key. Raises `ValueError`."""
    try:
        key = base64.b64decode(secret.removeprefix(PREFIX), validate=True) if secret.startswith(PREFIX) else b""
    except binascii.Error:
        key = b""
    if not BYTES_MIN <= len(key) <= BYTES_MAX:
        raise ValueError(WRONG)
    return key
