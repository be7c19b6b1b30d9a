"""Files that a charge point fetches and delivers over HTTP(S) (OCPP 1.6, 5.9, 5.19; security whitepaper, L01, N01)."""

import hashlib
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import TypeVar
from urllib.parse import quote, urlsplit

import httpx
from msgspec import UNSET, Struct, UnsetType

from csms.simulator.clock import Clock
from csms.simulator.reach import Reach

T = TypeVar("T")

_SCHEMES = ("http", "https")
_TIMEOUT = 30.0
# Seconds between two attempts, where the central system leaves it to us.
_INTERVAL = 60.0
# Larger is no firmware.
_MAX_BYTES = 1 << 30
_REPLACED = (HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED)


class TransferFailed(Exception):
    """`status` is that of HTTP, 0 where there was no answer."""

    def __init__(self, reason: str, status: int = 0) -> None:
        super().__init__(reason)
        self.status = status


class UnknownProtocol(TransferFailed):
    """The address is not one of http or https."""


class Download(Struct, frozen=True):
    """A file that was fetched: its length, and the digest of what was in it."""

    length: int
    sha256: bytes


class Attempts(Struct, frozen=True):
    """How often a transfer is tried again, and after how many seconds."""

    retries: int = 0
    interval: float = _INTERVAL

    async def make(self, clock: Clock, attempt: Callable[[], Awaitable[T]]) -> T:
        """What `attempt` returns. Raises `TransferFailed` when every attempt has."""
        for _ in range(self.retries):
            try:
                return await attempt()
            except UnknownProtocol:
                raise
            except TransferFailed:
                await clock.sleep(self.interval)
        return await attempt()


def attempts(retries: int | UnsetType, interval: int | UnsetType) -> Attempts:
    """What a request asks for."""
    seconds = _INTERVAL if interval is UNSET else float(max(0, interval))
    return Attempts(0 if retries is UNSET else max(0, retries), seconds)


async def download(url: str, reach: Reach) -> Download:
    """Fetch `url` piece by piece. Raises `TransferFailed`."""
    _check(url, reach)
    digest, length = hashlib.sha256(), 0
    try:
        async with _client(reach) as client, client.stream("GET", url) as response:
            _expect_success(response)
            async for piece in response.aiter_bytes():
                digest.update(piece)
                length += len(piece)
                if length > _MAX_BYTES:
                    raise TransferFailed("too large")
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise TransferFailed(f"{type(error).__name__}: {error}") from error
    return Download(length, digest.digest())


async def upload(location: str, name: str, content: bytes, reach: Reach) -> None:
    """Put a file into the directory `location`, or post it there as a form. Raises `TransferFailed`."""
    _check(location, reach)
    directory = location.rstrip("/")
    try:
        async with _client(reach) as client:
            response = await client.put(f"{directory}/{quote(name)}", content=content)
            if response.status_code in _REPLACED:
                response = await client.post(location, files={"file": (name, content, "text/plain")})
            _expect_success(response)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise TransferFailed(f"{type(error).__name__}: {error}") from error


def _client(reach: Reach) -> httpx.AsyncClient:
    """Who may not go everywhere is not sent on either."""
    return httpx.AsyncClient(timeout=_TIMEOUT, follow_redirects=reach.hosts is None, trust_env=False)


def _check(url: str, reach: Reach) -> None:
    try:
        parts = urlsplit(url)
        known = parts.scheme in _SCHEMES and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port beyond 65535, a broken IPv6 address
        known = False
    if not known:
        raise UnknownProtocol("not an address of http or https")
    if not reach.allows(url):
        raise TransferFailed("out of reach")


def _expect_success(response: httpx.Response) -> None:
    if not response.is_success:
        raise TransferFailed(f"HTTP {response.status_code}", response.status_code)
