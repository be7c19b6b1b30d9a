"""One POST to a foreign address: bounded in time and size, no redirects, no proxies, nothing of ours but the body."""

import asyncio
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Self

import httpcore
from httpx import URL
from msgspec import Struct

from csms import __version__
from csms.said import Said
from csms.store import stored_words
from csms.webhooks.addresses import AddressRefused, Guard

TIMEOUT = 10.0
"""Seconds for one attempt, from the look-up of the name to the end of the answer."""

EXCERPT = 1000
"""Bytes of an answer that are read and kept; what follows is not read."""

CONNECTIONS = 200

GONE = 410

LONGEST_WAIT = 10**9
"""Seconds that are understood at all; more in a header is taken as this."""


class Answer(Struct, frozen=True):
    """What came of an attempt. error: why there is no answer, or why it is none that counts.

    retry_after: how long the receiver asks to be left alone.
    """

    duration_ms: int
    status: int | None = None
    excerpt: str | None = None
    error: str | None = None
    retry_after: timedelta | None = None

    @property
    def delivered(self) -> bool:
        return self.error is None

    @property
    def gone(self) -> bool:
        return self.status == GONE


class Client:
    """Connections to receivers, kept for a while. timeout in seconds, for the whole attempt."""

    def __init__(
        self,
        guard: Guard,
        timeout: float = TIMEOUT,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.guard = guard
        self._now = now
        self._timeout = timeout
        self._pool = httpcore.AsyncConnectionPool(
            max_connections=CONNECTIONS,
            max_keepalive_connections=CONNECTIONS // 4,
            keepalive_expiry=20,
            network_backend=guard,
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        await self._pool.aclose()

    async def post(self, url: str, headers: Mapping[str, str], body: bytes) -> Answer:
        """Never raises but when it is cancelled: a failure is an answer too."""
        began = time.monotonic()
        status, excerpt, error, again = None, None, None, None
        try:
            async with asyncio.timeout(self._timeout):
                status, excerpt, again = await self._exchange(url, headers, body)
        except TimeoutError:
            error = str(Said(stored_words.NO_ANSWER_WITHIN, {"seconds": f"{self._timeout:g}"}))
        except AddressRefused as refusal:
            error = str(refusal)
        except httpcore.ConnectError as failure:
            error = str(Said(stored_words.NO_CONNECTION, {"why": str(failure)}))
        except (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError, OSError) as failure:
            error = f"{type(failure).__name__}: {failure}"
        else:
            error = _why_not(status)
        duration = round((time.monotonic() - began) * 1000)
        return Answer(duration, status, excerpt, error[:500] if error else None, self._wait(again))

    def _wait(self, header: str | None) -> timedelta | None:
        """Retry-After: seconds, or a date (RFC 9110, 10.2.3). What is neither is as if it were not there."""
        said = (header or "").strip()
        if said.isascii() and said.isdigit():
            return timedelta(seconds=min(int(said[:20]), LONGEST_WAIT))
        try:
            at = parsedate_to_datetime(said)
            return max(at.replace(tzinfo=at.tzinfo or UTC) - self._now(), timedelta())
        except (ValueError, OverflowError):
            return None

    async def _exchange(
        self, url: str, headers: Mapping[str, str], body: bytes
    ) -> tuple[int, str, str | None]:
        parts = URL(url)
        target = httpcore.URL(
            scheme=parts.raw_scheme, host=parts.raw_host, port=parts.port, target=parts.raw_path
        )
        given = {
            "Host": parts.netloc.decode("ascii"),
            "User-Agent": f"csms/{__version__}",
            "Content-Type": "application/json",
            "Content-Length": str(len(body)),
            **headers,
        }
        fields = [(name.encode("ascii"), value.encode("ascii")) for name, value in given.items()]
        async with self._pool.stream("POST", target, headers=fields, content=body) as response:
            start = bytearray()
            async for part in response.aiter_stream():
                start += part
                if len(start) >= EXCERPT:
                    break
        again = next((value for name, value in response.headers if name.lower() == b"retry-after"), None)
        return response.status, _text(start[:EXCERPT]), again.decode("latin-1") if again else None


def _why_not(status: int) -> str | None:
    if 200 <= status < 300:
        return None
    if 300 <= status < 400:
        return str(Said(stored_words.NOT_FOLLOWED, {"status": status}))
    return f"HTTP {status}"


def _text(excerpt: bytes | bytearray) -> str:
    """As both databases and every screen take it."""
    return "".join(letter if letter.isprintable() or letter in "\n\t" else "\N{REPLACEMENT CHARACTER}"
                   for letter in excerpt.decode("utf-8", "replace"))  # fmt: skip
