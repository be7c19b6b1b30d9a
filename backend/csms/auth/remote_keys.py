"""The public keys of somebody else who signs tokens: a JSON Web Key Set (RFC 7517)."""

from dataclasses import dataclass
from typing import Any

import httpx
import jwt
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from csms.auth.remote_document import Clock, RemoteDocument
from csms.errors import CsmsError

SMALLEST_RSA = 2048
"""Bits (RFC 7518, 3.3)."""


class KeysUnavailable(CsmsError):
    """The issuer's keys were never read, and it does not answer now. Nothing is known of the token."""


@dataclass(frozen=True, slots=True)
class VerifyingKey:
    """algorithm: the one of this kind of key, whatever a token claims."""

    key: EllipticCurvePublicKey | RSAPublicKey
    algorithm: str


class RemoteKeys:
    """The keys at an address. clock: monotonic seconds."""

    def __init__(self, url: str, client: httpx.AsyncClient, clock: Clock) -> None:
        self._document = RemoteDocument(url, client, read, clock=clock)

    async def get(self, key_id: str) -> VerifyingKey | None:
        """The key with this id, None when there is none. Raises KeysUnavailable."""
        keys = await self._document.get(lambda keys: key_id in keys)
        if keys is None:
            raise KeysUnavailable(f"The keys at {self._document.url} cannot be read at the moment.")
        return keys.get(key_id)


def read(document: Any) -> dict[str, VerifyingKey]:
    """Those of a key set that can be used, by their ids. Raises ValueError."""
    keys = document.get("keys") if isinstance(document, dict) else None
    if not isinstance(keys, list):
        raise ValueError("the answer is no key set")
    usable = {str(key.get("kid")): _usable(key) for key in keys if isinstance(key, dict)}
    return {key_id: key for key_id, key in usable.items() if key is not None}


def _usable(key: dict[str, Any]) -> VerifyingKey | None:
    """For signatures, with an id, of P-256 or RSA with enough bits. Others are not ours to judge."""
    if "kid" not in key or key.get("use", "sig") != "sig":
        return None
    try:
        public = jwt.PyJWK(key).key
    except (jwt.PyJWTError, ValueError, TypeError):
        return None
    if isinstance(public, EllipticCurvePublicKey) and isinstance(public.curve, SECP256R1):
        return VerifyingKey(public, "ES256")
    if isinstance(public, RSAPublicKey) and public.key_size >= SMALLEST_RSA:
        return VerifyingKey(public, "RS256")
    return None
