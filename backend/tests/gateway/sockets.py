"""A real uvicorn with a door of our own, and a client that says exactly the bytes it is told."""

import asyncio
import base64
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import uvicorn
from websockets.frames import Frame, Opcode

from csms.gateway.door import Admission, Handshake, Listener, Refusal, Socket
from csms.gateway.frames import apply_mask
from csms.gateway.limits import SocketLimits, guard_http
from csms.gateway.upgrade import make_protocol

MASK = b"\x37\xfa\x21\x3d"
TEXT, BINARY, CONT, CLOSE, PING, PONG = 0x1, 0x2, 0x0, 0x8, 0x9, 0xA


@dataclass
class Admitted:
    subprotocol: str | None = "ocpp1.6"
    ping_interval: float | None = None


@dataclass(eq=False)
class Recorder:
    """A listener that remembers, and by default answers every message with itself."""

    socket: Socket
    answer: Callable[["Recorder", bytes], None] = lambda self, text: self.socket.send_text(text)
    received: list[bytes] = field(default_factory=list)
    closes: list[tuple[int, str]] = field(default_factory=list)
    gone: asyncio.Event = field(default_factory=asyncio.Event)

    def text_received(self, text: bytes) -> None:
        self.received.append(text)
        self.answer(self, text)

    def closed(self, code: int, reason: str) -> None:
        self.closes.append((code, reason))
        self.gone.set()


class OpenDoor:
    """Lets everybody in, unless told otherwise, and remembers them."""

    def __init__(self) -> None:
        self.handshakes: list[Handshake] = []
        self.listeners: list[Recorder] = []
        self.verdict: Refusal | Admitted = Admitted()
        self.answer = Recorder.answer

    async def admit(self, handshake: Handshake) -> Refusal | Admission:
        self.handshakes.append(handshake)
        return self.verdict

    def open(self, admission: Admission, socket: Socket) -> Listener:
        self.listeners.append(Recorder(socket, self.answer))
        return self.listeners[-1]


def frame(
    opcode: int, payload: bytes = b"", *, fin: bool = True, rsv: int = 0, masked: bool = True, form: int = 0
) -> bytes:
    """A client's frame. `form` forces the length field: 126 or 127, whatever the length."""
    length = len(payload)
    form = form or (127 if length > 0xFFFF else 126 if length > 125 else length)
    size = {126: 2, 127: 8}.get(form, 0)
    head = bytes(((0x80 if fin else 0) | rsv << 4 | opcode, (0x80 if masked else 0) | form))
    head += length.to_bytes(size, "big") if size else b""
    return head + (MASK + apply_mask(payload, MASK) if masked else payload)


def close_frame(code: int, reason: bytes = b"") -> bytes:
    return frame(CLOSE, code.to_bytes(2, "big") + reason)


def upgrade_request(
    target: str = "/ocpp/CP001",
    headers: Iterable[tuple[str, str]] = (("Sec-WebSocket-Protocol", "ocpp1.6"),),
    without: str = "",
) -> bytes:
    lines = [
        ("Host", "csms.example"),
        ("Upgrade", "websocket"),
        ("Connection", "Upgrade"),
        ("Sec-WebSocket-Key", base64.b64encode(bytes(16)).decode()),
        ("Sec-WebSocket-Version", "13"),
        *headers,
    ]
    return (
        f"GET {target} HTTP/1.1\r\n"
        + "".join(f"{name}: {value}\r\n" for name, value in lines if name != without)
        + "\r\n"
    ).encode("latin-1")


class Client:
    """A TCP connection, and a reader of what a server may send."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer

    def send(self, *data: bytes) -> None:
        self.writer.write(b"".join(data))

    async def head(self) -> tuple[int, dict[str, str]]:
        """Status and headers of an HTTP answer; names in lower case."""
        lines = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers = dict(line.split(": ", 1) for line in lines[1:] if line)
        return int(lines[0].split()[1]), {name.lower(): value for name, value in headers.items()}

    async def refused(self) -> tuple[int, dict[str, str], str]:
        """Status, headers and body of an answer that ends the connection."""
        status, headers = await self.head()
        body = (await self.reader.read()).decode()
        assert headers["content-length"] == str(len(body.encode()))
        assert headers["connection"] == "close"
        return status, headers, body

    async def frame(self) -> Frame:
        """One frame of the server: final, unmasked, without reserved bits."""
        first, second = await self.reader.readexactly(2)
        assert first & 0xF0 == 0x80
        assert second < 0x80
        size = {126: 2, 127: 8}.get(second, 0)
        length = int.from_bytes(await self.reader.readexactly(size), "big") if size else second
        return Frame(Opcode(first & 0x0F), await self.reader.readexactly(length))

    async def text(self) -> bytes:
        received = await self.frame()
        assert received.opcode is Opcode.TEXT
        return bytes(received.data)

    async def close_code(self) -> int:
        """The code of the next frame, which must be the last there is."""
        received = await self.frame()
        assert received.opcode is Opcode.CLOSE
        assert await self.reader.read() == b""
        return int.from_bytes(bytes(received.data[:2]), "big") if received.data else 1005

    async def ended(self) -> bytes:
        """What came before the connection ended, in whatever way it did."""
        try:
            return await self.reader.read()
        except ConnectionResetError:
            return b""


@dataclass
class Server:
    door: Any
    uvicorn: uvicorn.Server
    port: int
    clients: list[Client] = field(default_factory=list)

    async def connect(self) -> Client:
        """Bare TCP."""
        client = Client(*await asyncio.open_connection("127.0.0.1", self.port))
        self.clients.append(client)
        return client

    async def upgrade(self, **request: Any) -> Client:
        """TCP and an upgrade request; nothing has been read."""
        client = await self.connect()
        client.send(upgrade_request(**request))
        return client

    async def open(self, **request: Any) -> tuple[Client, Recorder]:
        """An open WebSocket and the listener at its other end."""
        client = await self.upgrade(**request)
        status, _ = await client.head()
        assert status == 101
        return client, self.door.listeners[-1]


async def application(scope: Any, receive: Any, send: Any) -> None:
    """The HTTP side: greets, and echoes what is posted."""
    body, more = b"", True
    while more:
        message = await receive()
        body, more = body + message.get("body", b""), message.get("more_body", False)
    answer = body or b"hello"
    headers = [(b"content-length", str(len(answer)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": answer})


async def until(condition: Callable[[], bool]) -> None:
    """Lets the event loop turn until something is so; the test's time limit bounds it."""
    while not condition():  # noqa: ASYNC110 - what is awaited has no event
        await asyncio.sleep(0)


def transport_of(connection: Any) -> asyncio.Transport:
    transport: asyncio.Transport = (
        connection._transport if hasattr(connection, "_transport") else connection.transport
    )
    return transport


@asynccontextmanager
async def serving(door: Any, limits: SocketLimits | None = None, **config: Any) -> AsyncIterator[Server]:
    """uvicorn on a free port, without its main loop, which only looks for signals."""
    limits = limits or SocketLimits()
    settings = uvicorn.Config(
        application,
        host="127.0.0.1",
        port=0,
        ws=make_protocol(door, limits),
        http=guard_http(limits),
        lifespan="off",
        log_config=None,
        **config,
    )
    settings.load()
    server = uvicorn.Server(settings)
    server.lifespan = settings.lifespan_class(settings)
    await server.startup()
    running = Server(door, server, server.servers[0].sockets[0].getsockname()[1])
    try:
        yield running
    finally:
        server.servers[0].close()
        for client in running.clients:
            client.writer.transport.abort()
        while connections := tuple(server.server_state.connections):
            for connection in connections:
                transport_of(connection).abort()
            await asyncio.sleep(0)
