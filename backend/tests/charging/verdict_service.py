"""An authorization service on the loopback that answers as it is told, also wrongly."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any


class VerdictService:
    """`answer` is the whole HTTP response; None: it never comes. Remembers what it was asked."""

    def __init__(self) -> None:
        self.answer: bytes | None = verdict(status="Accepted")
        self.requests: list[tuple[dict[str, str], bytes]] = []
        self.port = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/authorize"

    @property
    def questions(self) -> list[dict[str, Any]]:
        return [json.loads(body) for _, body in self.requests]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
            headers = dict(line.lower().split(": ", 1) for line in head[1:] if line)
            self.requests.append((headers, await reader.readexactly(int(headers["content-length"]))))
            if self.answer is None:
                await reader.read()  # until the other side has had enough
            else:
                writer.write(self.answer)
                await writer.drain()
        writer.close()


def response(body: bytes, status: str = "200 OK") -> bytes:
    head = f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    return head.encode() + body


def verdict(**members: Any) -> bytes:
    return response(json.dumps(members).encode())


@asynccontextmanager
async def listening() -> AsyncIterator[VerdictService]:
    """The service while the block lasts."""
    service = VerdictService()
    async with await asyncio.start_server(service.serve, "127.0.0.1", 0) as server:
        service.port = server.sockets[0].getsockname()[1]
        yield service
