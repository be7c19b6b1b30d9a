"""One WebSocket connection of a charge point: CALLs and answers, both ways (OCPP-J 4)."""

import asyncio
import contextlib
import re
import time
from base64 import b64encode
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from typing import Any, TypeAlias
from urllib.parse import quote
from uuid import uuid4

from msgspec import Struct
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Subprotocol

from csms.ocpp.conversation import (
    Answer,
    Conversation,
    IncomingCall,
    LateAnswer,
    OutgoingCall,
    Reception,
    Refused,
)
from csms.ocpp.errors import Unreadable
from csms.ocpp.frames import CallError, encode_call, encode_error, encode_result
from csms.ocpp.reading import read
from csms.ocpp.v16 import ACTIONS, encode
from csms.ocpp.v16.types import Message
from csms.simulator.clock import Clock
from csms.simulator.tasks import Tasks

SUBPROTOCOL = Subprotocol("ocpp1.6")

# A central system that waits for its database is waited for.
CALL_TIMEOUT = 60.0
_OPEN_TIMEOUT = 20.0
_KEY = re.compile(r"([0-9A-Fa-f]{2}){16,20}")
_MAX_MESSAGE = 1024 * 1024
_UNKNOWN = datetime.min.replace(tzinfo=UTC)  # stands in for times that cannot be read


class LinkError(Exception):
    """A CALL was not answered with a CALLRESULT."""


class Disconnected(LinkError):
    """The connection is gone, or was never there."""


class NoAnswer(LinkError):
    """The central system did not answer in time."""


class CallFailed(LinkError):
    """The central system answered with a CALLERROR, or with something that cannot be read."""


class Reply(Struct, frozen=True):
    """The answer to a CALL of the central system, and what is done once it has been sent."""

    response: Message
    then: Callable[[], Coroutine[Any, Any, None]] | None = None


Answerer: TypeAlias = Callable[[IncomingCall], Reply]


async def open_socket(
    url: str, identity: str, password: str, *, hex_text: bool, ping_interval: int
) -> ClientConnection:
    """Connect as `identity` (J 3.1.1). Raises OSError, TimeoutError or a `websockets` exception."""
    headers = {}
    if password:
        secret = identity.encode() + b":" + password_bytes(password, hex_text=hex_text)
        headers["Authorization"] = "Basic " + b64encode(secret).decode()
    return await connect(
        f"{url.rstrip('/')}/{quote(identity, safe='')}",
        subprotocols=[SUBPROTOCOL],
        additional_headers=headers,
        compression=None,
        proxy=None,
        open_timeout=_OPEN_TIMEOUT,
        ping_interval=ping_interval or None,
        close_timeout=1,
        max_size=_MAX_MESSAGE,
    )


def password_bytes(password: str, *, hex_text: bool = False) -> bytes:
    """An AuthorizationKey of 32 to 40 hexadecimal digits is sent as its bytes (SEC-06), others as text."""
    if hex_text or not _KEY.fullmatch(password):
        return password.encode()
    return bytes.fromhex(password)


class Link:
    """Speaks over `socket`; `answer` gives the reply to each CALL, or raises `Unreadable`."""

    def __init__(self, socket: ClientConnection, clock: Clock, answer: Answerer, tasks: Tasks) -> None:
        self._socket = socket
        self._clock = clock
        self._answer = answer
        self._conversation = Conversation()
        self._tasks = tasks
        self._timer: asyncio.Task[None] | None = None
        self._closed = False

    async def run(self) -> None:
        """Read until the connection ends; then every open CALL raises `Disconnected`."""
        try:
            with contextlib.suppress(ConnectionClosed):  # the ordinary end
                while True:
                    await self._received(await self._socket.recv(decode=False))
        finally:
            await self._end()

    async def call(self, action: str, request: Message) -> Message:
        """Send a CALL when it is its turn, and return its response. Raises `LinkError`."""
        if self._closed:
            raise Disconnected
        answered: asyncio.Future[Message] = asyncio.get_running_loop().create_future()
        call = OutgoingCall(str(uuid4()), action, encode(request), CALL_TIMEOUT, answered)
        self._conversation.enqueue(call)
        await self._send_next()
        return await answered

    async def close(self) -> None:
        """End the connection in good order."""
        await self._socket.close()

    def drop(self) -> None:
        """End the connection as a network does that fails."""
        self._socket.transport.abort()

    async def _received(self, text: bytes) -> None:
        reception: Reception = self._conversation.receive(text)
        if isinstance(reception, IncomingCall):
            await self._answer_call(reception)
        elif isinstance(reception, Refused):
            await self._send(reception.reply)
        elif isinstance(reception, Answer):
            _settle(reception)
            self._stop_timer()
            await self._send_next()
        elif isinstance(reception, LateAnswer):
            return  # to a CALL that has been given up (RPC-09)

    async def _answer_call(self, call: IncomingCall) -> None:
        then = None
        try:
            reply = self._answer(call)
        except Unreadable as error:
            frame = encode_error(call.id, error.code, error.description[:255], bytes(error.details))
        else:
            frame, then = encode_result(call.id, encode(reply.response)), reply.then
        self._conversation.replied(call.id)
        await self._send(frame)
        if then is not None:
            self._tasks.spawn(then())

    async def _send_next(self) -> None:
        call = self._conversation.next_call(time.monotonic())
        if call is not None:
            self._timer = self._tasks.spawn(self._expire(call))
            await self._send(encode_call(call.id, call.action, call.payload))

    async def _send(self, frame: bytes) -> None:
        with contextlib.suppress(ConnectionClosed):  # `run` notices, and ends every open CALL
            await self._socket.send(frame, text=True)

    async def _expire(self, call: OutgoingCall) -> None:
        await self._clock.sleep(call.timeout)
        deadline = self._conversation.deadline
        if deadline is None or self._conversation.expire(deadline) is not call:
            return
        _fail(call, NoAnswer(f"{call.action} was not answered"))
        await self._send_next()

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    async def _end(self) -> None:
        self._closed = True
        self._stop_timer()
        outstanding, queued = self._conversation.close()
        for call in [outstanding, *queued]:
            if call is not None:
                _fail(call, Disconnected())
        self._socket.transport.abort()


def _settle(answer: Answer) -> None:
    """Give the caller the response, or the reason why there is none."""
    result, call = answer.result, answer.call
    if isinstance(result, CallError):
        _fail(call, CallFailed(f"{result.code}: {result.description}"))
        return
    try:
        response = read(ACTIONS[call.action].response, result.payload, received_at=_UNKNOWN, strict=False)
    except Unreadable as error:
        _fail(call, CallFailed(f"unreadable answer to {call.action}: {error.description}"))
        return
    future = call.context
    if isinstance(future, asyncio.Future) and not future.done():
        future.set_result(response.value)


def _fail(call: OutgoingCall, error: LinkError) -> None:
    future = call.context
    if isinstance(future, asyncio.Future) and not future.done():
        future.set_exception(error)
