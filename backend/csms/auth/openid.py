"""Another provider of identities (Google) by OpenID Connect Core 1.0: the code flow, with PKCE, state and nonce."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import httpx
import jwt

from csms.auth.addresses import fold
from csms.auth.clock import Clock, utc_now
from csms.auth.errors import BadOAuthCallback, InvalidInput
from csms.auth.pkce import s256
from csms.auth.remote_keys import KeysUnavailable, RemoteKeys

GOOGLE = "https://accounts.google.com"
FRESH = 3600.0
"""Seconds for which the provider's description of itself is kept."""
LEEWAY = 60  # seconds that two clocks may differ
LONGEST = 64 * 1024
LONGEST_SUBJECT = 255
LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Said:
    """What the provider says of a person. email: folded, empty for none. verified: it vouches for the address."""

    issuer: str
    subject: str
    email: str
    verified: bool
    name: str


@dataclass(frozen=True, slots=True)
class Endpoints:
    authorization: str
    token: str
    keys: str


class OpenIdProvider:
    """issuer: its address, under which it describes itself. clock: for people, ticks: monotonic seconds."""

    def __init__(
        self,
        issuer: str,
        client_id: str,
        client_secret: str,
        client: httpx.AsyncClient,
        *,
        clock: Clock = utc_now,
        ticks: Callable[[], float] = time.monotonic,
    ) -> None:
        self.issuer = issuer
        self._client_id = client_id
        self._client_secret = client_secret
        self._client = client
        self._clock = clock
        self._ticks = ticks
        self._known: tuple[float, Endpoints, RemoteKeys] | None = None

    async def address(self, redirect_uri: str, state: str, nonce: str, verifier: str) -> str:
        """Where the person goes to sign in. Raises BadOAuthCallback while the provider is away."""
        endpoints, _ = await self._describe()
        query = {
            "client_id": self._client_id,
            "redirect_uri": redirect_uri,
            "response_type": "code",
            "scope": "openid email profile",
            "state": state,
            "nonce": nonce,
            "code_challenge": s256(verifier),
            "code_challenge_method": "S256",
        }
        joint = "&" if "?" in endpoints.authorization else "?"
        return f"{endpoints.authorization}{joint}{urlencode(query)}"

    async def redeem(self, code: str, redirect_uri: str, nonce: str, verifier: str) -> Said:
        """Who has signed in there. Raises BadOAuthCallback."""
        endpoints, keys = await self._describe()
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": redirect_uri,
            "client_id": self._client_id,
            "client_secret": self._client_secret,
            "code_verifier": verifier,
        }
        answer = await self._json("POST", endpoints.token, data=form)
        token = answer.get("id_token")
        if not isinstance(token, str):
            raise BadOAuthCallback("The provider gave no id_token")
        return self._said(await self._verified(token, keys, nonce))

    async def _verified(self, token: str, keys: RemoteKeys, nonce: str) -> dict[str, Any]:
        """The claims of an id_token that is for us, of now and for this sign-in (OpenID Connect Core, 3.1.3.7)."""
        try:
            key = await keys.get(str(jwt.get_unverified_header(token).get("kid")))
            if key is None:
                raise BadOAuthCallback("The id_token is signed with an unknown key")
            claims: dict[str, Any] = jwt.decode(
                token,
                key.key,
                algorithms=[key.algorithm],
                audience=self._client_id,
                issuer=[self.issuer, self.issuer.removeprefix("https://")],  # Google writes either
                options={
                    "require": ["iss", "aud", "sub", "exp", "iat"],
                    "verify_exp": False,
                    "verify_iat": False,
                },
            )
        except (jwt.PyJWTError, ValueError, TypeError, KeysUnavailable) as error:
            raise BadOAuthCallback(f"The id_token cannot be believed: {error}") from error
        self._check_times(claims)
        if claims.get("azp", self._client_id) != self._client_id:
            raise BadOAuthCallback("The id_token is for somebody else")
        if claims.get("nonce") != nonce:
            raise BadOAuthCallback("The id_token is of another sign-in")
        return claims

    def _check_times(self, claims: dict[str, Any]) -> None:
        now = self._clock().timestamp()
        until, since = claims["exp"], claims["iat"]
        if not isinstance(until, int | float) or not isinstance(since, int | float):
            raise BadOAuthCallback("The id_token has no usable time")
        if until <= now - LEEWAY or since > now + LEEWAY:
            raise BadOAuthCallback("The id_token is not of now")

    def _said(self, claims: dict[str, Any]) -> Said:
        subject, name = claims["sub"], claims.get("name")
        if (
            not isinstance(subject, str)
            or not 0 < len(subject) <= LONGEST_SUBJECT
            or not subject.isprintable()
        ):
            raise BadOAuthCallback("The id_token names nobody")
        usable = isinstance(name, str) and name.isprintable() and len(name) <= LONGEST_NAME
        return Said(
            issuer=self.issuer,
            subject=subject,
            email=_address(claims.get("email")),
            verified=claims.get("email_verified") in (True, "true"),
            name=str(name) if usable else "",
        )

    async def _describe(self) -> tuple[Endpoints, RemoteKeys]:
        """The provider in its own words (OpenID Connect Discovery 1.0)."""
        if self._known is not None and self._ticks() - self._known[0] < FRESH:
            return self._known[1:]
        document = await self._json("GET", f"{self.issuer}/.well-known/openid-configuration")
        if document.get("issuer") != self.issuer:
            raise BadOAuthCallback("The provider calls itself by another name")
        endpoints = Endpoints(
            *(
                self._endpoint(document, name)
                for name in ("authorization_endpoint", "token_endpoint", "jwks_uri")
            )
        )
        if self._known is None or self._known[1] != endpoints:
            keys = RemoteKeys(endpoints.keys, self._client, self._ticks)
        else:
            keys = self._known[2]
        self._known = (self._ticks(), endpoints, keys)
        return endpoints, keys

    def _endpoint(self, document: dict[str, Any], name: str) -> str:
        url = document.get(name)
        scheme = self.issuer.partition("://")[0]
        if not isinstance(url, str) or not url.startswith(f"{scheme}://"):
            raise BadOAuthCallback(f"The provider has no usable {name}")
        return url

    async def _json(self, method: str, url: str, **request: Any) -> dict[str, Any]:
        try:
            async with self._client.stream(method, url, follow_redirects=False, **request) as answer:
                body = b""
                async for chunk in answer.aiter_bytes():
                    body += chunk
                    if len(body) > LONGEST:
                        raise BadOAuthCallback("The provider's answer is too long")
                answer.raise_for_status()
            document = httpx.Response(200, content=body).json()
        except (httpx.HTTPError, ValueError) as error:
            raise BadOAuthCallback("The provider does not answer as it should: try again later") from error
        if not isinstance(document, dict):
            raise BadOAuthCallback("The provider's answer cannot be understood")
        return document


def _address(email: Any) -> str:
    if not isinstance(email, str) or not email:
        return ""
    try:
        return fold(email)
    except InvalidInput:
        return ""
