"""One WebSocket connection of a charge point: CALLs and answers, both ways (OCPP-J 4)."""

import asyncio
import contextlib
import re
import time
from base64 import b64encode
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from ssl import SSLContext
from typing import Any, TypeAlias, cast
from uuid import uuid4

from msgspec import Raw, Struct
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.frames import Frame, Opcode
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
from csms.simulator.failures import CallFailed, Disconnected, LinkError, NoAnswer
from csms.simulator.habits import Handshake
from csms.simulator.parts import Parts

# Between what is done first and the answer that comes after it (Q13).
_HASTE = 0.1
# The bit of a frame that says "compressed" (RFC 7692).
_RSV1 = 0x40
_OPEN_TIMEOUT = 20.0
_KEY = re.compile(r"([0-9A-Fa-f]{2}){16,20}")
_MAX_MESSAGE = 1024 * 1024
UNKNOWN_TIME = datetime.min.replace(tzinfo=UTC)  # stands in for times that cannot be read


Then: TypeAlias = Callable[[], Coroutine[Any, Any, None]]


class Reply(Struct, frozen=True):
    """The answer to a CALL of the central system, and what is done once it has been sent."""

    response: Message
    then: Then | None = None


Answerer: TypeAlias = Callable[[IncomingCall], Reply]


async def open_socket(
    endpoint: str, handshake: Handshake, *, ping_interval: int, tls: SSLContext | None = None
) -> ClientConnection:
    """Connect (J 3.1.1). Raises OSError, TimeoutError or a `websockets` exception."""
    headers = {}
    if handshake.password:
        secret = handshake.user.encode() + b":" + handshake.password
        headers["Authorization"] = "Basic " + b64encode(secret).decode()
    return await connect(
        endpoint.rstrip("/") + handshake.path,
        subprotocols=[Subprotocol(name) for name in handshake.subprotocols] or None,
        additional_headers=headers,
        compression="deflate" if handshake.compression else None,
        proxy=None,
        open_timeout=_OPEN_TIMEOUT,
        ping_interval=ping_interval or None,
        close_timeout=1,
        max_size=_MAX_MESSAGE,
        ssl=tls,
    )


def _mute(socket: ClientConnection) -> None:
    """Q5: no Pong leaves; the library has no switch for that."""
    send = socket.protocol.send_frame

    def send_all_but_pongs(frame: Frame) -> None:
        if frame.opcode is not Opcode.PONG:
            send(frame)

    socket.protocol.send_frame = send_all_but_pongs  # type: ignore[method-assign] # of this one socket alone


def password_bytes(password: str, *, hex_text: bool = False) -> bytes:
    """An AuthorizationKey of 32 to 40 hexadecimal digits is sent as its bytes (SEC-06), others as text."""
    if hex_text or not _KEY.fullmatch(password):
        return password.encode()
    return bytes.fromhex(password)


class Link:
    """Speaks over `socket`; `answer` gives the reply to each CALL, or raises `Unreadable`."""

    def __init__(self, socket: ClientConnection, parts: Parts, answer: Answerer) -> None:
        self._socket = socket
        self._clock = parts.clock
        self._configuration = parts.configuration
        self._habits = parts.habits
        self._tasks = parts.tasks
        self._answer = answer
        self._conversation = Conversation()
        if self._habits.has("mute"):
            _mute(socket)
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
        id = cast(str, self._habits.message_id(action) or str(uuid4()))  # some count in JSON numbers (Q20)
        payload = self._habits.request(action, encode(request))
        timeout = self._configuration.integer("MessageTimeout")
        call = OutgoingCall(id, action, payload, timeout, answered)
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
        reaction, payload = self._habits.heard(call.action, bytes(call.payload))
        if reaction == "close":
            await self.close()
            return
        frame, then = self._reply(call, payload)
        if then is not None and reaction in ("act first", "act unanswered"):
            self._tasks.spawn(then())
            await self._clock.sleep(_HASTE)
        self._conversation.replied(call.id)
        if reaction in ("ignore", "act unanswered"):
            return
        await self._send(frame)
        if then is not None and reaction == "answer":
            self._tasks.spawn(then())
        await self.send_unasked(call.action)

    def _reply(self, call: IncomingCall, payload: bytes) -> tuple[bytes, Then | None]:
        """The answer, and what is done after it."""
        try:
            reply = self._answer(IncomingCall(call.id, call.action, Raw(payload), call.violations))
        except Unreadable as error:
            return encode_error(call.id, error.code, error.description[:255], bytes(error.details)), None
        response = self._habits.response(call.action, encode(reply.response))
        return encode_result(call.id, response), reply.then

    async def send_unasked(self, occasion: str) -> None:
        """The CALLs that a habit adds here; their answers are for nobody."""
        for action, payload in self._habits.unasked(occasion):
            await self._send(encode_call(str(uuid4()), action, payload))

    async def _send_next(self) -> None:
        call = self._conversation.next_call(time.monotonic())
        if call is not None:
            self._timer = self._tasks.spawn(self._expire(call))
            frame = encode_call(call.id, call.action, call.payload)
            marked = call.action == "Heartbeat" and self._habits.has("reserved bits")
            await (self._send_marked(frame) if marked else self._send(frame))

    async def _send(self, frame: bytes) -> None:
        with contextlib.suppress(ConnectionClosed):  # `run` notices, and ends every open CALL
            for text in self._habits.texts(frame):
                await self._socket.send(text, text=True)

    async def _send_marked(self, frame: bytes) -> None:
        """As if it were compressed, past the library, which would not do that (Q7)."""
        marked = bytearray(Frame(Opcode.TEXT, frame).serialize(mask=True))
        marked[0] |= _RSV1
        self._socket.transport.write(marked)

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
        response = read(ACTIONS[call.action].response, result.payload, received_at=UNKNOWN_TIME, strict=False)
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
