"""The public keys of somebody else who signs tokens: a JSON Web Key Set (RFC 7517), fetched and kept.

A key that nobody has seen makes us ask again, but not more often than `COOL_DOWN` allows: made-up key ids cannot
have us flood the issuer. While the issuer is away, the keys that are known stay good.
"""

import asyncio
import json
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import httpx
import jwt
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from csms.errors import CsmsError

log = logging.getLogger(__name__)

FRESH = 600.0
"""Seconds after which the set is fetched again."""
COOL_DOWN = 30.0
"""Seconds between two questions at least."""
TIMEOUT = 5.0
LONGEST = 256 * 1024
"""Bytes of a key set."""
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

    def __init__(
        self, url: str, client: httpx.AsyncClient, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._url = url
        self._client = client
        self._clock = clock
        self._keys: dict[str, VerifyingKey] = {}
        self._read_at: float | None = None
        self._asked_at: float | None = None
        self._asking = asyncio.Lock()

    async def get(self, key_id: str) -> VerifyingKey | None:
        """The key with this id, None when there is none. Raises KeysUnavailable."""
        if self._is_old() or key_id not in self._keys:
            async with self._asking:
                if self._may_ask() and (self._is_old() or key_id not in self._keys):
                    await self._ask()
        if self._read_at is None:
            raise KeysUnavailable(f"The keys at {self._url} cannot be read at the moment.")
        return self._keys.get(key_id)

    def _is_old(self) -> bool:
        return self._read_at is None or self._clock() - self._read_at >= FRESH

    def _may_ask(self) -> bool:
        return self._asked_at is None or self._clock() - self._asked_at >= COOL_DOWN

    async def _ask(self) -> None:
        self._asked_at = self._clock()
        try:
            self._keys = read(_parse(await self._fetch()))
        except (httpx.HTTPError, ValueError) as error:
            log.warning("The keys at %s cannot be read; those that are known stay good: %r", self._url, error)
        else:
            self._read_at = self._clock()

    async def _fetch(self) -> bytes:
        async with self._client.stream("GET", self._url, timeout=TIMEOUT, follow_redirects=False) as answer:
            answer.raise_for_status()
            body = b""
            async for chunk in answer.aiter_bytes():
                body += chunk
                if len(body) > LONGEST:
                    raise ValueError("the answer is too long")
        return body


def _parse(body: bytes) -> list[Any]:
    """Raises ValueError."""
    document = json.loads(body)
    keys = document.get("keys") if isinstance(document, dict) else None
    if not isinstance(keys, list):
        raise ValueError("the answer is no key set")
    return keys


def read(keys: list[Any]) -> dict[str, VerifyingKey]:
    """Those of a key set that can be used, by their ids."""
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
