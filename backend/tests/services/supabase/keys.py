"""The keys of a Supabase project: those of its API, old and new, and those that its tokens are signed with."""

import json
import secrets
from dataclasses import dataclass, field
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import ec

TEN_YEARS = 10 * 365 * 24 * 3600


@dataclass(frozen=True)
class ApiKeys:
    """anon and service_role are tokens, signed with the project's old secret; publishable and secret are opaque."""

    jwt_secret: str = field(default_factory=lambda: secrets.token_urlsafe(40))
    publishable: str = field(default_factory=lambda: f"sb_publishable_{secrets.token_urlsafe(23)}")
    secret: str = field(default_factory=lambda: f"sb_secret_{secrets.token_urlsafe(23)}")

    @property
    def anon(self) -> str:
        return self._legacy("anon")

    @property
    def service_role(self) -> str:
        return self._legacy("service_role")

    def _legacy(self, role: str) -> str:
        claims = {"iss": "supabase", "ref": "standinstandinstand", "role": role, "iat": 1764000000}
        return jwt.encode({**claims, "exp": 1764000000 + TEN_YEARS}, self.jwt_secret, "HS256")

    def role(self, key: str) -> str | None:
        """Whom the gateway takes the bearer of an `apikey` for; None: for nobody."""
        roles = {
            self.publishable: "anon",
            self.anon: "anon",
            self.secret: "service_role",
            self.service_role: "service_role",
        }
        return roles.get(key)

    @staticmethod
    def is_opaque(key: str) -> bool:
        return key.startswith(("sb_publishable_", "sb_secret_"))


class SigningKeys:
    """ES256 keys with an id: one signs, and all that are published verify."""

    def __init__(self) -> None:
        self._keys: dict[str, ec.EllipticCurvePrivateKey] = {}
        self._signing = self._waiting = self._new()

    def stand_by(self) -> None:
        """Publishes the key that will sign next, as a project does long before the change."""
        self._waiting = self._new()

    def rotate(self) -> None:
        """The key that stood by signs from now on; tokens of the one before stay good."""
        self._signing = self._waiting

    def _new(self) -> str:
        key_id = secrets.token_hex(8)
        self._keys[key_id] = ec.generate_private_key(ec.SECP256R1())
        return key_id

    def sign(self, claims: dict[str, Any]) -> str:
        return jwt.encode(claims, self._keys[self._signing], "ES256", {"kid": self._signing})

    def public(self) -> dict[str, Any]:
        """The key set, as at `.well-known/jwks.json`."""
        return {"keys": [self._jwk(key_id) for key_id in self._keys]}

    def _jwk(self, key_id: str) -> dict[str, Any]:
        jwk = json.loads(jwt.algorithms.ECAlgorithm.to_jwk(self._keys[key_id].public_key()))
        return {**jwk, "alg": "ES256", "ext": True, "key_ops": ["verify"], "kid": key_id, "use": "sig"}

    def read(self, token: str) -> dict[str, Any]:
        """The claims of a token of ours. Raises jwt.InvalidTokenError."""
        key = self._keys.get(jwt.get_unverified_header(token).get("kid", ""))
        if key is None:
            raise jwt.InvalidTokenError("unrecognized JWT kid")
        claims: dict[str, Any] = jwt.decode(token, key.public_key(), ["ES256"], audience="authenticated")
        return claims
