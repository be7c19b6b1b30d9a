"""A small central system on real sockets, which does what a test tells it to and remembers everything."""

import asyncio
import json
from base64 import b64decode
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from decimal import Decimal
from http import HTTPStatus
from itertools import count
from ssl import SSLContext
from typing import Any
from urllib.parse import unquote

from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response
from websockets.typing import Subprotocol

from csms.ocpp.v16 import KNOWN
from tests.simulator.schemas import breaches
from tests.simulator.virtual_clock import VirtualClock

Payload = dict[str, Any]


class Call:
    """A CALL that the charge point `identity` sent."""

    def __init__(self, identity: str, action: str, payload: Payload) -> None:
        self.identity = identity
        self.action = action
        self.payload = payload


class CentralSystem:
    """Accepts everything. `answers` overrides the response to an action: a payload, or a CALLERROR code.

    `silent` names actions that get no answer, `strangers` identities that are refused. `breaches` holds what
    broke the official schemas. Whatever came is in `texts`, how it came in `handshakes`, and how
    connections ended in `closed`: the code that was sent here, else the one that came.
    """

    def __init__(self, clock: VirtualClock) -> None:
        self.clock = clock
        self.calls: list[Call] = []
        self.answers: dict[str, Callable[[Payload], Payload | str]] = {}
        self.silent: set[str] = set()
        self.breaches: list[str] = []
        self.texts: list[str] = []
        self.handshakes: list[Request] = []
        self.closed: list[int | None] = []
        self.passwords: list[bytes] = []
        self.paths: list[str] = []
        self.strangers: set[str] = set()
        self.url = ""
        self.socket: ServerConnection | None = None
        self._ids = count(1000)
        self._message_ids = count(1)
        self._waiting: dict[str, tuple[str, asyncio.Future[Any]]] = {}
        self._news = asyncio.Condition()

    # What a test asks for

    async def received(self, action: str, number: int = 1, **fields: Any) -> Payload:
        """The payload of the CALL `number` of `action` with these fields, once it has come."""
        async with self._news:
            await self._news.wait_for(lambda: len(self.all(action, **fields)) >= number)
        return self.all(action, **fields)[number - 1]

    def all(self, action: str, **fields: Any) -> list[Payload]:
        """The payloads of all CALLs of `action` with these fields so far."""
        calls = (call.payload for call in self.calls if call.action == action)
        return [payload for payload in calls if fields.items() <= payload.items()]

    def of(self, identity: str, action: str) -> list[Payload]:
        """The payloads of all CALLs of `action` that this charge point sent."""
        return [one.payload for one in self.calls if (one.identity, one.action) == (identity, action)]

    def order(self, *actions: str) -> list[str]:
        """The names of all CALLs so far that are among `actions`."""
        return [call.action for call in self.calls if call.action in actions]

    def statuses(self, connector_id: int) -> list[str]:
        return [call["status"] for call in self.all("StatusNotification", connectorId=connector_id)]

    def frames(self, type: int) -> list[Any]:
        """The frames of this message type so far."""
        return [frame for frame in map(json.loads, self.texts) if frame[0] == type]

    async def command(self, action: str, **payload: Any) -> Any:
        """The payload of the CALLRESULT, or the code of the CALLERROR."""
        message_id = f"csms-{next(self._message_ids)}"
        answered: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._waiting[message_id] = (action, answered)
        assert self.socket is not None
        await self.socket.send(json.dumps([2, message_id, action, payload]))
        return await answered

    async def send(self, text: str) -> None:
        """One text message, whatever it is."""
        assert self.socket is not None
        await self.socket.send(text)

    # What the charge point sees

    @asynccontextmanager
    async def serving(self, tls: SSLContext | None = None) -> AsyncIterator["CentralSystem"]:
        server: Server = await serve(
            self._serve, "127.0.0.1", 0, process_request=self._door, select_subprotocol=_select, ssl=tls
        )
        async with server:
            port = next(iter(server.sockets)).getsockname()[1]
            self.url = f"{'ws' if tls is None else 'wss'}://127.0.0.1:{port}/ocpp"
            yield self

    def _door(self, connection: ServerConnection, request: Request) -> Response | None:
        self.clock.stir()
        self.paths.append(request.path)
        self.handshakes.append(request)
        header = request.headers.get("Authorization", "")
        self.passwords.append(b64decode(header.removeprefix("Basic ")).partition(b":")[2])
        if _identity(request.path) in self.strangers:
            return connection.respond(HTTPStatus.UNAUTHORIZED, "no\n")
        return None

    async def _serve(self, socket: ServerConnection) -> None:
        self.socket = socket
        try:
            async for text in socket:
                self.texts.append(str(text))
                await self._frame(socket, json.loads(text, parse_float=Decimal))
        except ConnectionClosed:
            pass
        finally:
            sent = socket.protocol.close_sent
            self.closed.append(sent.code if sent is not None else socket.close_code)
            self.clock.stir()

    async def _frame(self, socket: ServerConnection, frame: list[Any]) -> None:
        self.clock.stir()
        if frame[0] == 2:
            await self._call(socket, *frame[1:])
            return
        if frame[1] not in self._waiting:
            return
        action, answered = self._waiting.pop(frame[1])
        if frame[0] == 3:
            name = f"{action}Response"
            self.breaches += [f"{name}: {breach}" for breach in breaches(name, frame[2])]
        answered.set_result(frame[2])

    async def _call(self, socket: ServerConnection, message_id: str, action: str, payload: Payload) -> None:
        if action not in KNOWN:
            self.breaches.append(f"{action}: unknown")
            await socket.send(json.dumps([4, message_id, "NotImplemented", "", {}]))
            return
        self.breaches += [f"{action}: {breach}" for breach in breaches(action, payload)]
        async with self._news:
            identity = _identity(socket.request.path) if socket.request else ""
            self.calls.append(Call(identity, action, payload))
            self._news.notify_all()
        if action in self.silent:
            return
        answer = (self.answers.get(action) or self._accept(action))(payload)
        frame = [4, message_id, answer, "", {}] if isinstance(answer, str) else [3, message_id, answer]
        await socket.send(json.dumps(frame))

    def _accept(self, action: str) -> Callable[[Payload], Payload]:
        accepted = {"idTagInfo": {"status": "Accepted"}}
        now = self.clock.now().strftime("%Y-%m-%dT%H:%M:%SZ")
        responses: dict[str, Payload] = {
            "Authorize": accepted,
            "BootNotification": {"status": "Accepted", "currentTime": now, "interval": 300},
            "Heartbeat": {"currentTime": now},
            "StopTransaction": accepted,
        }
        if action == "StartTransaction":
            responses[action] = {**accepted, "transactionId": next(self._ids)}
        return lambda payload: responses.get(action, {})


def _select(socket: ServerConnection, offered: Sequence[Subprotocol]) -> Subprotocol | None:
    return Subprotocol("ocpp1.6") if "ocpp1.6" in offered else None


def _identity(path: str) -> str:
    return unquote(path.rpartition("/")[2])
