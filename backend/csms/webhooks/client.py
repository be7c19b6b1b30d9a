"""One POST to a foreign address: bounded in time and size, no redirects, no proxies, nothing of ours but the body."""

import asyncio
import time
from collections.abc import Mapping
from types import TracebackType
from typing import Self

import httpcore
from httpx import URL
from msgspec import Struct

from csms import __version__
from csms.webhooks.addresses import AddressRefused, Guard

TIMEOUT = 10.0
"""Seconds for one attempt, from the look-up of the name to the end of the answer."""

EXCERPT = 1000
"""Bytes of an answer that are read and kept; what follows is not read."""

CONNECTIONS = 200

GONE = 410


class Answer(Struct, frozen=True):
    """What came of an attempt. error: why there is no answer, or why it is none that counts."""

    duration_ms: int
    status: int | None = None
    excerpt: str | None = None
    error: str | None = None

    @property
    def delivered(self) -> bool:
        return self.error is None

    @property
    def gone(self) -> bool:
        return self.status == GONE


class Client:
    """Connections to receivers, kept for a while. timeout in seconds, for the whole attempt."""

    def __init__(self, guard: Guard, timeout: float = TIMEOUT) -> None:
        self.guard = guard
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
        status, excerpt, error = None, None, None
        try:
            async with asyncio.timeout(self._timeout):
                status, excerpt = await self._exchange(url, headers, body)
        except TimeoutError:
            error = f"No answer within {self._timeout:g} seconds"
        except AddressRefused as refusal:
            error = str(refusal)
        except (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError, OSError) as failure:
            error = f"{type(failure).__name__}: {failure}"
        else:
            error = _why_not(status)
        duration = round((time.monotonic() - began) * 1000)
        return Answer(duration, status, excerpt, error[:500] if error else None)

    async def _exchange(self, url: str, headers: Mapping[str, str], body: bytes) -> tuple[int, str]:
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
        return response.status, _text(start[:EXCERPT])


def _why_not(status: int) -> str | None:
    if 200 <= status < 300:
        return None
    if 300 <= status < 400:
        return f"HTTP {status}: redirects are not followed"
    return f"HTTP {status}"


def _text(excerpt: bytes | bytearray) -> str:
    """As both databases and every screen take it."""
    return "".join(letter if letter.isprintable() or letter in "\n\t" else "\N{REPLACEMENT CHARACTER}"
                   for letter in excerpt.decode("utf-8", "replace"))  # fmt: skip
