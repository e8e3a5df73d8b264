"""The security headers of every answer: the listener gives them to whatever answers, before any route too. Knows no route."""

from madang_server.node_names import any_of

_POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",  # components set style attributes; scripts are never inline
        "img-src 'self' data: blob:",
        "worker-src 'self' blob:",
        "connect-src 'self' data: blob:{sockets}",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
_SECURITY = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "geolocation=(), camera=(), microphone=(), payment=()",
}
_A_YEAR_S = 31_536_000


def security_headers(*, https: bool, node_names: str | None = None) -> dict[str, str]:
    """Return the headers. `https`: people reach the office by https, and from now on by nothing else.

    `node_names`: of nodes at which the page may open sockets (SPEC N28).
    """
    sockets = f" {'wss' if https else 'ws'}://{any_of(node_names)}" if node_names is not None else ""
    policy = {"content-security-policy": _POLICY.format(sockets=sockets)}
    return policy | _SECURITY | ({"strict-transport-security": f"max-age={_A_YEAR_S}"} if https else {})
