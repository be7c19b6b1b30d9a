"""argon2id in a few threads with a bounded queue: a wave of sign-ins must not become an outage (R6)."""

import asyncio
import base64
import os
import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from csms.auth.errors import Busy, WeakPassword
from csms.said import said

T = TypeVar("T")

MIN_LENGTH = 8
MAX_BYTES = 1024

_SALT_BYTES = 16
_HASH_BYTES = 32


@dataclass(frozen=True, slots=True)
class Argon2Parameters:
    """`memory` in KiB."""

    memory: int
    passes: int
    lanes: int = 1


OWASP_MINIMUM = Argon2Parameters(memory=19 * 1024, passes=2)
# A person waits for one sign-in: four times the work of the minimum is not felt.
FOR_PEOPLE = Argon2Parameters(memory=46 * 1024, passes=3)


class Argon2Pool:
    """Hashes and verifies away from the event loop. argon2 releases the GIL, so threads are enough.

    workers: threads; by default one core is left for the event loop. backlog: how many may wait or run; one
    more raises Busy, at once, before it costs anything.
    """

    def __init__(
        self, parameters: Argon2Parameters, *, workers: int | None = None, backlog: int = 64
    ) -> None:
        self._hasher = PasswordHasher(
            time_cost=parameters.passes,
            memory_cost=parameters.memory,
            parallelism=parameters.lanes,
            hash_len=_HASH_BYTES,
            salt_len=_SALT_BYTES,
        )
        self._dummy = _hash_of_nothing(parameters)
        self._threads = ThreadPoolExecutor(workers or max(1, (os.cpu_count() or 2) - 1), "argon2")
        self._free = backlog

    async def hash(self, password: bytes) -> str:
        """The encoded hash (`$argon2id$...`), with parameters and a fresh salt."""
        return await self._run(lambda: self._hasher.hash(password))

    async def verify(self, stored: str | None, password: bytes) -> bool:
        """Whether the password fits. Without a stored hash: False, after the same work."""
        return await self._run(lambda: self._fits(stored or self._dummy, password)) and stored is not None

    def is_outdated(self, stored: str) -> bool:
        """Whether the hash was made with other parameters than today's."""
        return self._hasher.check_needs_rehash(stored)

    def close(self) -> None:
        self._threads.shutdown(wait=True, cancel_futures=True)

    def _fits(self, stored: str, password: bytes) -> bool:
        try:
            return self._hasher.verify(stored, password)
        except (VerificationError, InvalidHashError):
            return False

    async def _run(self, work: Callable[[], T]) -> T:
        if self._free == 0:
            raise Busy
        future = asyncio.wrap_future(self._threads.submit(work))
        self._free -= 1
        # Counted until the thread is done, also when whoever asked has gone away meanwhile.
        future.add_done_callback(self._release)
        return await asyncio.shield(future)

    def _release(self, future: "asyncio.Future[T]") -> None:
        self._free += 1
        if not future.cancelled():
            future.exception()  # whoever asked may have gone away: the outcome counts as looked at


def check_new(password: str) -> None:
    """The rules for a new password. Raises WeakPassword."""
    if len(password) < MIN_LENGTH:
        raise WeakPassword(said("Password should be at least {least} characters.", least=MIN_LENGTH))
    if len(password.encode()) > MAX_BYTES:
        raise WeakPassword(said("Password cannot be longer than {most} bytes.", most=MAX_BYTES))


def _hash_of_nothing(parameters: Argon2Parameters) -> str:
    """A well-formed hash that no password fits: verifying against it takes as long as against a real one."""
    salt, digest = secrets.token_bytes(_SALT_BYTES), secrets.token_bytes(_HASH_BYTES)
    cost = f"m={parameters.memory},t={parameters.passes},p={parameters.lanes}"
    return f"$argon2id$v=19${cost}${_base64(salt)}${_base64(digest)}"


def _base64(value: bytes) -> str:
    return base64.b64encode(value).rstrip(b"=").decode()
