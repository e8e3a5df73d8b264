"""A provider of OpenID Connect: where people are sent, and whom it then proves (Core 1.0, RFC 7636). Knows no account.

Only the authorization code flow with PKCE; the ID token's signature, issuer, audience, time and nonce are checked by joserfc.
"""

import base64
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import httpx
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from madang_server.faults import NotProven, ProviderAway

ALGORITHMS = ["RS256", "PS256", "ES256"]
LEEWAY_S = 60
ANSWER_S = 10.0
ANSWER_BYTES_MAX = 256 * 1024
KNOWN_S = 3_600.0  # so long what the provider says of itself is believed
SUBJECT_CHARS_MAX = 255
_ENDS = ("authorization_endpoint", "token_endpoint", "jwks_uri")


@dataclass(frozen=True, slots=True)
class Client:
    """As what this server is known to the provider. `secret`: None: it has none, PKCE alone proves who asks."""

    issuer: str
    id: str
    secret: str | None


class OpenIdProvider:
    """Asks one provider. `now`: unix seconds on the wall; `monotonic`: seconds that do not jump. Close it."""

    def __init__(self, client: Client, now: Callable[[], float], monotonic: Callable[[], float]) -> None:
        self._client = client
        self._now = now
        self._monotonic = monotonic
        self._http = httpx.AsyncClient(timeout=ANSWER_S, follow_redirects=False, trust_env=False)
        self._told: tuple[float, dict[str, Any]] | None = None

    @property
    def issuer(self) -> str:
        return self._client.issuer

    async def close(self) -> None:
        await self._http.aclose()

    async def address(self, *, redirect: str, state: str, nonce: str, verifier: str) -> str:
        """Return where somebody is sent, who comes back to `redirect`. Raises `ProviderAway`."""
        ends = await self._ends()
        asked = {
            "response_type": "code",
            "client_id": self._client.id,
            "redirect_uri": redirect,
            "scope": "openid",
            "state": state,
            "nonce": nonce,
            "code_challenge": challenge_of(verifier),
            "code_challenge_method": "S256",
        }
        joint = "&" if "?" in ends["authorization_endpoint"] else "?"
        return f"{ends['authorization_endpoint']}{joint}{urlencode(asked)}"

    async def subject(self, code: str, *, redirect: str, nonce: str, verifier: str) -> str:
        """Return whom the provider proves by this code. Raises `ProviderAway`, `NotProven`."""
        ends = await self._ends()
        token = await self._token(ends["token_endpoint"], code, redirect, verifier)
        keys = await self._json(self._http.build_request("GET", ends["jwks_uri"]))
        return self.subject_of(token, keys, nonce)

    def subject_of(self, token: str, keys: dict[str, Any], nonce: str) -> str:
        """Return the subject of an ID token. Raises `NotProven` unless all of it is as it must be."""
        said = {"iss": self.issuer, "aud": self._client.id, "nonce": nonce}
        needed: Any = {name: {"essential": True, "value": value} for name, value in said.items()}
        claims_of = jwt.JWTClaimsRegistry(
            now=int(self._now()),
            leeway=LEEWAY_S,
            exp={"essential": True},
            iat={"essential": True},
            sub={"essential": True},
            **needed,
        )
        try:
            claims = jwt.decode(token, KeySet.import_key_set(keys), algorithms=ALGORITHMS).claims  # type: ignore[arg-type]
            claims_of.validate(claims)
        except (JoseError, ValueError, KeyError, TypeError) as error:
            raise NotProven(type(error).__name__) from error
        audience, subject = claims["aud"], claims["sub"]
        others = isinstance(audience, list) and len(audience) > 1 and claims.get("azp") != self._client.id
        if others or not isinstance(subject, str) or not 1 <= len(subject) <= SUBJECT_CHARS_MAX:
            raise NotProven("claims")
        return subject

    async def _token(self, address: str, code: str, redirect: str, verifier: str) -> str:
        said = {"grant_type": "authorization_code", "code": code, "redirect_uri": redirect, "code_verifier": verifier}
        if self._client.secret is None:
            request = self._http.build_request("POST", address, data=said | {"client_id": self._client.id})
        else:
            basic = base64.b64encode(f"{_form(self._client.id)}:{_form(self._client.secret)}".encode()).decode()
            request = self._http.build_request("POST", address, data=said, headers={"authorization": f"Basic {basic}"})
        token = (await self._json(request, rejects=NotProven)).get("id_token")
        if not isinstance(token, str):
            raise NotProven("no ID token")
        return token

    async def _ends(self) -> dict[str, Any]:
        """Return what the provider says of itself."""
        if self._told is not None and self._monotonic() - self._told[0] < KNOWN_S:
            return self._told[1]
        address = f"{self.issuer}/.well-known/openid-configuration"
        told = await self._json(self._http.build_request("GET", address))
        same = isinstance(told.get("issuer"), str) and told["issuer"].rstrip("/") == self.issuer
        if not same or not all(isinstance(told.get(end), str) for end in _ENDS):
            raise ProviderAway("it is another one")
        self._told = self._monotonic(), told
        return told

    async def _json(self, request: httpx.Request, rejects: type[Exception] = ProviderAway) -> dict[str, Any]:
        try:
            answer = await self._http.send(request, stream=True)
            try:
                body = b""
                async for part in answer.aiter_bytes():
                    body += part
                    if len(body) > ANSWER_BYTES_MAX:
                        raise ProviderAway("too much")
            finally:
                await answer.aclose()
        except httpx.HTTPError as error:
            raise ProviderAway(type(error).__name__) from error
        if answer.status_code >= 500:
            raise ProviderAway(str(answer.status_code))
        try:
            told = json.loads(body) if answer.is_success else None
        except ValueError as error:
            raise ProviderAway("no JSON") from error
        if not isinstance(told, dict):
            raise rejects(str(answer.status_code))
        return told


def challenge_of(verifier: str) -> str:
    """Return the challenge of RFC 7636 (S256)."""
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


def _form(text: str) -> str:
    """Return the text as RFC 6749 wants it in the header: as in a form."""
    return urlencode({"": text})[1:]
