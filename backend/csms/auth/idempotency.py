"""Requests that may be repeated: the same key of the same caller is done once and answered alike for a day.

An answer may hold a password that is shown this once. So it is sealed (AES-256-GCM) with a key made of the server's
secret and the caller's own `Idempotency-Key`, of which only a keyed hash is stored: the database alone, even with the
server's secret, opens nothing that was not asked with a guessable key.
"""

import hashlib
import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid5

import msgspec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from csms.auth.keys import derive
from csms.errors import Conflict, Invalid
from csms.said import said
from csms.store import idempotency as store
from csms.store.models import IdempotencyKey

KEPT = timedelta(hours=24)
LEASE = timedelta(minutes=10)
"""What is under way for longer was left by a process that died. No answer takes so long."""
RETRY_AFTER = 2
LARGEST = 256 * 1024
"""Bytes of an answer that are kept. Of a larger one only the status is."""

_NAMESPACE = UUID("6f1c1f5e-3a55-5c0e-8d34-0c2f0f6f2b11")
_NONCE = 12


class Answer(msgspec.Struct, frozen=True):
    """As it was sent. body: None when it was too large to be kept."""

    status: int
    media_type: str
    body: bytes | None


@dataclass(frozen=True, slots=True)
class Claim:
    """A request that is being done under a key. `seed`: the same for each try of it."""

    row_id: UUID
    taken_at: datetime
    seed: UUID
    sealing_key: bytes


class Idempotency:
    def __init__(self, server_secret: bytes, now: Callable[[], datetime]) -> None:
        self._hashing = derive(server_secret, "idempotency key")
        self._sealing = derive(server_secret, "idempotency answer")
        self._now = now

    async def begin(self, caller: str, key: str, fingerprint: str) -> Claim | Answer:
        """Claims the key, or says how the request was answered. caller: who must not see another's answers.

        fingerprint: what the request was. Raises Invalid when the key was used for something else, and Conflict when
        the first request is still being worked on.
        """
        now = self._now()
        key_hash = self._hash(caller, key)
        row = await store.claim(caller, key_hash, fingerprint, now)
        if row is None:
            row = await store.find(caller, key_hash)
            if row is not None and row.created_at < now - KEPT:
                await store.forget(now - KEPT)
                return await self.begin(caller, key, fingerprint)
            if row is None:
                raise _busy()  # released at this very moment
            if answer := await self._repeated(row, key, fingerprint, now):
                return answer
        seed = uuid5(_NAMESPACE, f"{key_hash} {row.created_at.timestamp()}")
        return Claim(row.id, now, seed, self._seal_with(caller, key))

    async def _repeated(
        self, row: IdempotencyKey, key: str, fingerprint: str, now: datetime
    ) -> Answer | None:
        """None: the first one was left under way, and is this one's now."""
        if row.fingerprint != fingerprint:
            message = said("This key was used for another request")
            raise Invalid(
                said("{message}. Take a new one.", message=message), errors=(("Idempotency-Key", message),)
            )
        if row.status is not None and row.answer is not None:
            return _opened(self._seal_with(row.caller, key), row.answer)
        if now - row.taken_at < LEASE or not await store.take_over(row, now):
            raise _busy()
        return None

    async def finish(self, claim: Claim, answer: Answer) -> None:
        """Keeps how it was answered."""
        if answer.body is not None and len(answer.body) > LARGEST:
            answer = Answer(answer.status, answer.media_type, None)
        await store.keep(claim.row_id, claim.taken_at, answer.status, _sealed(claim.sealing_key, answer))

    async def release(self, claim: Claim) -> None:
        """Nothing was done: the key is free again."""
        await store.release(claim.row_id, claim.taken_at)

    async def lapse(self, claim: Claim) -> None:
        """Who repeats it goes on with it at once: what it has sent is not sent again."""
        await store.lapse(claim.row_id, claim.taken_at, claim.taken_at - LEASE)

    async def forget(self) -> None:
        """What is older than a day."""
        await store.forget(self._now() - KEPT)

    def _hash(self, caller: str, key: str) -> str:
        return hmac.new(self._hashing, f"{caller}\n{key}".encode(), hashlib.sha256).hexdigest()

    def _seal_with(self, caller: str, key: str) -> bytes:
        return derive(self._sealing, f"{caller}\n{key}")


def _sealed(key: bytes, answer: Answer) -> bytes:
    nonce = secrets.token_bytes(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, msgspec.msgpack.encode(answer), None)


def _opened(key: bytes, sealed: bytes) -> Answer:
    content = AESGCM(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], None)
    return msgspec.msgpack.decode(content, type=Answer)


def _busy() -> Conflict:
    return Conflict(
        said("The first request with this key is still being worked on."),
        headers={"Retry-After": str(RETRY_AFTER)},
    )
