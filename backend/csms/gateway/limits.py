"""Bounds on what a stranger may hold: time, sockets and bytes before anybody has been let in.

uvicorn never times out a connection that sends no request head, or half of one. `guard_http` returns its
HTTP protocol class with that gap closed (reliability S12).
"""

import asyncio
from collections import Counter
from dataclasses import dataclass

import httptools
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from csms.gateway.housekeeping import Rounds

MIB = 1024 * 1024
HEAD_TOO_LARGE = (
    b"HTTP/1.1 431 Request Header Fields Too Large\r\n"
    b"content-type: text/plain; charset=utf-8\r\ncontent-length: 29\r\nconnection: close\r\n\r\n"
    b"The request head is too big.\n"
)


def end_writing(transport: asyncio.Transport) -> None:
    """Half-closes after the last bytes: a full close resets the connection when there is unread input, and
    the peer might never see them. TLS cannot do that, and says good-bye itself.
    """
    if transport.can_write_eof():
        transport.write_eof()
    else:
        transport.close()


@dataclass(frozen=True, slots=True)
class SocketLimits:
    """Bytes and seconds; an interval or timeout of 0 switches pings or their deadline off."""

    max_message: int = MIB  # DEC-11
    ping_interval: float = 20.0
    ping_timeout: float = 20.0
    handshake_timeout: float = 5.0
    max_head: int = 16 * 1024
    max_unadmitted: int = 256
    per_address_unadmitted: int = 20
    write_limit: int = MIB
    close_timeout: float = 5.0
    shutdown_spread: float = 5.0


class WaitingRoom:
    """Connections that have not completed a request head.

    A newcomer gets a moment before it counts: after a restart hundreds of honest chargers, often behind one
    address, are accepted in the same instant. Who is still silent then shares the few places there are per
    address and in total, newest first, and nobody stays longer than `handshake_timeout`.
    """

    GRACE = 0.2  # of the handshake timeout
    CROWD = 16  # times `max_unadmitted`: nobody else is let in, not even for a moment

    def __init__(self, limits: SocketLimits) -> None:
        self._limits = limits
        self._since: dict[GuardedHttpProtocol, float] = {}
        self._rounds = Rounds(limits.handshake_timeout / 10, self._sweep)

    def enter(self, connection: "GuardedHttpProtocol") -> bool:
        """False when the room is full."""
        if len(self._since) >= self.CROWD * self._limits.max_unadmitted:
            return False
        self._since.setdefault(connection, connection.loop.time())
        self._rounds.wake()
        return True

    def __contains__(self, connection: "GuardedHttpProtocol") -> bool:
        return connection in self._since

    def leave(self, connection: "GuardedHttpProtocol") -> None:
        self._since.pop(connection, None)

    def _sweep(self) -> bool:
        limits = self._limits
        by_address: Counter[str] = Counter()
        for connection, since in reversed(tuple(self._since.items())):
            waited = connection.loop.time() - since
            if waited < self.GRACE * limits.handshake_timeout:
                continue
            by_address[connection.address] += 1
            if (
                waited >= limits.handshake_timeout
                or by_address[connection.address] > limits.per_address_unadmitted
                or by_address.total() > limits.max_unadmitted
            ):
                connection.give_up()
        return bool(self._since)


class HeadTooLarge(Exception):
    """The request line and headers together exceed `max_head`."""


class GuardedHttpProtocol(HttpToolsProtocol):
    """uvicorn's HTTP protocol with bounds on the time and size of a request head.

    It also hands over what a client has sent right behind its upgrade request, which uvicorn drops.
    """

    room: WaitingRoom
    max_head: int

    @property
    def address(self) -> str:
        return self.client[0] if self.client else ""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as uvicorn has it
        super().connection_made(transport)
        self._head_bytes = 0
        self._refused = False
        if not self.room.enter(self):
            transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        self.room.leave(self)
        super().connection_lost(exc)

    def give_up(self) -> None:
        """Ends a connection that has not completed a head in its time."""
        self.room.leave(self)
        self.transport.close()

    def data_received(self, data: bytes) -> None:
        if self._refused:
            return
        self._unset_keepalive_if_required()
        head_begun = self in self.room
        try:
            self.parser.feed_data(data)
        except httptools.HttpParserUpgrade as upgrade:
            if self._should_upgrade():
                self._hand_over(data[upgrade.args[0] :])
        except httptools.HttpParserError as error:
            self._refuse(isinstance(error.__context__, HeadTooLarge))
        else:
            self._count_head(len(data) if head_begun else 0)

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self.room.enter(self)

    def on_headers_complete(self) -> None:
        self.room.leave(self)
        self._head_bytes = 0
        if len(self.url) + sum(len(name) + len(value) + 4 for name, value in self.headers) > self.max_head:
            raise HeadTooLarge
        super().on_headers_complete()

    def _count_head(self, arrived: int) -> None:
        if self not in self.room:
            return
        self._head_bytes += arrived
        if self._head_bytes > self.max_head:
            self._refuse(too_large=True)

    def _refuse(self, too_large: bool) -> None:
        if not too_large:
            self.send_400_response("Invalid HTTP request received.")
            return
        self._refused = True
        self.room.enter(self)  # which ends it, if the peer does not
        self.transport.write(HEAD_TOO_LARGE)
        end_writing(self.transport)

    def _hand_over(self, early: bytes) -> None:
        """The transport belongs to the WebSocket now, and nothing of us shall live as long as it does."""
        self.handle_websocket_upgrade()
        protocol = self.transport.get_protocol()
        if early and isinstance(protocol, asyncio.Protocol):
            protocol.data_received(early)
        self.parser = None  # type: ignore[assignment] # ends the cycle, as uvicorn does


def guard_http(limits: SocketLimits) -> type[asyncio.Protocol]:
    """The class for uvicorn's `http=`; all its connections share one waiting room."""

    class BoundHttpProtocol(GuardedHttpProtocol):
        room = WaitingRoom(limits)
        max_head = limits.max_head

    return BoundHttpProtocol
