"""An HTTP service of the operator's that is asked whether a token may charge (docs/authorization.md).

A driver waits at the charger for the answer, so each question has one time-out for all of it, and a service that has
failed a few times is left alone for a while: then nobody waits. No token is ever logged.
"""

import asyncio
import hashlib
import hmac
import logging
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Annotated, Literal, TypeAlias
from urllib.parse import urlsplit
from uuid import UUID

import httpx
import msgspec
from msgspec import Meta, Struct

from csms.charging.verdicts import Purpose
from csms.errors import CsmsError

log = logging.getLogger(__name__)

LARGEST_ANSWER = 16 * 1024
CONNECTIONS = httpx.Limits(max_connections=50, max_keepalive_connections=10)
FAILURES = 3
"""Failures in a row after which the service is left alone."""
PAUSE = 10.0
"""Seconds for which it is; then one question tries it again."""

Fallback: TypeAlias = Literal["local", "accept", "refuse"]


class Question(Struct, frozen=True):
    """The body of the request. `at` is when the token was presented, in the past for an offline start."""

    id_tag: str
    parent_id_tag: str | None
    registered: bool
    charger_id: UUID
    charge_point_id: str
    connector_id: int | None
    purpose: Purpose
    at: datetime


class Answer(Struct, frozen=True):
    """The body of the response. Members that it does not name are ignored."""

    status: Literal["Accepted", "Blocked", "Expired", "Invalid", "ConcurrentTx"]
    expires_at: Annotated[datetime, Meta(tz=True)] | None = None
    parent_id_tag: Annotated[str, Meta(min_length=1, max_length=20)] | None = None


class BadAnswer(CsmsError):
    """The service answered with something that is no verdict."""


class ExternalAuthorization:
    """Asks the service at `url`. fallback: what holds when it fails. timeout in seconds, for the whole question.

    answered, failed and skipped (not asked because of a pause) count the questions of this process.
    """

    def __init__(
        self,
        url: str,
        *,
        timeout: float,
        secret: str = "",
        fallback: Fallback = "local",
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.fallback = fallback
        self.answered = self.failed = self.skipped = 0
        self._url = url
        self._host = urlsplit(url).hostname
        self._timeout = timeout
        self._secret = secret.encode()
        self._clock = clock
        # No proxy and no .netrc of the environment: tokens go to the address that was set, and nowhere else.
        self._client = httpx.AsyncClient(limits=CONNECTIONS, timeout=timeout, trust_env=False)
        self._failures_in_a_row = 0
        self._closed_until = 0.0

    async def close(self) -> None:
        await self._client.aclose()

    @property
    def available(self) -> bool:
        """False while the service is left alone."""
        return self._failures_in_a_row < FAILURES

    async def ask(self, question: Question) -> Answer | None:
        """Its verdict, None when there is none: the fallback holds then."""
        if not self._may_ask():
            self.skipped += 1
            return None
        try:
            async with asyncio.timeout(self._timeout):
                answer = await self._post(msgspec.json.encode(question))
        except (TimeoutError, httpx.HTTPError, httpx.InvalidURL, BadAnswer, OSError) as error:
            self._note_failure(error)
            return None
        self._note_success()
        return answer

    def _may_ask(self) -> bool:
        """After a pause one question goes first; the others wait for how it ends."""
        if self.available:
            return True
        now = self._clock()
        if now < self._closed_until:
            return False
        self._closed_until = now + PAUSE
        return True

    async def _post(self, body: bytes) -> Answer:
        headers = {"Content-Type": "application/json", **self._signature(body)}
        async with self._client.stream("POST", self._url, content=body, headers=headers) as response:
            if response.status_code != httpx.codes.OK:
                raise BadAnswer(f"HTTP {response.status_code}")
            return _read(await _bounded(response))

    def _signature(self, body: bytes) -> dict[str, str]:
        if not self._secret:
            return {}
        timestamp = str(int(datetime.now(UTC).timestamp()))
        return {"CSMS-Timestamp": timestamp, "CSMS-Signature": sign(self._secret, timestamp, body)}

    def _note_failure(self, error: Exception) -> None:
        self.failed += 1
        self._failures_in_a_row += 1
        self._closed_until = self._clock() + PAUSE
        log.warning("the authorization service at %s failed: %s", self._host, _words(error))
        if self._failures_in_a_row == FAILURES:
            log.warning("the authorization service is left alone; until it answers, %s holds", self.fallback)

    def _note_success(self) -> None:
        self.answered += 1
        if not self.available:
            log.info("the authorization service answers again")
        self._failures_in_a_row = 0


def sign(secret: bytes, timestamp: str, body: bytes) -> str:
    """`v1=` and the HMAC-SHA-256, in hexadecimal digits, of the timestamp, a full stop and the body."""
    return "v1=" + hmac.new(secret, timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()


async def _bounded(response: httpx.Response) -> bytes:
    body = bytearray()
    async for part in response.aiter_bytes():
        body += part
        if len(body) > LARGEST_ANSWER:
            raise BadAnswer(f"more than {LARGEST_ANSWER} bytes")
    return bytes(body)


def _read(body: bytes) -> Answer:
    try:
        return msgspec.json.decode(body, type=Answer)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BadAnswer(
            "the body is no verdict"
        ) from error  # its words are not repeated: they may hold the token


def _words(error: Exception) -> str:
    """What went wrong, without the address, which may hold a password."""
    return str(error) if isinstance(error, BadAnswer) else type(error).__name__
