"""Where a webhook may be: not inside our own network, unless whoever runs the server allows it (SSRF, S17).

A name is looked up once and the connection goes to the address that was judged: a name that means another address a
moment later (DNS rebinding) changes nothing.
"""

import asyncio
import ipaddress
import socket
from collections.abc import Awaitable, Callable, Iterable
from typing import Any, TypeAlias

import httpcore

from csms.errors import CsmsError
from csms.said import Said
from csms.store import stored_words

Address: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve: TypeAlias = Callable[[str, int], Awaitable[list[str]]]

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_COMPATIBLE = ipaddress.ip_network("::/96")


class AddressRefused(CsmsError):
    """It is inside a network that webhooks must not reach."""

    def __init__(self, words: Said) -> None:
        super().__init__(str(words))
        self.words = words


def is_public(text: str) -> bool:
    """Whether an IP address is one of the public internet, also by what an IPv6 address carries within."""
    address = ipaddress.ip_address(text.partition("%")[0])
    return all(one.is_global and not one.is_multicast for one in (address, *_within(address)))


def _within(address: Address) -> Iterable[Address]:
    """IPv4 addresses that an IPv6 address stands for: mapped, compatible, 6to4, Teredo, NAT64."""
    if not isinstance(address, ipaddress.IPv6Address):
        return ()
    found: list[Address | None] = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    if address in _NAT64 or address in _COMPATIBLE:
        found.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return [one for one in found if one is not None]


async def resolve(host: str, port: int) -> list[str]:
    """All addresses of a name, or the address itself in its usual form. Raises OSError."""
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def _refusal(host: str, refused: list[str]) -> Said:
    if not refused:
        return Said(stored_words.NOWHERE, {"host": host})
    return Said(stored_words.NOT_PUBLIC, {"host": host, "addresses": ", ".join(refused)})


class Guard(httpcore.AsyncNetworkBackend):
    """Connects to judged addresses only. allow_private: to any. A name of which one address is refused is refused."""

    def __init__(self, *, allow_private: bool, resolve: Resolve = resolve) -> None:
        self._allow_private = allow_private
        self._resolve = resolve
        self._network = httpcore.AnyIOBackend()

    async def check(self, host: str, port: int) -> list[str]:
        """The addresses that may be connected to. Raises AddressRefused, httpcore.ConnectError."""
        try:
            addresses = await self._resolve(host, port)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(str(Said(stored_words.NOT_FOUND, {"host": host}))) from error
        refused = [] if self._allow_private else [one for one in addresses if not is_public(one)]
        if refused or not addresses:
            raise AddressRefused(_refusal(host, refused))
        return addresses

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - as httpcore calls it
        *rest: Any,
        **options: Any,
    ) -> httpcore.AsyncNetworkStream:
        """To the first address that takes the connection."""
        failure: Exception | None = None
        for address in await self.check(host, port):
            try:
                return await self._network.connect_tcp(address, port, timeout, *rest, **options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        assert failure is not None
        raise failure

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)
