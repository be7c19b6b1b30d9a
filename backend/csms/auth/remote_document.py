"""A JSON document of somebody else, fetched over HTTP and kept: what it said last stays good while its host is away.

It is asked for again when it is old or does not say enough, but not more often than `COOL_DOWN` allows: whoever
makes up what it does not have cannot make us flood its host.
"""

import asyncio
import json
import logging
import time
from collections.abc import Callable, Mapping
from typing import Any, Generic, TypeVar

import httpx

log = logging.getLogger(__name__)

FRESH = 600.0
"""Seconds after which the document is fetched again."""
COOL_DOWN = 30.0
"""Seconds between two questions at least."""
TIMEOUT = 5.0
"""Seconds for the whole question."""
LONGEST = 256 * 1024
"""Bytes."""

Content = TypeVar("Content")
Clock = Callable[[], float]


class RemoteDocument(Generic[Content]):
    """parse: makes what we keep of the JSON, raises ValueError. clock: monotonic seconds."""

    def __init__(
        self,
        url: str,
        client: httpx.AsyncClient,
        parse: Callable[[Any], Content],
        *,
        headers: Mapping[str, str] | None = None,
        clock: Clock = time.monotonic,
    ) -> None:
        self.url = url
        self._client = client
        self._parse = parse
        self._headers = dict(headers or {})
        self._clock = clock
        self._content: Content | None = None
        self._read_at = self._asked_at = -float("inf")
        self._asking = asyncio.Lock()

    async def get(self, enough: Callable[[Content], bool] = lambda content: True) -> Content | None:
        """What it says, asked for again when that is old or not enough. None: it could never be read."""
        if self._wanted(enough) and not self._will_do(enough):
            async with self._asking:
                if self._wanted(enough):
                    await self._ask()
        return self._content

    def _wanted(self, enough: Callable[[Content], bool]) -> bool:
        if self._clock() - self._asked_at < COOL_DOWN:
            return False
        return self._content is None or self._clock() - self._read_at >= FRESH or not enough(self._content)

    def _will_do(self, enough: Callable[[Content], bool]) -> bool:
        """While one asks for an old document, nobody waits who can do with it."""
        return self._asking.locked() and self._content is not None and enough(self._content)

    async def _ask(self) -> None:
        try:
            async with asyncio.timeout(TIMEOUT):
                self._content = self._parse(json.loads(await self._fetch()))
        except (httpx.HTTPError, TimeoutError, ValueError, RecursionError) as error:
            log.warning("%s cannot be read; what it said before stays good: %r", self.url, error)
        else:
            self._read_at = self._clock()
        finally:
            self._asked_at = self._clock()

    async def _fetch(self) -> bytes:
        async with self._client.stream(
            "GET", self.url, headers=self._headers, timeout=TIMEOUT, follow_redirects=False
        ) as answer:
            answer.raise_for_status()
            body = b""
            async for chunk in answer.aiter_bytes():
                body += chunk
                if len(body) > LONGEST:
                    raise ValueError("the answer is too long")
        return body
