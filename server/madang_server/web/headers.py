"""The security headers of every answer: the listener gives them to whatever answers, before any route too. Knows no route."""

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",  # components set style attributes; scripts are never inline
        "img-src 'self' data: blob:",
        "worker-src 'self' blob:",
        "connect-src 'self' data: blob:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
SECURITY = {
    "content-security-policy": CONTENT_SECURITY_POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "geolocation=(), camera=(), microphone=(), payment=()",
}
_A_YEAR_S = 31_536_000


def security_headers(*, https: bool) -> dict[str, str]:
    """Return the headers. `https`: people reach the office by https, and from now on by nothing else."""
    return SECURITY | ({"strict-transport-security": f"max-age={_A_YEAR_S}"} if https else {})
