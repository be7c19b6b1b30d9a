"""A provider of identities that plays Google: discovery, sign-in, codes with PKCE, signed tokens, keys."""

import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx
import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

from csms.auth.clock import Clock
from csms.auth.openid import OpenIdProvider
from csms.auth.pkce import Challenge, fits

ISSUER = "https://accounts.google.example"
CLIENT_ID, CLIENT_SECRET = "our-client", "our-client-secret"
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)

Claims = dict[str, Any]


def signed(claims: Claims) -> str:
    return jwt.encode(claims, KEY, "RS256", {"kid": "google-1"})


@dataclass
class PlayedGoogle:
    """`person`: who sits there. `forge`: what becomes of the claims of an id_token. `status`: of every answer.

    `issuer`: its address. `asked`: the paths that the server asked for.
    """

    clock: Clock
    person: Claims = field(
        default_factory=lambda: {
            "sub": "1001",
            "email": "Ines@Example.com",
            "email_verified": True,
            "name": "Ines",
        }
    )
    forge: Callable[[Claims], str] = signed
    status: int = 200
    description: Claims = field(default_factory=dict)
    issuer: str = ISSUER
    asked: list[str] = field(default_factory=list)
    _codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def provider(self) -> OpenIdProvider:
        client = httpx.AsyncClient(transport=httpx.MockTransport(self.answer))
        ticks = lambda: self.clock().timestamp()  # noqa: E731
        return OpenIdProvider(ISSUER, CLIENT_ID, CLIENT_SECRET, client, clock=self.clock, ticks=ticks)

    def sign_in(self, address: str) -> str:
        """What the person does there; where the browser is sent back to."""
        parts = urlsplit(address)
        assert f"{parts.scheme}://{parts.netloc}{parts.path}" == f"{self.issuer}/o/authorize"
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        assert asked["response_type"] == "code"
        assert set(asked["scope"].split()) == {"openid", "email", "profile"}
        assert (asked["client_id"], asked["code_challenge_method"]) == (CLIENT_ID, "S256")
        code = secrets.token_urlsafe(8)
        self._codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'state': asked['state'], 'code': code})}"

    def answer(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request.url.path)
        if self.status != 200:
            return httpx.Response(self.status)
        if request.url.path == "/.well-known/openid-configuration":
            return httpx.Response(200, json=self._description())
        if request.url.path == "/keys":
            key = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key()))
            return httpx.Response(200, json={"keys": [{**key, "kid": "google-1", "use": "sig"}]})
        assert (request.method, request.url.path) == ("POST", "/o/token")
        return self._token({name: values[0] for name, values in parse_qs(request.content.decode()).items()})

    def _description(self) -> Claims:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/o/authorize",
            "token_endpoint": f"{self.issuer}/o/token",
            "jwks_uri": f"{self.issuer}/keys",
            **self.description,
        }

    def _token(self, form: dict[str, str]) -> httpx.Response:
        asked = self._codes.pop(form["code"], None)
        if (
            asked is None
            or (form["client_id"], form["client_secret"]) != (CLIENT_ID, CLIENT_SECRET)
            or form["redirect_uri"] != asked["redirect_uri"]
            or not fits(Challenge(asked["code_challenge"], "s256"), form["code_verifier"])
        ):
            return httpx.Response(400, json={"error": "invalid_grant"})
        now = int(self.clock().timestamp())
        claims = {
            "iss": self.issuer,
            "aud": CLIENT_ID,
            "azp": CLIENT_ID,
            "iat": now,
            "exp": now + 3600,
            "nonce": asked["nonce"],
            **self.person,
        }
        return httpx.Response(200, json={"id_token": self.forge(claims), "access_token": "x"})
