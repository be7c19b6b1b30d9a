"""From an upgrade request to an open WebSocket, or to a refusal.

uvicorn takes a class as `ws=`. It hands over every upgrade request as one rebuilt head and leaves the
transport to us, so that the messages that follow pass no ASGI and need no task. Identity and credentials are
judged before the upgrade, and nothing is read as a message before it (DEC-11).
"""

import asyncio
import logging
from dataclasses import replace
from typing import Any, cast

from uvicorn.config import Config
from uvicorn.server import ServerState
from websockets.http11 import Response

from csms.gateway.door import Admission, Door, Handshake, Refusal
from csms.gateway.handshake import (
    HandshakeRefused,
    read_handshake,
    read_request,
    refusal_response,
    seen_through_proxies,
)
from csms.gateway.limits import SocketLimits, end_writing
from csms.gateway.peer import client_certificate
from csms.gateway.service import SocketService
from csms.gateway.websocket import WebSocket

log = logging.getLogger(__name__)

EARLY_BYTES = 4096  # kept of what a client sends before it has been let in; the rest waits in its kernel

_TOO_BUSY = Refusal(503, "The server is busy. Try again later.\n", (("Retry-After", "10"),))
_BROKEN = Refusal(500, "The server failed to judge this request.\n")


class UpgradeProtocol(asyncio.Protocol):
    """One upgrade request: waits for its head, then for the door, then hands the transport on or ends it."""

    __slots__ = (
        "_address",
        "_answered",
        "_connections",
        "_early",
        "_service",
        "_task",
        "_tls",
        "_transport",
        "_trusted_proxies",
        "_waited",
    )

    _transport: asyncio.Transport

    def __init__(
        self, service: SocketService, connections: set[Any], trusted_proxies: list[str] | str
    ) -> None:
        self._service = service
        self._trusted_proxies = trusted_proxies
        self._connections = connections  # uvicorn's: it calls our `shutdown` and waits until we have left
        self._task: asyncio.Task[None] | None = None
        self._answered = False
        self._early = bytearray()
        self._waited = 0  # rounds, for the door or for the end
        self._address = ""
        self._tls = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)  # uvloop's only looks like one
        self._connections.add(self)
        self._service.join(self)
        peer = transport.get_extra_info("peername")
        self._address = str(peer[0]) if isinstance(peer, tuple | list) else ""
        self._tls = transport.get_extra_info("sslcontext") is not None

    def connection_lost(self, exc: Exception | None) -> None:
        self._answered = True
        self._leave()
        if self._task is not None:
            self._task.cancel()

    def data_received(self, data: bytes) -> None:
        """The head first, in one piece; then bytes of an impatient client; after a refusal nothing counts."""
        if self._answered:
            return
        if self._task is None:
            self._receive_head(data)
            return
        self._early += data
        if len(self._early) > EARLY_BYTES:
            self._transport.pause_reading()

    def shutdown(self) -> None:
        """uvicorn stops."""
        self._refuse(_TOO_BUSY)

    def round(self) -> None:
        self._waited += 1
        if self._answered:
            if self._waited >= self._service.close_rounds:
                self._transport.abort()
        elif self._waited >= self._service.handshake_rounds:
            self._refuse(_TOO_BUSY)

    def _receive_head(self, head: bytes) -> None:
        try:
            request, response = read_request(head)
            handshake = read_handshake(request, self._address, self._tls)
            handshake = replace(handshake, certificate=client_certificate(self._transport))
        except HandshakeRefused as refused:
            self._answer(refused.response)
            return
        self._task = asyncio.get_running_loop().create_task(self._admit(handshake, response))

    async def _admit(self, handshake: Handshake, response: Response) -> None:
        handshake = await seen_through_proxies(handshake, self._trusted_proxies)
        try:
            async with self._service.admitting:
                verdict = await self._service.door.admit(handshake)
        except Exception:
            log.exception("The door failed to judge %r from %s", handshake.identity, self._address)
            verdict = _BROKEN
        if isinstance(verdict, Refusal):
            self._refuse(verdict)
        elif not self._answered:
            self._accept(verdict, handshake, response)

    def _refuse(self, refusal: Refusal) -> None:
        if not self._answered:
            self._answer(refusal_response(refusal))

    def _answer(self, response: Response) -> None:
        """Ends with a refusal; input is thrown away until the peer closes, lest TCP resets the answer."""
        self._answered = True
        self._waited = 0
        if self._task is not None and self._task is not asyncio.current_task():
            self._task.cancel()
        if len(self._early) > EARLY_BYTES:
            self._transport.resume_reading()
        self._transport.write(response.serialize())
        end_writing(self._transport)

    def _accept(self, admission: Admission, handshake: Handshake, response: Response) -> None:
        if admission.subprotocol is not None:
            response.headers["Sec-WebSocket-Protocol"] = admission.subprotocol
        self._answered = True
        self._leave()
        self._transport.write(response.serialize())
        socket = WebSocket(
            self._service, self._transport, self._connections, handshake.address, handshake.tls
        )
        self._transport.set_protocol(socket)
        socket.open(admission, bytes(self._early))

    def _leave(self) -> None:
        self._connections.discard(self)
        self._service.leave(self)


def make_protocol(door: Door[Any], limits: SocketLimits) -> type[asyncio.Protocol]:
    """The class for uvicorn's `ws=`. `/ocpp/{identity}` goes to `door`; any other upgrade is a 404."""
    service = SocketService(door, limits)

    class BoundUpgradeProtocol(UpgradeProtocol):
        __slots__ = ()

        def __init__(self, config: Config, server_state: ServerState, app_state: dict[str, Any]) -> None:
            trusted = config.forwarded_allow_ips if config.proxy_headers else []
            super().__init__(service, server_state.connections, trusted)

    return BoundUpgradeProtocol
