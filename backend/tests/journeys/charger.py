"""Charge points over real sockets: the independent client of the PyPI package `ocpp`, and one of raw frames."""

import asyncio
import base64
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from functools import partial
from typing import Any
from urllib.parse import quote
from uuid import uuid4

from ocpp.exceptions import OCPPError  # type: ignore[import-untyped]
from ocpp.v16 import ChargePoint, call, call_result  # type: ignore[import-untyped]
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from tests.journeys.server import RunningServer

ANSWER_SECONDS = 20.0

ACCEPTED: dict[str, Any] = {
    "ChangeAvailability": call_result.ChangeAvailability("Accepted"),
    "ChangeConfiguration": call_result.ChangeConfiguration("Accepted"),
    "ClearCache": call_result.ClearCache("Accepted"),
    "DataTransfer": call_result.DataTransfer("Accepted", data="pong"),
    "GetConfiguration": call_result.GetConfiguration(
        configuration_key=[{"key": "HeartbeatInterval", "readonly": False, "value": "300"}],
        unknown_key=["Nonsense"],
    ),
    "RemoteStartTransaction": call_result.RemoteStartTransaction("Accepted"),
    "RemoteStopTransaction": call_result.RemoteStopTransaction("Accepted"),
    "Reset": call_result.Reset("Accepted"),
    "UnlockConnector": call_result.UnlockConnector("Unlocked"),
}


def basic(identity: str, password: str) -> dict[str, str]:
    """The header of HTTP Basic authentication."""
    token = base64.b64encode(f"{identity}:{password}".encode()).decode()
    return {"Authorization": f"Basic {token}"}


def dial(
    server: RunningServer,
    identity: str,
    password: str | None,
    *,
    path: str | None = None,
    subprotocols: tuple[str, ...] = ("ocpp1.6",),
) -> Any:
    """A WebSocket to be awaited or entered. path: what stands for the identity in the address."""
    return connect(
        server.ocpp_url(quote(identity, safe="") if path is None else path),
        subprotocols=list(subprotocols) or None,  # type: ignore[arg-type] # plain strings will do
        additional_headers=basic(identity, password) if password is not None else None,
        compression=None,
        ping_interval=None,
        open_timeout=ANSWER_SECONDS,
        close_timeout=2,
        max_size=None,
        max_queue=None,
        proxy=None,
    )


class Charger:
    """A charge point that answers every Core command by `answers`, and remembers what it was asked."""

    def __init__(self, identity: str, socket: ClientConnection) -> None:
        self.socket = socket
        self.answers = dict(ACCEPTED)
        self.asked: list[tuple[str, dict[str, Any]]] = []
        self._charge_point = ChargePoint(identity, socket, response_timeout=ANSWER_SECONDS)
        self._charge_point.route_map = {
            action: {"_on_action": partial(self._answer, action)} for action in ACCEPTED
        }

    def _answer(self, action: str, **request: Any) -> Any:
        self.asked.append((action, request))
        answer = self.answers[action]
        if isinstance(answer, OCPPError):
            raise answer
        return answer

    async def listen(self) -> None:
        """Until the connection ends."""
        with suppress(ConnectionClosed):
            await self._charge_point.start()

    async def call(self, request: Any, unique_id: str | None = None) -> Any:
        """One request and its response; a CALLERROR is raised."""
        return await self._charge_point.call(request, suppress=False, unique_id=unique_id)


@asynccontextmanager
async def connected(server: RunningServer, charger: dict[str, Any]) -> AsyncIterator[Charger]:
    """A charge point that is connected while the block lasts. charger: as `Operator.new_charger` made it.

    Its heartbeat is answered once the server has taken it: from then on commands find it.
    """
    async with dial(server, charger["charge_point_id"], charger["password"]) as socket:
        assert socket.subprotocol == "ocpp1.6"
        charge_point = Charger(charger["charge_point_id"], socket)
        listening = asyncio.create_task(charge_point.listen())
        try:
            await charge_point.call(call.Heartbeat())
            yield charge_point
        finally:
            listening.cancel()
            with suppress(asyncio.CancelledError):
                await listening


class RawCharger:
    """Says exactly the frames it is told."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket

    async def send(self, *frame: Any) -> None:
        await self.socket.send(json.dumps(frame))

    async def receive(self) -> list[Any]:
        """The next frame of the server."""
        async with asyncio.timeout(ANSWER_SECONDS):
            frame: list[Any] = json.loads(await self.socket.recv())
            return frame

    async def call(self, action: str, payload: Any, message_id: str | None = None) -> list[Any]:
        """A CALL and the next frame, which must be its answer."""
        message_id = message_id or str(uuid4())
        await self.send(2, message_id, action, payload)
        frame = await self.receive()
        assert frame[0] in (3, 4), frame
        assert frame[1] == message_id, frame
        return frame

    async def rest(self) -> list[list[Any]]:
        """The frames that still come before the server closes."""
        frames: list[list[Any]] = []
        with suppress(ConnectionClosed):
            while True:
                frames.append(await self.receive())
        return frames

    async def closed(self) -> int:
        """The close code, once the server has closed."""
        async with asyncio.timeout(ANSWER_SECONDS):
            await self.socket.wait_closed()
        assert self.socket.close_code is not None
        return self.socket.close_code


@asynccontextmanager
async def raw(server: RunningServer, charger: dict[str, Any]) -> AsyncIterator[RawCharger]:
    """A charge point of raw frames that is connected while the block lasts, and has been taken."""
    async with dial(server, charger["charge_point_id"], charger["password"]) as socket:
        charge_point = RawCharger(socket)
        await charge_point.call("Heartbeat", {})
        yield charge_point
