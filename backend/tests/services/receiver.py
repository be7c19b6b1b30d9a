"""A real HTTP server that takes what webhooks send: what came, and how it answers, in the hands of the test."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from standardwebhooks import Webhook


@dataclass
class Request:
    """One POST. headers: names in lower case."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def id(self) -> str:
        return self.headers["webhook-id"]

    @property
    def content(self) -> dict[str, Any]:
        content: dict[str, Any] = json.loads(self.body)
        return content

    def verify(self, secret: str) -> None:
        """By the independent library; raises WebhookVerificationError."""
        Webhook(secret).verify(self.body, self.headers)


@dataclass
class Receiver:
    """Answers with `status` and `answer`; `hold`, once it is cleared, makes it wait before that."""

    status: int = 204
    answer: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    requests: list[Request] = field(default_factory=list)
    hold: asyncio.Event = field(default_factory=asyncio.Event)
    at_once: int = 0
    most_at_once: int = 0
    port: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hook"

    def of(self, event_type: str) -> list[dict[str, Any]]:
        """`data` of what came with this type, in the order in which it came."""
        return [one.content["data"] for one in self.requests if one.content["type"] == event_type]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while (request := await _read(reader)) is not None:
                self.requests.append(request)
                self.at_once += 1
                self.most_at_once = max(self.most_at_once, self.at_once)
                try:
                    await self.hold.wait()
                finally:
                    self.at_once -= 1
                more = "".join(f"{name}: {value}\r\n" for name, value in self.headers.items())
                length = f"Content-Length: {len(self.answer)}\r\n" * (self.status != 204)
                writer.write(f"HTTP/1.1 {self.status} X\r\n{length}{more}\r\n".encode() + self.answer)
                await writer.drain()
        except ConnectionError:
            return
        finally:
            writer.close()


async def _read(reader: asyncio.StreamReader) -> Request | None:
    try:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    except asyncio.IncompleteReadError:
        return None
    pairs = [line.split(": ", 1) for line in head[1:] if line]
    headers = {name.lower(): value for name, value in pairs}
    body = await reader.readexactly(int(headers["content-length"]))
    return Request(head[0].split(" ")[1], headers, body)


@asynccontextmanager
async def receiving(port: int = 0, **how: Any) -> AsyncIterator[Receiver]:
    """A receiver on the loopback interface, at a free port by default."""
    receiver = Receiver(**how)
    receiver.hold.set()
    tasks: set[asyncio.Task[None]] = set()

    def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.ensure_future(receiver.serve(reader, writer))
        tasks.add(task)
        task.add_done_callback(tasks.discard)

    server = await asyncio.start_server(connected, "127.0.0.1", port)
    receiver.port = server.sockets[0].getsockname()[1]
    try:
        yield receiver
    finally:
        server.close()
        for task in tuple(tasks):
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
